import { t } from '@vscode/l10n';
import { editDocument, type Edit } from '../../text/document.ts';
import { documentOf, problemAt } from '../../documents/fileDocument.ts';
import { metadataPlace } from '../../records/profileMetadata.ts';
import { isList, isMap } from '../../values/value.ts';
import type { Problem, Profile, Snapshot } from '../../model/model.ts';
import { bytesOf, type DraftWrite } from '../draft.ts';
import type { Move } from './move.ts';

/** What a `profile.yaml` leaves out is one list for all targets: it moves along where they agree. */
export function metadataUnset(
  snapshot: Snapshot,
  moves: readonly Move[],
): { readonly writes: readonly DraftWrite[]; readonly problems: readonly Problem[] } {
  const found = snapshot.profiles.map((profile) => unsetOf(snapshot, profile, moves));
  return {
    writes: found.flatMap(({ write }) => write ?? []),
    problems: found.flatMap(({ problems }) => problems),
  };
}

function unsetOf(
  { targets }: Snapshot,
  profile: Profile,
  moves: readonly Move[],
): { readonly write?: DraftWrite; readonly problems: readonly Problem[] } {
  const { file, pointer } = metadataPlace(profile);
  if (!file || pointer !== '') return { problems: [] };
  const own = moves
    .flatMap(({ migrated }) => migrated)
    .filter(({ part }) => part.document.path.startsWith(`profiles/${profile.name}/`));
  const document = documentOf(file);
  const edits: Edit[] = [];
  const problems: Problem[] = [];
  for (const [index, old] of profile.metadata.unset.entries()) {
    const stays = moves.length < targets.length ? [old] : [];
    const places = new Set([
      ...stays,
      ...own.map(({ part, unset }) => unset[part.unset.indexOf(old)] ?? old),
    ]);
    const [place = old, other] = places;
    const isMany = isMap(document.value) && isList(document.value['unset']);
    const at = isMany ? `/unset/${index}` : '/unset';
    if (other !== undefined) problems.push(problemAt(document, at, { message: disagreement(old) }));
    else if (place !== old) edits.push({ op: 'set', pointer: at, value: place });
  }
  if (edits.length === 0) return { problems };
  const after = bytesOf(editDocument(document, edits));
  return { write: { path: file.path, before: file, after }, problems };
}

function disagreement(pointer: string): string {
  return t(
    '{0} would move in some targets but not in others. Use "unset" in the file of each target instead.',
    pointer,
  );
}
