// A migration document (`migrations/*`): the steps from one version to another, and back. Its schema in schemas/ says
// what may stand there; here it becomes data, with the way back worked out where each step can be turned around.
import { t } from '@vscode/l10n';
import type { FileContent, Problem } from '../model/model.ts';
import type { AtPath, Migration, Step, Version } from '../model/migrationModel.ts';

export type { Migration, ScalarKind, Step } from '../model/migrationModel.ts';
import { documentOf, problemAt, problemsOf } from '../documents/fileDocument.ts';
import { builtInProblems } from '../records/builtInSchemas.ts';
import { isWithin, type Pointer } from '../values/pointer.ts';
import { Literal, toPlain, type Value, type ValueMap } from '../values/value.ts';
import { compareVersions } from './version.ts';

export interface MigrationReading {
  /** Absent where the document has problems. */
  readonly migration?: Migration;
  readonly problems: readonly Problem[];
}

const maxSteps = 2_000;

export function readMigration(file: FileContent): MigrationReading {
  const document = documentOf(file);
  const problems = [...problemsOf(document), ...builtInProblems('migration', document)];
  if (problems.length > 0) return { problems };
  const said = document.value as unknown as RawMigration; // The schema has let it through.
  const { description, targets } = said;
  const [from, to] = [versionIn(said.from), versionIn(said.to)];
  if (compareVersions(from, to) >= 0) {
    const message = t(
      '"to" must be newer than "from", but {0} isn\'t newer than {1}. To migrate back, use "down".',
      to,
      from,
    );
    return { problems: [problemAt(document, '/to', { message })] };
  }
  const long = (['up', 'down'] as const).find((list) => (said[list]?.length ?? 0) > maxSteps);
  if (long !== undefined) {
    const message = t(
      'A migration can have at most {0} steps in each direction. Split it into several.',
      maxSteps,
    );
    return { problems: [problemAt(document, `/${long}`, { message })] };
  }
  const up = said.up.map(stepOf);
  const down = said.down?.map(stepOf) ?? inverseOf(up);
  const migration = {
    file,
    from,
    to,
    ...(description === undefined ? {} : { description }),
    ...(targets === undefined ? {} : { targets }),
    up,
    ...(down === null ? {} : { down }),
    isDerived: said.down === undefined && down !== null,
  };
  return { migration, problems: [] };
}

type RawMigration = Omit<Migration, 'file' | 'isDerived'>;

/** `1.0` is a whole number, too. */
function versionIn(said: Version | Literal): Version {
  return said instanceof Literal ? Number(said.source) : said;
}

function stepOf(said: Step): Step {
  if (said.op !== 'scale') return said;
  const { factor, offset = 0 } = toPlain(said as unknown as Value) as typeof said; // A map of the document it is.
  return { ...said, factor, offset };
}

/** The steps that take steps back, in their order; `null` where one of them cannot be turned around. */
export function inverseOf(steps: readonly Step[]): readonly Step[] | null {
  const inverse = steps.map(inverseOfStep);
  return inverse.includes(null) ? null : inverse.flatMap((step) => step ?? []).toReversed();
}

/** The step that takes a step back, for whatever it was done to; `null` where what was there is not known any more. */
export function inverseOfStep(step: Step): Step | null {
  switch (step.op) {
    case 'test':
      return step;
    case 'add':
    case 'copy':
      return isDefinite(step.path) ? { ...at(step), op: 'remove' } : null;
    case 'move':
      // Into the place of what it was taken out of: that is gone then, or has moved on in its list.
      return isDefinite(step.path) &&
        starsIn(step.path) === starsIn(step.from) &&
        !isWithin(step.from, step.path)
        ? { ...at(step), op: 'move', from: step.path, path: step.from }
        : null;
    case 'rename':
      return inverseOfRename(step);
    case 'wrap':
      return { ...step, op: 'unwrap' };
    case 'unwrap':
      return { ...step, op: 'wrap' };
    case 'mapValues':
      return isOneToOne(step.values) ? { ...step, back: true } : null;
    case 'scale':
      return { ...step, back: true };
    case 'convert':
      return step.from === undefined ? null : { ...step, to: step.from, from: step.to, back: true };
    case 'remove':
    case 'replace':
    case 'default':
      return null;
  }
}

function at({ path, optional }: AtPath): AtPath {
  return optional === undefined ? { path } : { path, optional };
}

/** Not the whole content, which would be gone, and not the end of a list, which has another number then. */
function isDefinite(pointer: Pointer): boolean {
  return pointer !== '' && !pointer.endsWith('/-');
}

function starsIn(pointer: Pointer): number {
  return pointer.split('/').filter((part) => part === '*').length;
}

function inverseOfRename(step: Step & { readonly op: 'rename' }): Step | null {
  const [name = '', ...above] = step.path.split('/').toReversed();
  if (name === '*') return null;
  const to = name.replaceAll('~1', '/').replaceAll('~0', '~');
  const part = step.to.replaceAll('~', '~0').replaceAll('/', '~1');
  return { ...step, path: [...above.toReversed(), part].join('/'), to };
}

function isOneToOne(values: ValueMap): boolean {
  const texts = Object.values(values).map((value) => JSON.stringify(value));
  return new Set(texts).size === texts.length;
}
