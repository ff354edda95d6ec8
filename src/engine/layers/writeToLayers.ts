// What a target should hold, said in the layers of its profile: each key that differs goes into the layer that owns it,
// the profile or its personal overlay, as an edit of that file's text. Layers below them are never touched. What a layer
// need not say, because it is inherited anyway, is taken out of it; what is inherited and must go is left out (`unset`).
import { groupBy } from '../values/groupBy.ts';
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import type { Manifest } from '../model/model.ts';
import {
  adaptValue,
  applyEdits,
  editDocument,
  isPlainEdit,
  parseDocument,
  type Document,
  type Edit,
  type Format,
  type PlainEdit,
} from '../text/document.ts';
import { editsBetween } from '../diff/editsBetween.ts';
import {
  afterUnset,
  applyLayer,
  ownUnset,
  cumulativeValues,
  layerValue,
  withDocument,
  type Layer,
} from './layers.ts';
import { itemsOver, ruleAt } from './merge.ts';
import { originOf, type LayerStack } from './origin.ts';
import { isWithin, parentOf, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { metadataKey, metadataPointer } from '../records/profileMetadata.ts';
import { equalValues, isList, isMap, mapOf, type Value } from '../values/value.ts';

/**
 * What a target should hold, as its layers would say it: text in another format cannot have their tags, so what is the
 * same without them keeps them.
 */
export function inTagsOf(said: Value | undefined, wanted: Value, format: Format): Value {
  if (said === undefined) return wanted;
  const isSame = (one: Value, other: Value) => equalValues(adaptValue(one, format), other);
  if (isSame(said, wanted)) return said;
  if (isList(said) && isList(wanted)) {
    return wanted.map((item, index) =>
      inTagsOf(said.find((known) => isSame(known, item)) ?? said[index], item, format),
    );
  }
  if (!isMap(said) || !isMap(wanted)) return wanted;
  return mapOf(Object.entries(wanted).map(([key, item]) => [key, inTagsOf(said[key], item, format)]));
}

/**
 * The layers after it; those that change have another text.
 * @param source has what is wanted as text. @throws EngineError `invalid` where a file cannot say it.
 */
export function writeToLayers(layering: LayerStack, wanted: Value, source: Document): readonly Layer[] {
  const { layers, stack, rules } = layering;
  const edits = editsBetween(stack.at(-1) ?? mapOf([]), wanted);
  const owned = groupBy(edits, ({ pointer }) => ownerOf(layering, pointer));
  const next: Layer[] = [];
  for (const layer of layers) {
    const below = cumulativeValues(next, rules).at(-1) ?? mapOf([]);
    const own = owned.get(layer);
    next.push(own ? withEdits(layer, own, { below, rules, source }) : layer);
  }
  const [missed] = editsBetween(cumulativeValues(next, rules).at(-1) ?? mapOf([]), wanted);
  if (missed) throw unsayable(missed.pointer);
  return next;
}

/**
 * The layers after edits of what a profile says itself, whatever its overlay says. A key that is set is said there, also
 * where it is inherited already; one that is removed is left out where it would still be inherited.
 */
export function writeToProfile(
  { layers, stack, rules }: LayerStack,
  edits: readonly Edit[],
): readonly Layer[] {
  const place = layers.findLastIndex(({ kind }) => kind === 'profile');
  const own = layers[place];
  if (!own) return layers;
  const below = stack[place - 1] ?? mapOf([]);
  const about = edits.filter(({ pointer }) => isWithin(pointer, metadataPointer));
  const start = about.length > 0 ? rewrite(own, about) : own;
  const content = edits.filter((edit) => !about.includes(edit));
  const wanted = applyEdits(applyLayer(start, below, rules), content);
  const isDirect = (edit: Edit) =>
    'value' in edit && isOwn(layerValue(start), { wanted, rules }, edit.pointer);
  // Where keys move, a place may not be by then what a later edit calls so: what differs afterwards is said.
  const direct = content.every(isPlainEdit) ? content.filter(isDirect) : [];
  const said = direct.length > 0 ? rewrite(start, direct) : start;
  const rest = editsBetween(applyLayer(said, below, rules), wanted);
  return layers.with(place, rest.length > 0 ? withEdits(said, rest, { below, rules }) : said);
}

/** The place has the same pointer in the layer itself: no list stands in the way that it inherits, or adds to. */
function isOwn(
  own: Value,
  whole: { readonly wanted: Value; readonly rules: Manifest['arrays'] },
  pointer: Pointer,
): boolean {
  if (pointer === '') return true;
  const { wanted, rules } = whole;
  const around = parentOf(pointer);
  const isInList = isList(valueAt(wanted, around));
  const isReplaced = ruleAt(wanted, parsePointer(around), rules) === 'replace';
  if (isInList && !(isReplaced && isList(valueAt(own, around)))) return false;
  return isOwn(own, whole, around);
}

function unsayable(pointer: Pointer): EngineError {
  const place = pointer === '' ? t('the content') : pointer;
  const message = t("The profile's files can't represent {0}.", place);
  return new EngineError('invalid', message, { pointer });
}

/** The personal overlay says what stands at a place, or all that stands around it. */
export function isPersonal(layering: LayerStack, pointer: Pointer): boolean {
  return ownerOf(layering, pointer)?.kind === 'overlay';
}

/** The overlay where that says a key, or says all that stands around it; else the profile. */
function ownerOf(layering: LayerStack, pointer: Pointer): Layer | undefined {
  const own = layering.layers.findLast(({ kind }) => kind === 'profile');
  const overlay = layering.layers.find(({ kind }) => kind === 'overlay');
  const { steps } = originOf(layering, pointer);
  if (steps.length > 0) return steps.at(-1)?.kind === 'overlay' ? overlay : own;
  if (pointer === '') return own;
  const around = originOf(layering, parentOf(pointer)).steps;
  if (around.length === 0) return ownerOf(layering, parentOf(pointer));
  // Only from there on the layers make the map together.
  const start = around.findLastIndex(({ effect, value }) => effect === 'unsets' || !isMap(value));
  const makers = around.slice(start + 1);
  return makers.length > 0 && makers.every(({ kind }) => kind === 'overlay') ? overlay : own;
}

export interface Inherited {
  /** What the layers below say. */
  readonly below: Value;
  readonly rules: Manifest['arrays'];
  /** What has the values as text. */
  readonly source?: Document;
}

/** A layer that makes of what it inherits what the edits make of it. @throws EngineError `invalid`. */
export function withEdits(
  layer: Layer,
  edits: readonly PlainEdit[],
  { below, rules, source }: Inherited,
): Layer {
  const kept = afterUnset(layer, below);
  const needed: PlainEdit[] = [];
  let own = layerValue(layer);
  for (const edit of edits) {
    const inherited = valueInMaps(kept, edit.pointer);
    const isNeedless =
      edit.op === 'remove' || (inherited !== undefined && equalValues(inherited, edit.value));
    const steps = isNeedless ? removalOf(own, kept, edit.pointer) : [onTop(edit, inherited, rules)];
    own = applyEdits(own, steps);
    needed.push(...steps);
  }
  const edited = rewrite(layer, needed, source);
  const now = applyLayer(edited, below, rules);
  const missed = edits.filter((operation) => !isSo(now, operation));
  if (missed.length === 0) return edited;
  // What cannot be said on top of what is inherited is said alone.
  const unset = [...ownUnset(edited.document), ...missed.map(({ pointer }) => pointer)];
  const whole = missed.filter(({ op }) => op !== 'remove');
  return rewrite(edited, [...whole, unsetEdit(edited, unset)], source);
}

/** Of a list that is merged only its own items are said. */
function onTop(edit: PlainEdit, inherited: Value | undefined, rules: Inherited['rules']): PlainEdit {
  const rule = rules[edit.pointer] ?? 'replace';
  if (edit.op === 'remove' || rule === 'replace' || !isList(inherited) || !isList(edit.value)) return edit;
  return { ...edit, value: itemsOver(inherited, edit.value, rule) };
}

function isSo(value: Value, operation: PlainEdit): boolean {
  const now = valueAt(value, operation.pointer);
  return operation.op === 'remove'
    ? now === undefined
    : now !== undefined && equalValues(now, operation.value);
}

/** The value at a place that maps lead to: in a list the same pointer means something else. */
function valueInMaps(value: Value, pointer: Pointer): Value | undefined {
  return parsePointer(pointer).reduce<Value | undefined>(
    (here, key) => (isMap(here) ? here[key] : undefined),
    value,
  );
}

/** Takes a key out of a layer, with the maps around it that say nothing else and are inherited. */
function removalOf(own: Value, inherited: Value, pointer: Pointer): readonly PlainEdit[] {
  if (valueAt(own, pointer) === undefined) return [];
  const parent = parentOf(pointer);
  const around = valueAt(own, parent);
  const isLast = parent !== '' && isMap(around) && Object.keys(around).length === 1;
  if (isLast && isMap(valueInMaps(inherited, parent))) return removalOf(own, inherited, parent);
  return [{ op: 'remove', pointer }];
}

/** The layer with other text in its own file. @throws EngineError `invalid`. */
function rewrite(layer: Layer, edits: readonly Edit[], source?: Document): Layer {
  const { document } = layer;
  const hasMetadata = isMap(document.value) && metadataKey in document.value;
  if (hasMetadata && edits.some(({ pointer }) => pointer === '')) throw unsayable(''); // What it says of itself would go.
  return withDocument(
    layer,
    parseDocument(document.path, editDocument(document, edits, source ? { sources: [source] } : {})),
  );
}

/** The layer that leaves a place out of what it inherits, besides what it leaves out already. @throws EngineError `invalid`. */
export function leavingOut(layer: Layer, pointer: Pointer): Layer {
  return rewrite(layer, [unsetEdit(layer, [...ownUnset(layer.document), pointer])]);
}

/** What a file leaves out, each place once and none inside another. */
function unsetEdit({ document }: Layer, pointers: readonly Pointer[]): PlainEdit {
  const pointer = `${metadataPointer}/unset`;
  const value = [...new Set(pointers)].filter(
    (place) => !pointers.some((other) => other !== place && isWithin(place, other)),
  );
  if (value.length > 0) return { op: 'set', pointer, value };
  const said = valueAt(document.value ?? null, metadataPointer);
  const isAll = isMap(said) && Object.keys(said).length === 1;
  return { op: 'remove', pointer: isAll ? metadataPointer : pointer };
}

/** A layer without what it says, or leaves out, at a place and inside it. @throws EngineError `invalid`. */
export function withoutPlace(layer: Layer, pointer: Pointer, inherited: Value): Layer {
  const unset = ownUnset(layer.document);
  const left = unset.filter((place) => !isWithin(place, pointer));
  return rewrite(layer, [
    ...removalOf(layerValue(layer), inherited, pointer),
    ...(left.length < unset.length ? [unsetEdit(layer, left)] : []),
  ]);
}
