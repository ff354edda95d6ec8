import { t } from '@vscode/l10n';
import { editDocument, type Edit } from '../text/document.ts';
import { assertKeyed, documentOf } from '../documents/fileDocument.ts';
import { blank } from '../layers/layers.ts';
import { writeToProfile } from '../layers/writeToLayers.ts';
import type { Snapshot } from '../model/model.ts';
import { valueAt, type Pointer } from '../values/pointer.ts';
import { bytesOf, findProfile, targetOf, type Draft } from './draft.ts';
import { layersToWrite, preconditionsOf, writesOf } from './profileLayers.ts';

export interface EditOptions {
  /** Where several are, and not said: the only one that has one of the keys. */
  readonly target?: string;
  /** The profile whose own file is edited instead of the live one. */
  readonly profile?: string;
  readonly edits: readonly Edit[];
  /** What YAML aliases read of the live file's edited values stays as it is, as text of its own. */
  readonly onlyHere?: true;
}

/** Edits in place: only the bytes of the named keys change. @throws EngineError `not-found`, `invalid`. */
export function planEdit(snapshot: Snapshot, editing: EditOptions): Draft {
  const { edits, profile: name } = editing;
  const target = targetOf(snapshot, editing, (value) =>
    edits.some(({ pointer }) => valueAt(value, pointer) !== undefined),
  );
  assertKeyed(target);
  const named = edits.map(({ op, pointer }) => requests[op](pointer || t('everything'))).join(', ');
  if (name === undefined) {
    const text = editDocument(target.file ? documentOf(target.file) : blank(target), edits, {
      aliases: editing.onlyHere ? 'apart' : 'follow',
    });
    return {
      kind: 'edit',
      summary: t('Edit {0}: {1}', target.path, named),
      writes: [
        { path: target.path, target, before: target.file, after: bytesOf(text), named: removedBy(edits) },
      ],
    };
  }
  const profile = findProfile(snapshot, name);
  const before = layersToWrite(snapshot, profile, target);
  return {
    kind: 'edit',
    summary: t('Edit profile {0}: {1}', name, named),
    writes: writesOf(profile, before.layers, writeToProfile(before, edits)),
    preconditions: preconditionsOf(snapshot),
  };
}

function removedBy(edits: readonly Edit[]): readonly Pointer[] {
  return edits.flatMap(({ op, pointer }) => (op === 'remove' ? [pointer] : []));
}

const requests: Readonly<Record<Edit['op'], (place: string) => string>> = {
  set: (place) => t('set {0}', place),
  insert: (place) => t('insert {0}', place),
  remove: (place) => t('remove {0}', place),
  rename: (place) => t('rename {0}', place),
  move: (place) => t('move {0}', place),
  copy: (place) => t('copy {0}', place),
  wrap: (place) => t('wrap {0}', place),
  unwrap: (place) => t('unwrap {0}', place),
};
