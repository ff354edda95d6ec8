// `safekeep.yaml` (or .json, .jsonc): what a config folder says about itself. Nothing in it is trusted: its schema
// checks each key, what is missing gets its default, and what is wrong is a problem with a place. Here is what the
// schema cannot say.
import { join, posix, relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import schema from '../../../schemas/safekeep.schema.json' with { type: 'json' };
import { assertFormat } from '../base/errors.ts';
import { labelFault, noteFault } from '../base/labelFault.ts';
import type { ArrayRule, Manifest, Problem, Retention, TargetSpec } from '../model/model.ts';
import { schemaFindings } from '../base/schemaFindings.ts';
import type { Document, Format } from '../text/document.ts';
import { problemAt, problemsOf } from '../documents/fileDocument.ts';
import { validSubset, builtInProblems } from './builtInSchemas.ts';
import { translated } from './builtInMessages.ts';
import { formatPointer, type Pointer } from '../values/pointer.ts';
import { isList, isMap, toPlain, type Value } from '../values/value.ts';

export const manifestNames = ['safekeep.yaml', 'safekeep.yml', 'safekeep.json', 'safekeep.jsonc'] as const;

export const defaultManifest: Manifest = {
  targets: [],
  unmentioned: 'leave',
  activate: [],
  arrays: schema.properties.arrays.default,
  guard: schema.properties.guard.default,
  retention: schema.properties.retention.default,
  version: {},
};

export interface ManifestReading {
  readonly manifest: Manifest;
  readonly problems: readonly Problem[];
}

/** What the schema lets through; a map can be left empty. */
interface RawManifest {
  readonly targets?: Readonly<Record<string, string | RawTarget>> | null;
  readonly unmentioned?: Manifest['unmentioned'];
  readonly activate?: Manifest['activate'] | null;
  readonly arrays?: Manifest['arrays'] | null;
  readonly guard?: Partial<Manifest['guard']> | null;
  readonly retention?: SaidRetention | null;
  readonly version?: Manifest['version'] | null;
  readonly sensitive?: readonly string[] | null;
}

type RawTarget = Omit<TargetSpec, 'name' | 'namedFormat'> & { readonly format?: Format };

type Amount = 'within' | 'mergeWindow' | 'maxBytes';

type SaidRetention = Partial<Omit<Retention, Amount> & Readonly<Record<Amount, number | string>>>;

/**
 * @param folder where it is: a path that leaves the folder and comes back is the one inside, so that a file has one name.
 * @throws EngineError `unsupported-version` when a newer Safekeep wrote it.
 */
export function readManifest(document: Document, folder?: string): ManifestReading {
  const value = document.value ?? null;
  if (isMap(value)) assertFormat(toPlain(value['format'] ?? null), () => document.path);
  const said = (validSubset('manifest', value) ?? {}) as RawManifest; // What does not fit the schema has been taken out.
  const targets = Object.entries(said.targets ?? {});
  const manifest: Manifest = {
    path: document.path,
    targets: targets.slice(0, maxTargets).map(([name, target]) => targetOf(name, target, folder)),
    unmentioned: said.unmentioned ?? defaultManifest.unmentioned,
    activate: said.activate ?? [],
    arrays: rulesOf(said.arrays ?? {}),
    guard: { ...defaultManifest.guard, ...said.guard },
    retention: retentionOf(said.retention ?? {}),
    version: said.version ?? {},
    ...sensitiveOf(isMap(value) ? value['sensitive'] : undefined, said.sensitive ?? []),
  };
  const beyondSchema = [
    ...(targets.length > maxTargets
      ? [{ at: ['targets'], message: t('Only the first {0} targets are read.', maxTargets) }]
      : []),
    ...targetFindings(manifest.targets),
    ...retentionFindings(manifest.retention),
    ...sensitiveFindings(said.sensitive ?? []),
  ];
  const problems = beyondSchema.map(({ at, message }) => problemAt(document, formatPointer(at), { message }));
  return {
    manifest,
    problems: [...problemsOf(document), ...builtInProblems('manifest', document), ...problems],
  };
}

/** Where our own files are, and the profiles: to have one of them for a target would write it twice. */
export function isOurs(path: string): boolean {
  return /^(\.safekeep|backups|migrations|profiles)(\/|$)/.test(path);
}

/** A target's files in profiles are named after it, and `profile.yaml` is the metadata there. */
export function isTargetName(name: string): boolean {
  return schemaFindings(schema.definitions.targetName, name).length === 0;
}

function targetOf(name: string, target: string | RawTarget, folder: string | undefined): TargetSpec {
  const said: RawTarget = typeof target === 'string' ? { path: target } : target;
  const { path, schema: schemaPath, defaults, comments, format, write } = said;
  return {
    name,
    path: pathIn(folder, path),
    ...(schemaPath === undefined ? {} : { schema: pathIn(folder, schemaPath) }),
    ...(defaults === undefined ? {} : { defaults: pathIn(folder, defaults) }),
    ...(comments === undefined ? {} : { comments }),
    ...(format === undefined ? {} : { namedFormat: format }),
    ...(write === undefined ? {} : { write }),
  };
}

/** `../config/app.yaml` in the folder `config` is `app.yaml`. */
function pathIn(folder: string | undefined, path: string): string {
  const normal = posix.normalize(path);
  if (folder === undefined || !normal.startsWith('../')) return normal;
  return relative(folder, join(folder, normal)).replaceAll(sep, '/') || normal;
}

/** Where one of them is not valid, nobody knows what it should hide: then nothing is shown. */
function sensitiveOf(written: Value | undefined, fitting: readonly string[]): Pick<Manifest, 'sensitive'> {
  if (written === undefined || written === null) return {};
  const isUsable =
    isList(written) && written.length === fitting.length && fitting.length <= maxSensitivePatterns;
  return { sensitive: isUsable ? fitting : ['/**'] };
}

/** Each is read with every look, and so are its files in every profile. */
const maxTargets = 500;

/** Each is compared with every pointer of every document. */
const maxSensitivePatterns = 100;

function sensitiveFindings({ length }: readonly string[]): readonly ManifestFinding[] {
  if (length <= maxSensitivePatterns) return [];
  const message = t(
    '"sensitive" must be a list of at most {0} pointers. Until this is fixed, agents can\'t see any values.',
    maxSensitivePatterns,
  );
  return [{ at: ['sensitive'], message }];
}

function rulesOf(rules: Manifest['arrays']): Manifest['arrays'] {
  const plain = Object.entries(rules).map(([pointer, rule]): [Pointer, ArrayRule] => [
    pointer,
    typeof rule === 'string' ? rule : { byKey: rule.byKey },
  ]);
  return Object.fromEntries(plain);
}

const seconds = { s: 1, min: 60, h: 3_600, d: 86_400 };
const bytes = { B: 1, kB: 1e3, KB: 1e3, MB: 1e6, GB: 1e9 };

function retentionOf({ within, mergeWindow, maxBytes, ...counts }: SaidRetention): Retention {
  const { retention } = defaultManifest;
  return {
    ...retention,
    ...counts,
    within: amountOf(within ?? retention.within, seconds),
    mergeWindow: amountOf(mergeWindow ?? retention.mergeWindow, seconds),
    maxBytes: amountOf(maxBytes ?? retention.maxBytes, bytes),
  };
}

/** A number, or a text with one of the units behind it. */
function amountOf(said: number | string, units: Readonly<Record<string, number>>): number {
  if (typeof said === 'number') return said;
  return Number.parseFloat(said) * (units[said.replace(/[\d. ]+/, '')] ?? 1);
}

interface ManifestFinding {
  readonly at: readonly string[];
  readonly message: string;
}

function targetFindings(targets: readonly TargetSpec[]): readonly ManifestFinding[] {
  return targets.flatMap(({ name, path }): readonly ManifestFinding[] => {
    const at = ['targets', name];
    const fault = labelFault(name) ?? noteFault(path);
    const first = targets.find((other) => other.path === path)?.name ?? name;
    return [
      ...(fault === null ? [] : [{ at, message: fault }]),
      ...(first === name
        ? []
        : [{ at, message: t('Targets "{0}" and "{1}" are the same file.', first, name) }]),
      ...(isOurs(path)
        ? [{ at, message: t('Target "{0}" is in a folder that Safekeep uses for its own files.', name) }]
        : []),
    ];
  });
}

function retentionFindings({ mergeWindow }: Retention): readonly ManifestFinding[] {
  const { errorMessage } = schema.properties.retention.properties.mergeWindow;
  if (mergeWindow <= seconds.d) return [];
  return [{ at: ['retention', 'mergeWindow'], message: translated(errorMessage) }];
}
