// From a profile to the text of a target. The root-most layer's text is the skeleton; what the later layers say
// differently is written into it key by key, so its comments and layout stay.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import type { Manifest, Problem, Profile, Snapshot, Target } from '../model/model.ts';
import {
  adaptValue,
  bytesOfDocument,
  convertDocument,
  editDocument,
  parseDocument,
  type Edit,
} from '../text/document.ts';
import { editsBetween } from '../diff/editsBetween.ts';
import { clashesOf } from './clashes.ts';
import { newBudget, stackWithin, tooMuchProblem } from './everyLayering.ts';
import {
  layersFor,
  cumulativeValues,
  layerValue,
  valueTogether,
  withDocument,
  type Layer,
  type LayerSources,
} from './layers.ts';
import { resolveReferences } from './references.ts';
import { stemOf } from '../documents/fileNames.ts';
import { metadataPointer } from '../records/profileMetadata.ts';
import { equalValues, isList, isMap, type Value } from '../values/value.ts';
import { formatPlace } from '../base/formatProblem.ts';

/** What a profile makes of a target; `bytesOfDocument` tells its bytes. */
export interface ResolvedContent {
  readonly text: string;
  readonly value: Value;
  /** Of an opaque file, which need not be text. */
  readonly bytes?: Uint8Array;
}

export interface Resolution {
  readonly layers: readonly Layer[];
  /** What the target would hold; `undefined` when a layer has problems, or no layer speaks of the target. */
  readonly content: ResolvedContent | undefined;
  /** What keeps the profile from being resolved. */
  readonly problems: readonly Problem[];
}

/** What a profile makes of one target. The files used are those of the layers. */
export function resolveTarget(sources: LayerSources, profile: Profile, target: Target): Resolution {
  const { layers, problems } = layersFor(sources, profile, target.name);
  if (problems.length > 0 || !speaks(layers, sources.manifest))
    return { layers, content: undefined, problems };
  return { layers, content: compose(layers, target, sources.manifest.arrays), problems };
}

/** What a profile makes of a target as data, without a text; `undefined` where it makes nothing of it. */
export function resolvedValue(sources: LayerSources, profile: Profile, target: Target): Value | undefined {
  const { layers, problems } = layersFor(sources, profile, target.name);
  if (problems.length > 0 || !speaks(layers, sources.manifest)) return undefined;
  return cumulativeValues(layers, sources.manifest.arrays).at(-1);
}

/** Whether a profile can make this of a target, told without making a text of each. */
export function canResolveTo(
  sources: LayerSources & Pick<Snapshot, 'references'>,
  { profile, target }: { readonly profile: Profile; readonly target: Target },
  value: Value | undefined,
): boolean {
  const { layers, problems } = layersFor(sources, profile, target.name);
  const said = problems.length > 0 ? undefined : cumulativeValues(layers, sources.manifest.arrays).at(-1);
  const merged = said && resolveReferences(said, sources.references.values, value);
  return merged !== undefined && value !== undefined && isAsLive(merged, value, target.format);
}

const compared = new WeakMap<object, { readonly live: Value; readonly isSame: boolean }>();

/** `equalValues` of the adapted one. Profiles share most of their parts, and each is compared once. */
function isAsLive(merged: Value, live: Value, format: Target['format']): boolean {
  if (isList(merged) && isList(live))
    return comparedOnce(
      merged,
      live,
      () =>
        merged.length === live.length &&
        merged.every((item, index) => isAsLive(item, live[index] ?? null, format)),
    );
  if (!isMap(merged) || !isMap(live)) return equalValues(adaptValue(merged, format), live);
  return comparedOnce(merged, live, () => {
    const keys = Object.keys(merged);
    return (
      keys.length === Object.keys(live).length &&
      keys.every((key) => key in live && isAsLive(merged[key] ?? null, live[key] ?? null, format))
    );
  });
}

function comparedOnce(merged: object, live: Value, compare: () => boolean): boolean {
  const known = compared.get(merged);
  if (known?.live === live) return known.isSame;
  const isSame = compare();
  compared.set(merged, { live, isSame });
  return isSame;
}

