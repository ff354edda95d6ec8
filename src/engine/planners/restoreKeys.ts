// Only some keys of a backup: each becomes what the backup has there, or goes. All else stays as it is.
import { t } from '@vscode/l10n';
import { assertKeyed, assertParsed, documentOf } from '../documents/fileDocument.ts';
import { EngineError } from '../base/errors.ts';
import { editDocument, hasSeveralDocuments, type Document } from '../text/document.ts';
import { versionOf } from '../migrations/resolveInVersion.ts';
import { sameVersion } from '../migrations/version.ts';
import type { Problem, Snapshot, Target } from '../model/model.ts';
import { valueAt, type Pointer } from '../values/pointer.ts';
import { bytesOf, findTarget, onlyTarget, type Draft, type DraftWrite } from './draft.ts';
import { titleOf, type RestoreSource } from './restoreBackup.ts';
import { restoringEdits } from './restoringEdits.ts';

export interface RestoredKeys {
  readonly only: readonly Pointer[];
  /** Where several are, and not said: for each key the only one that has it, or had it. */
  readonly target?: string;
}

/** Only the keys named: each becomes what the backup has there, or goes. @throws EngineError `not-found`, `invalid`. */
export function planRestoreKeys(
  snapshot: Snapshot,
  source: RestoreSource,
  { only: wanted, target: name }: RestoredKeys,
): Draft {
  const candidates = name === undefined ? snapshot.targets : [findTarget(snapshot, name)];
  const [only] = candidates;
  if (only && candidates.length === 1) assertKeyed(only);
  const meant = wanted.map((pointer) => {
    const holding = candidates.filter((target) =>
      sidesOf(source, target).some((side) => holds(side, pointer)),
    );
    return holding.length < 2 ? holding[0] : onlyTarget(candidates, holding);
  });
  const writes = candidates.flatMap((target): readonly DraftWrite[] => {
    const only = wanted.filter((_, index) => meant[index] === target);
    const [old, now] = sidesOf(source, target);
    if (!old || !now || !target.file || only.length === 0) return [];
    // What one of the two cannot say is no reason to set or to remove what the other has.
    if (only.some((pointer) => holds(old, pointer))) assertParsed(now);
    if (only.some((pointer) => holds(now, pointer))) assertParsed(old);
    assertSameShape(old, now);
    const edits = restoringEdits([old, now], only, snapshot.manifest.arrays);
    if (edits.length === 0) return [];
    return [
      {
        path: target.path,
        target,
        before: target.file,
        after: bytesOf(editDocument(now, edits, { sources: [old], aliases: 'follow' })),
      },
    ];
  });
  if (writes.length === 0) {
    const message = t('Neither the backup nor the live file has {0}.', wanted.join(', '));
    throw new EngineError('not-found', message, { only: wanted });
  }
  return {
    kind: 'restore',
    summary: t('Restore {0} from {1}', wanted.join(', '), titleOf(source.backup)),
    writes,
    problems: writes.flatMap(({ target }) => (target ? otherVersion(snapshot, source, target) : [])),
  };
}

/** A key of several documents is no key of one. */
function assertSameShape(old: Document, now: Document): void {
  if (hasSeveralDocuments(old) === hasSeveralDocuments(now)) return;
  const message = t(
    'Only one of the two versions contains several documents. Restore {0} as a whole.',
    now.path,
  );
  throw new EngineError('invalid', message, { path: now.path });
}

/** What the backup has of a target, and the live file; none where one of them lacks it. */
function sidesOf({ contents }: RestoreSource, { path, file }: Target): readonly Document[] {
  const then = contents.get(path);
  return then && file ? [documentOf(then), documentOf(file)] : [];
}

function holds({ value }: Document, pointer: Pointer): boolean {
  return value !== undefined && valueAt(value, pointer) !== undefined;
}

/** A key of another version may mean something else. */
function otherVersion(
  snapshot: Snapshot,
  { contents }: RestoreSource,
  { path, file }: Target,
): readonly Problem[] {
  const [then, now] = [contents.get(path), file].map((side) => side && documentOf(side).value);
  if (
    snapshot.migrations.length === 0 ||
    then === null ||
    then === undefined ||
    now === null ||
    now === undefined
  )
    return [];
  const [old, live] = [versionOf(snapshot, then), versionOf(snapshot, now)];
  if (old === undefined || live === undefined || sameVersion(old, live)) return [];
  const message = t(
    'The backup is at version {0}, and the live file is at version {1}. Keys may have moved or changed meaning.',
    old,
    live,
  );
  return [{ file: path, line: 0, column: 0, pointer: '', message, keyword: 'version' }];
}
