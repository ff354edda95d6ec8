// The layers of a profile and how they lie on each other: defaults, every ancestor (parents before children, each
// once), the profile, its personal overlay. It knows values and where they stand; what text they make is `resolve`'s.
import { t } from '@vscode/l10n';
import type { FileContent, Manifest, Problem, Profile, Snapshot } from '../model/model.ts';
import { chainOf } from './chain.ts';
import { hasSeveralDocuments, parseDocument, type Document } from '../text/document.ts';
import { documentOf, type FormatOfFile, problemAt, problemsOf } from '../documents/fileDocument.ts';
import { layerSizeProblems } from './layerSizes.ts';
import { mergeTelling } from './merge.ts';
import { withoutPointer, withoutPointers } from '../values/withoutPointers.ts';
import { builtInProblems } from '../records/builtInSchemas.ts';
import { isWithin, valueAt, type Pointer } from '../values/pointer.ts';
import {
  metadataKey,
  metadataPlace,
  metadataPointer,
  profileFileProblems,
  readMetadata,
} from '../records/profileMetadata.ts';
import { isMap, mapOf, type Value } from '../values/value.ts';

export type LayerSources = Pick<Snapshot, 'profiles' | 'defaults' | 'manifest'>;

export interface Layer {
  readonly name: string;
  readonly kind: 'defaults' | 'profile' | 'overlay';
  /** Its own file for the target; empty where `profile.yaml` only says what to leave out. */
  readonly document: Document;
  /** The `profile.yaml` of a profile that is a folder. */
  readonly metadata?: Document;
  /** What it leaves out of the layers below. */
  readonly unset: readonly Pointer[];
}

interface LayersReading {
  readonly layers: readonly Layer[];
  readonly problems: readonly Problem[];
}

/** The layers of a chain that have something to say about a target, the root-most first. */
function layersOf(
  { defaults }: Pick<LayerSources, 'defaults'>,
  chain: readonly Profile[],
  target: string,
): readonly Layer[] {
  const root = defaults.get(target);
  const last = chain.at(-1);
  const overlay = last?.overlays.get(target);
  const layers = [
    ...(root ? [layerOf('defaults', 'default', root)] : []),
    ...chain.flatMap((profile) => profileLayer(profile, target)),
    ...(last && overlay ? [layerOf('overlay', `${last.name}.local`, overlay)] : []),
  ];
  // A file that is kept as a whole replaces those below it; there is nothing in them to leave out.
  const wholes = layers.filter(({ document }) => document.format === 'opaque');
  return wholes.length > 0 ? wholes : layers;
}

const profileLayers = new WeakMap<Profile, Map<string, readonly Layer[]>>();

/** Made once, since many profiles may have it. */
function profileLayer(profile: Profile, target: string): readonly Layer[] {
  const byTarget = profileLayers.get(profile) ?? new Map<string, readonly Layer[]>();
  const layers = byTarget.get(target) ?? makeProfileLayer(profile, target);
  profileLayers.set(profile, byTarget.set(target, layers));
  return layers;
}

function makeProfileLayer(profile: Profile, target: string): readonly Layer[] {
  const file = profile.files.get(target);
  const { file: described, pointer } = metadataPlace(profile);
  if (!described || pointer !== '') return file ? [layerOf('profile', profile.name, file)] : [];
  const { unset } = profile.metadata;
  const metadata = documentOf(described);
  if (file) {
    const layer = layerOf('profile', profile.name, file);
    return [{ ...layer, metadata, unset: [...new Set([...unset, ...layer.unset])] }];
  }
  return unset.length === 0
    ? []
    : [{ name: profile.name, kind: 'profile', document: blank(described), metadata, unset }];
}

function layerOf(kind: Layer['kind'], name: string, file: FileContent): Layer {
  return withDocument({ kind, name, document: documentOf(file), unset: [] }, documentOf(file));
}

/** The layer with another text of its file. */
export function withDocument(layer: Layer, document: Document): Layer {
  const described = layer.metadata?.value;
  const shared = described === undefined ? [] : readMetadata(described).unset;
  return { ...layer, document, unset: [...new Set([...shared, ...ownUnset(document)])] };
}

/** What a layer's own file leaves out, under `$profile`. */
export function ownUnset({ value }: Document): readonly Pointer[] {
  return readMetadata(isMap(value) ? value[metadataKey] : undefined).unset;
}

/** The layers of a profile for one target, and what keeps them from being laid on each other. */
export function layersFor(sources: LayerSources, profile: Profile, target: string): LayersReading {
  const { chain, problems } = chainOf(sources, profile);
  const layers = layersOf(sources, chain, target);
  const faults = layers.flatMap(({ document }) => [
    ...problemsOf(document),
    ...lostUnset(document),
    ...unreadMetadata(document),
  ]);
  const sizes = layerSizeProblems(
    profile,
    layers.map(({ document }) => document),
  );
  return { layers, problems: [...problems, ...chain.flatMap(lostMetadata), ...faults, ...sizes] };
}