/** A target of which only the defaults speak is left alone, or made what they say, by the manifest. */
export function speaks(layers: readonly Layer[], { unmentioned }: Manifest): boolean {
  return layers.some(({ kind, document, metadata }) => {
    if (kind === 'defaults') return unmentioned === 'defaults';
    return document.path !== metadata?.path; // Such a layer only leaves out what others say.
  });
}

/** The same for who can do nothing without the content. @throws EngineError `invalid` {problems}. */
export function resolveOrThrow(
  sources: LayerSources,
  profile: Profile,
  target: Target,
): Resolution['content'] {
  const { content, problems } = resolveTarget(sources, profile, target);
  const [first] = problems;
  if (!first) return content;
  const place = formatPlace(first);
  const message = t(
    'The layers of profile "{0}" can\'t be combined: {1}: {2}',
    profile.name,
    place,
    first.message,
  );
  throw new EngineError('invalid', message, { problems });
}

/** Type clashes in the layers of a profile: they stop nothing. */
export function typeConflictsIn(sources: LayerSources, profile: Profile, target: string): readonly Problem[] {
  const { layers, problems } = layersFor(sources, profile, target);
  if (problems.length > 0) return [];
  const stack = stackWithin(newBudget(), layers, sources.manifest.arrays);
  return stack ? clashesOf([{ layers, stack }]) : [tooMuchProblem()];
}

/** What layers make of a target; `undefined` where there is none. */
export function compose(
  layers: readonly Layer[],
  { format }: Pick<Target, 'format'>,
  arrays: Manifest['arrays'],
): ResolvedContent | undefined {
  const [first] = layers;
  if (!first) return undefined;
  if (format === 'opaque') return wholeOf(layers);
  const skeleton = inFormat(first, format);
  if (lengthOfTexts(layers) > maxTextsLength) {
    const value = adaptValue(valueTogether(layers, arrays) ?? null, format);
    return { text: textAtOnce(skeleton, layers, value), value };
  }
  const stack = cumulativeValues(layers, arrays).map((value) => adaptValue(value, format));
  return { text: layeredText(skeleton, layers, stack), value: stack.at(-1) ?? null };
}

/** A file that is kept as a whole replaces the one that it inherits. */
function wholeOf(layers: readonly Layer[]): ResolvedContent | undefined {
  const document = layers.at(-1)?.document;
  if (document?.value === undefined || document.format !== 'opaque') return undefined;
  return { text: document.text, value: document.value, bytes: bytesOfDocument(document) };
}

/** A text of another format with its comments, where that has any. */
function inFormat(layer: Layer, format: Target['format']): Layer {
  const { document } = layer;
  if (document.format === format) return layer;
  return withDocument(
    layer,
    parseDocument(`${stemOf(document.path)}.${format}`, convertDocument(document, format)),
  );
}

/** Above so many characters, one text for each layer, the layers are written at once. */
const maxTextsLength = 500_000;

/** Of what they make one after another, where each adds all that it says. */
function lengthOfTexts(layers: readonly Layer[]): number {
  let [sum, text] = [0, 0];
  for (const { document } of layers) {
    text += document.text.length;
    sum += text;
  }
  return sum;
}

/** What several layers say together is rendered then; what one says alone comes as its text. */
function textAtOnce(skeleton: Layer, layers: readonly Layer[], value: Value): string {
  const edits: readonly Edit[] = [
    { op: 'remove', pointer: metadataPointer },
    ...editsBetween(layerValue(skeleton), value),
  ];
  const sources = layers.slice(1).map(({ document }) => document);
  return editDocument(skeleton.document, edits, { sources: sources.toReversed() });
}

/** Layer by layer, so that each value comes as the text that its layer has. @param stack the values, each layer on those below. */
function layeredText(skeleton: Layer, layers: readonly Layer[], stack: readonly Value[]): string {
  let { document } = skeleton;
  let edits: readonly Edit[] = [{ op: 'remove', pointer: metadataPointer }];
  let from = layerValue(skeleton);
  for (const [index, to] of stack.entries()) {
    const changes = editsBetween(from, to);
    from = to;
    if (changes.length === 0) continue;
    const source = layers[index]?.document;
    const text = editDocument(document, [...edits, ...changes], source ? { sources: [source] } : {});
    document = parseDocument(document.path, text, document.format);
    edits = [];
  }
  return edits.length === 0 ? document.text : editDocument(document, edits);
}
