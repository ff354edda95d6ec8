import { t } from '@vscode/l10n';
import { editDocument, parseDocument } from '../../text/document.ts';
import { driftOf } from '../../state/drift.ts';
import { assertParsed, documentOf } from '../../documents/fileDocument.ts';
import { type Layer } from '../../layers/layers.ts';
import { assertReferences, liveContent } from '../../layers/liveContent.ts';
import { originOf, scopeOf, type LayerStack } from '../../layers/origin.ts';
import { valueAt, type Pointer } from '../../values/pointer.ts';
import { withoutPlace } from '../../layers/writeToLayers.ts';
import { compose } from '../../layers/resolve.ts';
import { equalValues, mapOf } from '../../values/value.ts';
import { EngineError } from '../../base/errors.ts';
import type { Profile, Snapshot, Target } from '../../model/model.ts';
import { sha256 } from '../../base/sha256.ts';
import { newUses, useGuards } from '../referenceGuards.ts';
import { bytesOf, findProfile, targetOf, type Draft } from '../draft.ts';
import { layersToWrite, preconditionsOf, writesOf } from '../profileLayers.ts';

export interface ResetToInherited {
  /** The active one when not said. */
  readonly profile?: string;
  /** Where several are, and not said: the only one that has the key. */
  readonly target?: string;
  readonly pointer: Pointer;
}

/**
 * Takes back what a profile, or its personal overlay, says of a key; then what it inherits counts. In the live file of
 * the active profile the key becomes that, too. @throws EngineError `not-found` where it is inherited already, `invalid`.
 */
export function planResetToInherited(
  snapshot: Snapshot,
  { profile: name, target: targetName, pointer: place }: ResetToInherited,
): Draft {
  const active = snapshot.state.activeProfile;
  const profile = findProfile(snapshot, name ?? active ?? '');
  const asked = { target: targetName, profile: profile.name };
  const target = targetOf(snapshot, asked, (value) => valueAt(value, place) !== undefined);
  const before = layersToWrite(snapshot, profile, target);
  const pointer = scopeOf(before, place);
  if (pointer === '') throw new EngineError('invalid', t('Specify the key to reset.'), { pointer });
  const layers = withoutOverride(before, pointer);
  const said = compose(layers, target, before.rules);
  const isActive = active === profile.name;
  const change = { before, layers, target, pointer };
  const after = isActive ? resetLive(snapshot, change, profile) : null;
  const uses = after === null || !said ? [] : newUses(snapshot, target, said.value);
  const live =
    after === null ? [] : [{ path: target.path, target, before: target.file, after: bytesOf(after) }];
  const writes = [...writesOf(profile, before.layers, layers), ...live];
  if (writes.length === 0) throw isInherited(profile, pointer);
  // A live file that was in step with its profile still is.
  const isInStep = isActive && driftOf(snapshot).every((drift) => drift.target !== target.name);
  const { state } = snapshot;
  const hash = after === null ? target.file?.sha256 : sha256(bytesOf(after));
  return {
    kind: 'reset-to-inherited',
    summary: t('Reset {0} of {1} to inherited', pointer, profile.name),
    writes,
    preconditions: preconditionsOf(snapshot),
    guards: useGuards(target, uses),
    ...(uses.length === 0 ? {} : { uses: uses.map(({ id }) => id) }),
    ...(isInStep && hash !== undefined
      ? {
          state: {
            ...state,
            applied: { ...state.applied, [target.name]: hash },
            resolved: {
              ...state.resolved,
              [target.name]: sha256(bytesOf(said ? liveContent(snapshot, target, said).text : '')),
            },
          },
        }
      : {}),
  };
}

/** The layers without what the last of the profile's own says of a place. */
function withoutOverride(layering: LayerStack, pointer: Pointer): readonly Layer[] {
  const { layers, stack } = layering;
  const last = originOf(layering, pointer).steps.at(-1);
  const index = layers.findLastIndex(({ name, kind }) => name === last?.layer && kind === last.kind);
  const layer = layers[index];
  const own = layers.findLastIndex(({ kind }) => kind === 'profile');
  if (!layer || !last || index < own) return layers;
  const place = last.effect === 'sets' ? last.pointer : pointer;
  return layers.with(index, withoutPlace(layer, place, stack[index - 1] ?? mapOf([])));
}

interface LiveReset {
  readonly before: LayerStack;
  readonly layers: readonly Layer[];
  readonly target: Target;
  readonly pointer: Pointer;
}

/** The live text with the key as the profile has it then; `null` where it is so already. */
function resetLive(
  snapshot: Snapshot,
  { before, layers, target, pointer }: LiveReset,
  { name }: Profile,
): string | null {
  const live = target.file ? documentOf(target.file) : undefined;
  const said = compose(layers, target, before.rules);
  if (!live || !said) return null;
  assertReferences(snapshot, { name, target }, { layers, said });
  const content = liveContent(snapshot, target, said);
  const was = compose(before.layers, target, before.rules);
  assertParsed(live);
  if (live.value === undefined) return null;
  const [now, value] = [valueAt(live.value, pointer), valueAt(content.value, pointer)];
  const isSame = now === undefined || value === undefined ? now === value : equalValues(now, value);
  if (isSame) return null;
  if (was && live.text === liveContent(snapshot, target, was).text) return content.text;
  return editDocument(
    live,
    [value === undefined ? { op: 'remove', pointer } : { op: 'set', pointer, value }],
    { sources: [parseDocument(target.path, content.text, target.format)] },
  );
}

function isInherited({ name }: Profile, pointer: Pointer): EngineError {
  const message = t('Profile "{0}" doesn\'t set {1}: its value is already inherited.', name, pointer);
  return new EngineError('not-found', message, { profile: name, pointer });
}
