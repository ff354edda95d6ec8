// What the schemas have against what the profiles resolve to. Each finding is told in the file of the layer that it
// comes from, and once, however many profiles share that layer. What did not change is not validated again.
import { groupBy } from '../values/groupBy.ts';
import { t } from '@vscode/l10n';
import type { FileContent, Problem, Profile, SchemaFiles, Snapshot, Target } from '../model/model.ts';
import { adaptValue } from '../text/document.ts';
import { problemAt } from '../documents/fileDocument.ts';
import { chainOf } from '../layers/chain.ts';
import { everyLayering } from '../layers/everyLayering.ts';
import { layerStack, originOf, type LayerStack, type OriginStep } from '../layers/origin.ts';
import { parentOf, valueAt, type Pointer } from '../values/pointer.ts';
import { resolveReferences, unresolvedIn } from '../layers/references.ts';
import { speaks } from '../layers/resolve.ts';
import type { SchemaFinding } from './schema.ts';

/** A finding, with the profile that it was made in. */
interface ProfileFinding {
  readonly problem: Problem;
  readonly profile: string;
  /** It stands in a file of that profile. */
  readonly isOwn: boolean;
}

interface CachedFindings {
  readonly inputs: readonly unknown[];
  readonly found: readonly ProfileFinding[];
}

/** By schema, and then by folder, profile and target. */
const cache = new WeakMap<FileContent, Map<string, CachedFindings>>();

/** Every profile that can be resolved, for every target with a schema; none where together they come to too much. */
export async function validateProfiles(snapshot: Snapshot): Promise<readonly Problem[]> {
  if (everyLayering(snapshot).isTooMuch) return [];
  const found = await Promise.all(
    snapshot.profiles.flatMap((profile) =>
      snapshot.targets.map((target) => findingsFor(snapshot, profile, target)),
    ),
  );
  const byProblem = groupBy(found.flat(), ({ problem }) => JSON.stringify(problem));
  return [...byProblem.values()].flatMap(problemsOfGroup);
}

/** Who shares a layer shares its findings; they are told in the name of the profile whose file it is, if it is one's. */
function problemsOfGroup(same: readonly ProfileFinding[]): readonly Problem[] {
  const [first] = same;
  if (!first) return [];
  if (same.some(({ isOwn }) => isOwn)) return [first.problem];
  const others = new Set(same.map(({ profile }) => profile)).size - 1;
  const { profile, problem } = first;
  const message =
    others === 0
      ? t('In profile "{0}": {1}', profile, problem.message)
      : t('In profile "{0}" and {1} more: {2}', profile, others, problem.message);
  return [{ ...problem, message }];
}

async function findingsFor(
  snapshot: Snapshot,
  profile: Profile,
  target: Target,
): Promise<readonly ProfileFinding[]> {
  const schema = snapshot.schemas.get(target.name);
  if (!schema) return [];
  const entries = cache.get(schema.root) ?? new Map<string, CachedFindings>();
  cache.set(schema.root, entries);
  const inputs = inputsOf(snapshot, { profile, target, schema });
  const key = JSON.stringify([snapshot.folder, profile.name, target.name]);
  const before = entries.get(key);
  if (
    before?.inputs.length === inputs.length &&
    inputs.every((input, index) => input === before.inputs[index])
  )
    return before.found;
  const found = await check(snapshot, { profile, target, schema });
  entries.set(key, { inputs, found });
  return found;
}

interface ProfileTarget {
  readonly profile: Profile;
  readonly target: Target;
  readonly schema: SchemaFiles;
}

/** All that the findings depend on. Files that have not changed are the same objects. */
function inputsOf(snapshot: Snapshot, { profile, target, schema }: ProfileTarget): readonly unknown[] {
  return [
    ...chainOf(snapshot, profile).chain.flatMap(({ all }) => all),
    snapshot.defaults.get(target.name),
    ...schema.parts.values(),
    snapshot.manifest.sha256,
    target.format,
    snapshot.references,
  ];
}

async function check(
  snapshot: Snapshot,
  { profile, target, schema }: ProfileTarget,
): Promise<readonly ProfileFinding[]> {
  const layering = layerStack(snapshot, profile, target);
  const value = layering?.stack.at(-1);
  if (!layering || value === undefined || !speaks(layering.layers, snapshot.manifest)) return [];
  const { checkValue } = await import('./schema.ts');
  const { values } = snapshot.references;
  const { findings } = checkValue(schema, adaptValue(resolveReferences(value, values), target.format));
  // What can't be resolved here is another matter.
  const isKnown = ({ pointer }: SchemaFinding) => {
    const said = valueAt(value, pointer);
    if (typeof said !== 'string') return true;
    const { missing, malformed } = unresolvedIn(said, values);
    return missing.length + malformed.length === 0;
  };
  return (findings ?? []).filter(isKnown).map((finding) => {
    const problem = place(finding, layering);
    const isOwn = profile.all.some(({ path }) => path === problem.file);
    return { problem, profile: profile.name, isOwn };
  });
}

/** What is not there comes from no layer: the profile itself should bring it. */
const ofMissingKeys = new Set(['required', 'dependentRequired', 'dependencies', 'minProperties']);

function place({ pointer, keyword, message }: SchemaFinding, layering: LayerStack): Problem {
  const step = ofMissingKeys.has(keyword) ? undefined : lastStep(layering, pointer);
  if (step) {
    const { file, line, column, pointer: inFile } = step;
    return { file, line, column, pointer: inFile, message, keyword };
  }
  const { layers } = layering;
  const own = layers.findLast(({ kind }) => kind === 'profile') ?? layers.at(-1);
  if (!own) return { file: '.', line: 0, column: 0, pointer, message, keyword };
  return problemAt(own.document, pointer, { message, keyword });
}

/** What the last layer says of the place, or of the nearest one around it. */
function lastStep(layering: LayerStack, pointer: Pointer): OriginStep | undefined {
  for (let here = pointer; ; here = parentOf(here)) {
    const step = originOf(layering, here).steps.findLast(({ effect }) => effect === 'sets');
    if (step || here === '') return step;
  }
}
