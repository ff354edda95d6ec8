// What has happened to the live files between two looks, as data and as one line, for logs: secrets are hidden. Pure.
import { t } from '@vscode/l10n';
import {
  diffValues,
  documentOf,
  problemsOf,
  redactionOf,
  sensitiveIn,
  type Change,
  type Problem,
  type Snapshot,
  type Value,
} from '../../engine/index.ts';

export interface TargetChange {
  readonly target: string;
  readonly path: string;
  readonly kind: 'changed' | 'created' | 'deleted';
  /** Key by key, since it parsed last; none where only comments or layout differ. */
  readonly changes: readonly Change[];
  /** Why it does not parse, if it does not. */
  readonly problems: readonly Problem[];
  /** It parsed before, and does not now. */
  readonly isBroken: boolean;
}

export interface KnownTarget {
  readonly path: string;
  /** `null`: it is not there. */
  readonly sha256: string | null;
  /** What it said when it parsed last. */
  readonly value: Value | undefined;
}

export type KnownTargets = ReadonlyMap<string, KnownTarget>;

export function knownTargets({ targets }: Snapshot, before: KnownTargets = new Map()): KnownTargets {
  const gone = [...before].map(([name, known]) => [name, { ...known, sha256: null }] as const);
  const here = targets.map(({ name, path, file }) => {
    const value = (file ? documentOf(file).value : undefined) ?? before.get(name)?.value;
    return [name, { path, sha256: file?.sha256 ?? null, value }] as const;
  });
  return new Map([...gone, ...here]);
}

/** The same bytes are no change. What the manifest names no more is no live file, as if it were deleted. */
export function changedTargets(before: KnownTargets, snapshot: Snapshot): readonly TargetChange[] {
  const { targets, manifest } = snapshot;
  const here = new Set(targets.map(({ name }) => name));
  const known = [...before.values(), ...knownTargets(snapshot).values()].flatMap(({ value }) =>
    value === undefined ? [] : [value],
  );
  const redaction = redactionOf(known, sensitiveIn(snapshot));
  const gone = [...before]
    .filter(([name, { sha256 }]) => !here.has(name) && sha256 !== null)
    .map(([target, { path }]) => ({ target, path, kind: 'deleted', ...nothing }) as const);
  const found = targets.flatMap(({ name, path, file }): readonly TargetChange[] => {
    const last = before.get(name);
    const [was, is] = [last?.sha256 ?? null, file?.sha256 ?? null];
    if (was === is) return [];
    const document = file ? documentOf(file) : undefined;
    const value = document?.value;
    const changes =
      value === undefined || last?.value === undefined ? [] : diffValues(last.value, value, manifest.arrays);
    const faults = document && value === undefined ? problemsOf(document) : [];
    return [
      {
        target: name,
        path,
        kind: is === null ? 'deleted' : was === null ? 'created' : 'changed',
        changes: changes.map((change) => redaction.change(change)),
        problems: faults.map((one) => redaction.problem(one)),
        isBroken: file !== null && value === undefined && last?.value !== undefined,
      },
    ];
  });
  return [...found, ...gone];
}

const nothing = { changes: [], problems: [], isBroken: false } as const;

/** "current.json: ~ /port, + /name": the marks are those of a listing of changes. */
export function lineOf(files: readonly TargetChange[]): string {
  return `${files.map((file) => `${file.path}: ${whatHappened(file)}`).join('; ')}\n`;
}

const marks: Readonly<Record<Change['type'], string>> = {
  added: '+',
  removed: '-',
  modified: '~',
  moved: '>',
};
const maxKeys = 8;

function whatHappened({ kind, changes, problems: [problem] }: TargetChange): string {
  if (kind === 'deleted') return t('deleted');
  if (problem) return t("doesn't parse, line {0}: {1}", problem.line, problem.message);
  if (changes.length === 0) return kind === 'created' ? t('created') : t('only comments or layout');
  const keys = changes.slice(0, maxKeys).map(({ type, pointer }) => `${marks[type]} ${pointer || '/'}`);
  const rest = changes.length - keys.length;
  return [...keys, ...(rest > 0 ? [t('and {0} more', rest)] : [])].join(', ');
}
