import { t } from '@vscode/l10n';
import { editDocument, renderDocument, type Edit } from '../../text/document.ts';
import { assertParsed, documentOf } from '../../documents/fileDocument.ts';
import { valueAt } from '../../values/pointer.ts';
import { metadataPlace } from '../../records/profileMetadata.ts';
import { isMap, mapOf } from '../../values/value.ts';
import { EngineError } from '../../base/errors.ts';
import type { Profile, Snapshot } from '../../model/model.ts';
import { bytesOf, findProfile, type Draft, type DraftWrite } from '../draft.ts';
import { added } from './profileOperations.ts';

export interface Protection {
  readonly profile: string;
  readonly protection: 'on' | 'off';
}

/** Sets whether a profile is protected, in what it says about itself. @throws EngineError `not-found`, `invalid`. */
export function planProtection(snapshot: Snapshot, { profile: name, protection }: Protection): Draft {
  const profile = findProfile(snapshot, name);
  const writes = profile.metadata.protected === (protection === 'on') ? [] : [writeFor(profile, protection)];
  const summary = protection === 'on' ? t('Protect profile {0}', name) : t('Unprotect profile {0}', name);
  return { kind: 'protect-profile', summary, writes };
}

/** In a folder of files it is said beside them: in one of them it would count for that file alone. */
function writeFor(profile: Profile, protection: Protection['protection']): DraftWrite {
  const { file, pointer } = metadataPlace(profile);
  const directory = `profiles/${profile.name}/`;
  if (file && pointer !== '' && file.path.startsWith(directory)) {
    const text = renderDocument(mapOf([['protected', true]]), 'yaml');
    return added(`${directory}profile.yaml`, bytesOf(text), file.path);
  }
  if (!file)
    throw new EngineError('invalid', t('Profile "{0}" has no file.', profile.name), { name: profile.name });
  const document = documentOf(file);
  assertParsed(document);
  if (document.value !== null && !isMap(document.value)) {
    const message =
      protection === 'on'
        ? t(
            "{0} isn't a single map, so it can't be marked as protected. Turn the profile into a folder with a profile.yaml.",
            file.path,
          )
        : t(
            'Remove "protected" from {0} in an editor. Safekeep can\'t do it, because the file isn\'t a single map.',
            file.path,
          );
    throw new EngineError('invalid', message, { path: file.path });
  }
  const said = valueAt(document.value, pointer);
  const isAlone = pointer !== '' && isMap(said) && Object.keys(said).length === 1;
  const place = `${pointer}/protected`;
  const edit: Edit =
    protection === 'on'
      ? { op: 'set', pointer: place, value: true }
      : { op: 'remove', pointer: isAlone ? pointer : place };
  return { path: file.path, before: file, after: bytesOf(editDocument(document, [edit])) };
}
