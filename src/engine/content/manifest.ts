// `safekeep.yaml` (or .json, .jsonc): what a config folder says about itself. Nothing in it is trusted:
// each key is checked, what is missing gets its default, and what is wrong is a problem with a place.
import { posix } from 'node:path';
import { refuseNewerFormat } from '../errors.ts';
import type { ArrayRule, Manifest, Problem, Retention, TargetSpec } from '../model.ts';
import type { Document } from './document.ts';
import { problemAt, problemsOf } from './fileDocument.ts';
import { formatPointer, type Pointer } from './pointer.ts';
import { isMap, type Value, type ValueMap } from './value.ts';

export const manifestNames = ['safekeep.yaml', 'safekeep.yml', 'safekeep.json', 'safekeep.jsonc'] as const;

export const defaultManifest: Manifest = {
  targets: [],
  arrays: {},
  unmentioned: 'leave',
  guard: { maxRemovedShare: 0.5 },
  retention: {
    last: 10,
    hourly: 24,
    daily: 7,
    weekly: 4,
    monthly: 6,
    mergeWindow: 10,
    maxBytes: 200_000_000,
  },
};

export interface ManifestReading {
  readonly manifest: Manifest;
  readonly problems: readonly Problem[];
}

/** @throws EngineError `unsupported-version` when a newer Safekeep wrote it. */
export function readManifest(document: Document): ManifestReading {
  const problems: Problem[] = [...problemsOf(document)];
  const report = (keys: readonly string[], message: string) => {
    problems.push(problemAt(document, formatPointer(keys), { message }));
  };
  const root = document.value ?? null;
  if (root !== null && !isMap(root)) report([], 'The manifest must be a map.');
  const map: ValueMap = isMap(root) ? root : {};
  refuseNewerFormat(map['format'], document.path);
  if (map['format'] !== undefined && map['format'] !== 1) report(['format'], '"format" must be 1.');
  const manifest = {
    path: document.path,
    targets: readTargets(map['targets'], report),
    arrays: readArrays(map['arrays'], report),
    unmentioned: map['unmentioned'] === 'defaults' ? ('defaults' as const) : ('leave' as const),
    guard: { maxRemovedShare: readShare(map['guard'], report) },
    retention: readRetention(map['retention'], report),
  };
  return { manifest, problems };
}

type Report = (keys: readonly string[], message: string) => void;

function readTargets(targets: Value | undefined, report: Report): readonly TargetSpec[] {
  if (targets === undefined || targets === null) return [];
  if (!isMap(targets)) {
    report(['targets'], '"targets" must map names to paths.');
    return [];
  }
  const specs = Object.entries(targets).flatMap(([name, value]) => readTarget(name, value, report) ?? []);
  for (const { name, path } of specs) {
    const first = specs.find((other) => other.path === path)?.name;
    if (first !== name)
      report(['targets', name], `Targets "${first ?? ''}" and "${name}" are the same file.`);
  }
  return specs;
}

/** Where our own files are, and the profiles: to have one of them for a target would write it twice. */
export function isOurs(path: string): boolean {
  return /^(\.safekeep|backups|profiles)(\/|$)/.test(path);
}

/** A target's files in profiles are named after it, and `profile.yaml` is the metadata there. */
export function isTargetName(name: string): boolean {
  return name !== '' && !/[/\\]|^\.|^profile$/.test(name);
}

function readTarget(name: string, value: Value, report: Report): TargetSpec | null {
  const spec = typeof value === 'string' ? { path: value } : isMap(value) ? value : {};
  const { path, schema, defaults } = spec;
  if (typeof path !== 'string' || path === '' || /^[/\\]|^[A-Za-z]:|\\/.test(path)) {
    report(['targets', name], `Target "${name}" needs a path, relative to the config folder and with "/".`);
    return null;
  }
  if (!isTargetName(name))
    report(
      ['targets', name],
      `A target cannot be named "${name}": its files in profiles are named after it.`,
    );
  if (isOurs(posix.normalize(path)))
    report(['targets', name], `Target "${name}" lies where Safekeep keeps its own files.`);
  for (const [key, text] of Object.entries({ schema, defaults }))
    if (text !== undefined && typeof text !== 'string')
      report(['targets', name, key], `"${key}" must be a path.`);
  return {
    name,
    path: posix.normalize(path),
    ...(typeof schema === 'string' ? { schema: posix.normalize(schema) } : {}),
    ...(typeof defaults === 'string' ? { defaults: posix.normalize(defaults) } : {}),
  };
}

