// The versions that documents and migrations state: Semantic Versioning (https://semver.org), or whole numbers, which
// count as major versions where the two meet.
import compareSemver from 'semver/functions/compare.js';
import valid from 'semver/functions/valid.js';
import type { Version } from '../model/migrationModel.ts';
import type { Manifest } from '../model/model.ts';
import { parentOf, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { isMap, type Value } from '../values/value.ts';

export type { Version } from '../model/migrationModel.ts';

/** Where a document without a `version.pointer` in the manifest may say its version; the first that is there counts. */
const defaultPointers: readonly Pointer[] = ['/version', '/schemaVersion'];

export interface StatedVersion {
  readonly pointer: Pointer;
  readonly value: Value;
  /** Absent where the value is no version. */
  readonly version?: Version;
}

/** The places where a document can say its version. */
export function versionPointers({ version }: Pick<Manifest, 'version'>): readonly Pointer[] {
  return version.pointer === undefined ? defaultPointers : [version.pointer];
}

/** What a document says of its version; `undefined` where it says nothing. */
export function statedVersion(value: Value, manifest: Pick<Manifest, 'version'>): StatedVersion | undefined {
  for (const pointer of versionPointers(manifest)) {
    const stated = valueAt(value, pointer);
    if (stated === undefined) continue;
    return isVersion(stated) ? { pointer, value: stated, version: stated } : { pointer, value: stated };
  }
  return undefined;
}

/** As the schemas of ours say it, too: each number has up to 15 digits, so that every version can be compared. */
export function isVersion(value: unknown): value is Version {
  if (typeof value === 'number') return isWhole(String(value));
  if (typeof value !== 'string' || /\d{16}/.test(value.replace(/[-+].*$/s, ''))) return false;
  return isWhole(value) || valid(value) === value.replace(/\+.*$/, '');
}

/** Below 0 where the left one is older. Of pre-releases and build metadata as Semantic Versioning says. */
export function compareVersions(left: Version, right: Version): number {
  return compareSemver(asSemver(left), asSemver(right));
}

export function sameVersion(left: Version, right: Version): boolean {
  return compareVersions(left, right) === 0;
}

/** The same text for versions that are the same. */
export function versionKey(version: Version): string {
  return valid(asSemver(version)) ?? String(version);
}

function asSemver(version: Version): string {
  const text = String(version);
  return isWhole(text) ? `${text}.0.0` : text;
}

function isWhole(text: string): boolean {
  return /^(0|[1-9]\d{0,14})$/.test(text);
}

/** A version as a document says it: in the kind that the document had, where both are possible. */
export function versionLike(before: Value | undefined, version: Version): Version {
  if (typeof before === 'string') return String(version);
  return typeof version === 'string' && isWhole(version) && typeof before === 'number'
    ? Number(version)
    : version;
}

/** The version that a schema wants: the `const` of the property at one of the places. */
export function versionOfSchema(schema: Value, manifest: Pick<Manifest, 'version'>): Version | undefined {
  for (const pointer of versionPointers(manifest)) {
    const stated = constAt(schema, pointer);
    if (isVersion(stated)) return stated;
  }
  return undefined;
}

function constAt(schema: Value, pointer: Pointer): Value | undefined {
  let here: Value | undefined = schema;
  for (const key of parsePointer(pointer)) {
    const properties: Value | undefined = isMap(here) ? here['properties'] : undefined;
    here = isMap(properties) ? properties[key] : undefined;
  }
  return isMap(here) && parentOf(pointer) !== pointer ? here['const'] : undefined;
}
