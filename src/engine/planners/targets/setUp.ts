import { t } from '@vscode/l10n';
import { assertParsed, documentOf } from '../../documents/fileDocument.ts';
import { nameFault, profileExtension } from '../../records/profileMetadata.ts';
import { EngineError } from '../../base/errors.ts';
import type { FileContent, Snapshot } from '../../model/model.ts';
import { bytesOf, type Draft, type DraftWrite } from '../draft.ts';
import { newManifest, newManifestPath, assertManifest, targetNameOf } from './newManifest.ts';

export interface SetUp {
  /** The live file the application reads, relative to the config folder. */
  readonly live: FileContent;
  /** The first profile, made of it. */
  readonly profile: string;
}

/** Makes a config folder of a live file. Nothing is moved. @throws EngineError `exists`, `invalid`. */
export function planSetUp(snapshot: Snapshot, { live, profile }: SetUp): Draft {
  const fault = nameFault(profile);
  if (fault !== null) throw new EngineError('invalid', fault, { name: profile });
  if (snapshot.profiles.length > 0)
    throw new EngineError('exists', t('This folder is already set up: it has profiles.'), {});
  assertParsed(documentOf(live));
  const found = snapshot.targets.find(({ path, file }) => path === live.path && file);
  const name = found?.name ?? targetNameOf(live.path, 'current');
  const file = snapshot.targets.length > 1 && found ? `${profile}/${name}` : profile;
  const first: DraftWrite = {
    path: `profiles/${file}${profileExtension(live)}`,
    before: null,
    after: live.bytes,
    modeFrom: live.path,
  };
  return {
    kind: 'set-up',
    summary: t('Set up {0} with profile {1}', live.path, profile),
    writes: found ? [first] : [first, manifestFor(snapshot, name, live.path)],
    state: { format: 1, activeProfile: profile, applied: { [name]: live.sha256 } },
    preconditions: [{ path: live.path, sha256: live.sha256 }],
    backupPaths: [live.path],
  };
}

function manifestFor(snapshot: Snapshot, name: string, path: string): DraftWrite {
  if (snapshot.manifest.path !== undefined) {
    throw new EngineError(
      'exists',
      t('{0} already lists the targets. Add "{1}" to it.', snapshot.manifest.path, path),
      { path },
    );
  }
  const text = newManifest([{ name, path }]);
  assertManifest(newManifestPath, text, path);
  return { path: newManifestPath, before: null, after: bytesOf(text) };
}
