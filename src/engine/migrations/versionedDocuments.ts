// The documents that together make the content of one target, each in a version: the live file, and the layers of all
// profiles. A layer that says no version is in that of the layers below it.
import type { Manifest, Migration, Profile, Snapshot, Target } from '../model/model.ts';
import type { Document } from '../text/document.ts';
import { documentOf } from '../documents/fileDocument.ts';
import { chainOf } from '../layers/chain.ts';
import { layersFor, layerValue, type Layer } from '../layers/layers.ts';
import { highestReachable, knownVersions, migrationsFor } from './migrationPath.ts';
import type { Pointer } from '../values/pointer.ts';
import type { Value } from '../values/value.ts';
import { compareVersions, statedVersion, versionOfSchema, type Version } from './version.ts';

export interface VersionedDocument {
  readonly document: Document;
  readonly kind: 'live' | Layer['kind'];
  readonly value: Value;
  /** What it leaves out of the parts below. */
  readonly unset: readonly Pointer[];
  /** The root-most first; those are parts themselves. */
  readonly below: readonly VersionedDocument[];
  /** `undefined` where it says none that can be read, nor does a part below. */
  readonly version: Version | undefined;
  /** The place of the version in the document; absent where a part below says it, or nothing does. */
  readonly versionAt?: Pointer;
}

export type PartSources = Pick<Snapshot, 'profiles' | 'defaults' | 'manifest' | 'migrations' | 'schemas'>;

/** A document that stands alone: all the content there is. */
export function standalonePart(
  document: Document,
  kind: VersionedDocument['kind'],
  manifest: Manifest,
): VersionedDocument {
  return partOf({ document, kind, value: layerValue({ document }), unset: [], below: [] }, manifest);
}

/** Every document of a target that parses, each once. What a profile lacks to be resolved is left to who resolves it. */
export function versionedDocuments(sources: PartSources, target: Target): readonly VersionedDocument[] {
  if (target.format === 'opaque') return [];
  const live = target.file && documentOf(target.file);
  const parts = new Map<string, VersionedDocument>();
  // Parents first: what a profile inherits is their part, so that it sees what a migration makes of it.
  const lineage = new Set(sources.profiles.flatMap((profile) => chainOf(sources, profile).chain));
  for (const profile of lineage) addLayers(sources, { profile, target }, parts);
  const defaults = sources.defaults.get(target.name);
  if (defaults && !parts.has(defaults.path))
    parts.set(defaults.path, standalonePart(documentOf(defaults), 'defaults', sources.manifest));
  return [...(live ? [standalonePart(live, 'live', sources.manifest)] : []), ...parts.values()];
}

interface ProfileTarget {
  readonly profile: Profile;
  readonly target: Target;
}

/** Those of a profile that no other has brought. */
function addLayers(
  sources: PartSources,
  { profile, target }: ProfileTarget,
  parts: Map<string, VersionedDocument>,
): void {
  const { layers } = layersFor(sources, profile, target.name);
  const below: VersionedDocument[] = [];
  for (const layer of layers) {
    const { document, kind, unset } = layer;
    const part =
      parts.get(document.path) ??
      partOf({ document, kind, value: layerValue(layer), unset, below: [...below] }, sources.manifest);
    parts.set(document.path, part);
    below.push(part);
  }
}

function partOf(
  part: Omit<VersionedDocument, 'version' | 'versionAt'>,
  manifest: Manifest,
): VersionedDocument {
  const stated = statedVersion(part.value, manifest);
  if (stated) return { ...part, version: stated.version, versionAt: stated.pointer };
  const inherited = part.below.at(-1);
  return { ...part, version: inherited ? inherited.version : manifest.version.unversioned };
}

/** The migrations that are for a target; none for one that is kept as a whole. */
export function migrationsOf({ migrations }: PartSources, target: Target): readonly Migration[] {
  return target.format === 'opaque' ? [] : migrationsFor(migrations, target.name);
}

/** The version that the documents of a target should be in; `undefined` where nothing says so and nothing leads anywhere. */
export function wantedVersion(
  sources: PartSources,
  target: Target,
  parts: readonly VersionedDocument[],
): Version | undefined {
  const { expected } = sources.manifest.version;
  const schema = sources.schemas.get(target.name);
  const ofSchema = schema && versionOfSchema(documentOf(schema.root).value ?? null, sources.manifest);
  if (expected !== undefined || ofSchema !== undefined) return expected ?? ofSchema;
  const migrations = migrationsOf(sources, target);
  const newest = knownVersions(migrations).at(-1);
  const reachable = parts.flatMap(({ version }) => {
    if (version === undefined || newest === undefined) return [];
    return compareVersions(version, newest) > 0 ? newest : highestReachable(migrations, version);
  });
  return reachable.toSorted(compareVersions).at(-1);
}