function readArrays(arrays: Value | undefined, report: Report): Readonly<Record<Pointer, ArrayRule>> {
  if (arrays === undefined || arrays === null) return {};
  if (!isMap(arrays)) report(['arrays'], '"arrays" must map pointers to rules.');
  const rules: Record<Pointer, ArrayRule> = {};
  for (const [pointer, rule] of Object.entries(isMap(arrays) ? arrays : {})) {
    if (!pointer.startsWith('/'))
      report(['arrays', pointer], `"${pointer}" is no JSON Pointer: it needs a "/" in front.`);
    else if (rule === 'replace' || rule === 'append') rules[pointer] = rule;
    else if (isMap(rule) && typeof rule['byKey'] === 'string') rules[pointer] = { byKey: rule['byKey'] };
    else report(['arrays', pointer], 'An array rule is "replace", "append" or {byKey: NAME}.');
  }
  return rules;
}

function readShare(guard: Value | undefined, report: Report): number {
  if (guard !== undefined && guard !== null && !isMap(guard)) report(['guard'], '"guard" must be a map.');
  const share = isMap(guard) ? guard['maxRemovedShare'] : undefined;
  if (share === undefined) return defaultManifest.guard.maxRemovedShare;
  if (typeof share === 'number' && share >= 0 && share <= 1) return share;
  report(['guard', 'maxRemovedShare'], '"maxRemovedShare" must be a number from 0 to 1.');
  return defaultManifest.guard.maxRemovedShare;
}

const seconds = { s: 1, min: 60, h: 3_600 };
const bytes = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9 };

function readRetention(retention: Value | undefined, report: Report): Retention {
  if (retention !== undefined && retention !== null && !isMap(retention))
    report(['retention'], '"retention" must be a map.');
  const said: ValueMap = isMap(retention) ? retention : {};
  const read = (key: keyof Retention, of: (value: Value) => number | null, wanted: string) => {
    const value = said[key];
    const number = value === undefined ? defaultManifest.retention[key] : of(value);
    if (number === null) report(['retention', key], `"${key}" must be ${wanted}.`);
    return number ?? defaultManifest.retention[key];
  };
  const count = (key: keyof Retention) => read(key, countOf, 'a whole number from 0');
  const counts = {
    last: count('last'),
    hourly: count('hourly'),
    daily: count('daily'),
    weekly: count('weekly'),
    monthly: count('monthly'),
  };
  if (Object.values(counts).every((number) => number === 0))
    report(['retention'], '"retention" keeps nothing: at least one count must be above 0.');
  return {
    ...counts,
    mergeWindow: read('mergeWindow', windowOf, 'seconds, or a time like 10 s, of at most a day'),
    maxBytes: read('maxBytes', sizeOf, 'a number of bytes above 0, or a size like 200 MB'),
  };
}

function countOf(value: Value): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null;
}

function windowOf(value: Value): number | null {
  const window = quantityOf(value, seconds);
  return window !== null && window <= 24 * seconds.h ? window : null;
}

function sizeOf(value: Value): number | null {
  const size = quantityOf(value, bytes);
  return size === 0 ? null : size; // No room would keep nothing.
}

/** A number of the unit that counts 1, or a text with one of the units. */
function quantityOf(value: Value, units: Readonly<Record<string, number>>): number | null {
  if (typeof value === 'number') return value >= 0 ? value : null;
  const parts = typeof value === 'string' ? /^(\d+(?:\.\d+)?) ?([A-Za-z]+)$/.exec(value) : null;
  const [, number, unit = ''] = parts ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  return factor === undefined ? null : Number(number) * factor;
}
