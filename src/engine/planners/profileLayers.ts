// The layers of a profile as something to be written: what all planners share that change profiles key by key.
import { t } from '@vscode/l10n';
import { blank, withDocument, type Layer } from '../layers/layers.ts';
import { layeringFrom, layerStack, type LayerStack } from '../layers/origin.ts';
import { pathInProfile } from '../records/profileMetadata.ts';
import { resolveOrThrow } from '../layers/resolve.ts';
import { EngineError } from '../base/errors.ts';
import type { Profile, Snapshot, Target } from '../model/model.ts';
import { bytesOf, type Draft, type DraftWrite } from './draft.ts';

/**
 * The layers of a profile for a target; a profile without a file for it has one here, empty as yet.
 * @throws EngineError `invalid` {problems} where a layer has problems, or where the profile cannot have such a file.
 */
export function layersToWrite(snapshot: Snapshot, profile: Profile, target: Target): LayerStack {
  resolveOrThrow(snapshot, profile, target);
  const layers = [...(layerStack(snapshot, profile, target)?.layers ?? [])];
  if (!profile.files.has(target.name)) {
    const document = blank({ path: newFileFor(profile, target) });
    const place = layers.findIndex(({ kind, name }) => kind === 'profile' && name === profile.name);
    const known = layers[place] ?? { name: profile.name, kind: 'profile', document, unset: [] };
    const overlay = layers.findIndex(({ kind }) => kind === 'overlay');
    if (place >= 0) layers[place] = withDocument(known, document);
    else layers.splice(overlay < 0 ? layers.length : overlay, 0, known);
  }
  return layeringFrom(layers, snapshot.manifest.arrays);
}

/** The path of the file that a profile gets for a target. @throws EngineError `invalid` where it can have none. */
export function newFileFor({ name, all }: Profile, target: Target): string {
  const single = all.find(({ path }) => !path.startsWith(`profiles/${name}/`));
  if (!single) return pathInProfile(name, target, target);
  const message = t(
    'Profile "{0}" is a single file and can\'t include {1}. Move {2} into a folder profiles/{0}/.',
    name,
    target.path,
    single.path,
  );
  throw new EngineError('invalid', message, { profile: name, path: single.path, target: target.name });
}

/** The writes that make changed layers true; `after` has the layers of `before`, in their order. */
export function writesOf(
  { all }: Profile,
  before: readonly Layer[],
  after: readonly Layer[],
): readonly DraftWrite[] {
  return after.flatMap(({ document }, index): readonly DraftWrite[] => {
    if (document === before[index]?.document) return [];
    const file = all.find(({ path }) => path === document.path) ?? null;
    return [{ path: document.path, before: file, after: bytesOf(document.text) }];
  });
}

/** Every file that a layer of some profile comes from. */
export function preconditionsOf({ profiles, defaults }: Snapshot): NonNullable<Draft['preconditions']> {
  const files = [...profiles.flatMap(({ all }) => all), ...defaults.values()];
  return files.map(({ path, sha256 }) => ({ path, sha256 }));
}
