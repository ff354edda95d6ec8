// Overrides that say what is inherited anyway: they change nothing today, and hide a change of what is inherited
// tomorrow. They are hints beside the problems: nothing is wrong with such a file.
import { t } from '@vscode/l10n';
import { formatPlace } from '../base/formatProblem.ts';
import type { Problem, Profile, Snapshot } from '../model/model.ts';
import { problemAt, positionOf } from '../documents/fileDocument.ts';
import type { Layer, LayerSources } from './layers.ts';
import { isOwnLayer, layerStack, type LayerStack } from './origin.ts';
import { formatPointer, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { equalValues, isMap, type Value } from '../values/value.ts';

/** `pointer` is the place in the profile's own file; the keyword is `redundant`. */
export interface RedundantOverride extends Problem {
  /** The end of its value, from 1. */
  readonly endLine: number;
  readonly endColumn: number;
}

/** Nobody reads more of one file, and each needs its line counted. */
const maxPerFile = 100;

/** Of the own files and the overlays of all profiles that can be resolved. */
export function redundantOverrides(
  snapshot: LayerSources & Pick<Snapshot, 'targets'>,
): readonly RedundantOverride[] {
  return snapshot.profiles.flatMap((profile) =>
    snapshot.targets.flatMap((target) => {
      const layering = layerStack(snapshot, profile, target);
      return layering ? redundantOf(layering, profile) : [];
    }),
  );
}

function redundantOf(
  { layers, values, kept, stack }: LayerStack,
  profile: Profile,
): readonly RedundantOverride[] {
  return layers.flatMap((layer, index) => {
    const inherited = kept[index];
    if (inherited === undefined || !isOwnLayer(profile, { kind: layer.kind, layer: layer.name })) return [];
    const said = { own: values[index] ?? null, kept: inherited, now: stack[index] ?? null };
    const pointers = redundantIn(said, [])
      .filter((pointer) => standsThere(layer, pointer))
      .slice(0, maxPerFile);
    const lower = { layers: layers.slice(0, index), values };
    return pointers.map((pointer) => findingAt(layer, lower, pointer));
  });
}

interface LayerValues {
  readonly own: Value;
  /** What the layer leaves of those below. */
  readonly kept: Value;
  /** Both together. */
  readonly now: Value;
}

/** A map says what is in it; of a merged list it counts whether anything has come to it. */
function redundantIn({ own, kept, now }: LayerValues, at: readonly string[]): readonly Pointer[] {
  if (isMap(own) && isMap(kept) && isMap(now) && (at.length === 0 || Object.keys(own).length > 0)) {
    return Object.entries(own).flatMap(([key, item]) => {
      const [before, after] = [kept[key], now[key]];
      if (before === undefined || after === undefined) return [];
      return redundantIn({ own: item, kept: before, now: after }, [...at, key]);
    });
  }
  return equalValues(kept, now) ? [formatPointer(at)] : [];
}

/** What only an alias or a merge key brings cannot be taken out by itself. */
function standsThere({ document }: Layer, pointer: Pointer): boolean {
  const key = document.locate(pointer, 'key');
  return key !== undefined && document.pointerAt(key.start) === pointer;
}

function findingAt(
  { document }: Layer,
  { layers, values }: Pick<LayerStack, 'layers' | 'values'>,
  pointer: Pointer,
): RedundantOverride {
  const origin = layers.findLast((_, index) => valueAt(values[index] ?? null, pointer) !== undefined);
  const place = origin
    ? formatPlace({ file: origin.document.path, line: positionOf(origin.document, pointer).line })
    : t('a layer below');
  const name = parsePointer(pointer).at(-1) ?? t('This');
  const message = t('"{0}" has the same value in {1}. Remove it here to inherit it.', name, place);
  const end = document.positionAt(document.locate(pointer, 'value')?.end ?? 0);
  return {
    ...problemAt(document, pointer, { message, keyword: 'redundant' }),
    endLine: end.line,
    endColumn: end.column,
  };
}