/** Without a parent, or with what should be left out, a profile would be another one than was meant. */
function lostMetadata(profile: Profile): readonly Problem[] {
  const { file, pointer } = metadataPlace(profile);
  const isOwnFile = pointer === '';
  const isLost = (problem: Problem) =>
    isWithin(problem.pointer, `${pointer}/extends`) ||
    (isOwnFile && (problem.pointer === '' || isWithin(problem.pointer, '/unset')));
  return file ? profileFileProblems(file).filter(isLost) : [];
}

const lost = new WeakMap<Document, readonly Problem[]>();

function lostUnset(document: Document): readonly Problem[] {
  const known = lost.get(document);
  if (known) return known;
  const all = builtInProblems('metadata', document, metadataPointer);
  const problems = all.filter(({ pointer }) => isWithin(pointer, `${metadataPointer}/unset`));
  lost.set(document, problems);
  return problems;
}

/** What a profile says of itself stands at the top of its file, which the first of several documents is not. */
function unreadMetadata(document: Document): readonly Problem[] {
  const pointer = `/0${metadataPointer}`;
  if (!hasSeveralDocuments(document) || valueAt(document.value ?? null, pointer) === undefined) return [];
  const message = t(
    '"$profile" has no effect in a file with several documents. Turn the profile into a folder, and put the contents of "$profile" into its profile.yaml.',
  );
  return [problemAt(document, pointer, { message })];
}

/** A file of which nothing is written yet. */
export function blank({ path, format }: FormatOfFile): Document {
  const document = parseDocument(path, '', format);
  return document.value === undefined ? parseDocument(path, '{}\n', format) : document;
}

const values = new WeakMap<Document, Value>();

/** A layer's data, less its metadata; an empty document is an empty map. */
export function layerValue({ document }: Pick<Layer, 'document'>): Value {
  const known = values.get(document);
  if (known !== undefined) return known;
  const value = document.value ?? mapOf([]);
  const own = isMap(value) ? withoutPointer(value, metadataPointer) : value;
  values.set(document, own);
  return own;
}

/** What the layers up to each one say together; the last is what they resolve to. */
export function cumulativeValues(layers: readonly Layer[], rules: Manifest['arrays']): readonly Value[] {
  const stack: Value[] = [];
  for (const layer of layers) {
    const below = stack.at(-1);
    stack.push(below === undefined ? layerValue(layer) : applyLayer(layer, below, rules));
  }
  return stack;
}

/** What layers say together, without what those below each of them say: that is many times as much, where there are many. */
export function valueTogether(layers: readonly Layer[], rules: Rules): Value | undefined {
  const making = { tell: () => undefined, own: new WeakSet() };
  let value: Value | undefined;
  for (const layer of layers)
    value =
      value === undefined
        ? layerValue(layer)
        : mergeTelling(withoutPointers(value, layer.unset, making), layerValue(layer), { ...making, rules });
  return value;
}

export type Rules = Manifest['arrays'];
type Laying<Result> = (layer: Layer, below: Value, rules: Rules) => Result;

/** Profiles share most of their layers, and each of them asks: what comes of one, on what is below it, is found once. */
export function foundOnce<Result>(find: Laying<Result>): Laying<Result> {
  interface Known {
    readonly unset: readonly Pointer[];
    readonly rules: Rules;
    readonly result: Result;
  }
  const known = new WeakMap<object, WeakMap<Document, Known>>();
  return (layer, below, rules) => {
    if (typeof below !== 'object' || below === null) return find(layer, below, rules);
    const { document, unset } = layer;
    const ofBelow = known.get(below) ?? new WeakMap<Document, Known>();
    const before = ofBelow.get(document);
    if (before?.rules === rules && sameTexts(before.unset, unset)) return before.result;
    const result = find(layer, below, rules);
    known.set(below, ofBelow.set(document, { unset, rules, result }));
    return result;
  };
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

/** A layer on top of what those below say. */
export function applyLayer(layer: Layer, below: Value, rules: Rules): Value {
  return layOn(layer, below, rules).value;
}

interface Laid {
  readonly value: Value;
  /** How many entries its maps and lists have that are not shared with the two. */
  readonly made: number;
}

/** The same, and what it took. */
export const layOn = foundOnce<Laid>((layer, below, rules) => {
  let made = 0;
  const tell = (entries: number) => (made += entries);
  const kept = withoutPointers(below, layer.unset, { tell });
  return { value: mergeTelling(kept, layerValue(layer), { rules, tell }), made };
});

/** What a layer leaves of those below. */
export function afterUnset({ unset }: Pick<Layer, 'unset'>, below: Value): Value {
  return withoutPointers(below, unset);
}
