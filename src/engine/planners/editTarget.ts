import { editDocument, parseDocument, type Edit } from '../content/document.ts';
import { documentOf } from '../content/fileDocument.ts';
import type { Snapshot } from '../model.ts';
import { bytesOf, findTarget, type Draft } from './draft.ts';

/** Edits in place: only the bytes of the named keys change. @throws EngineError `not-found`, `invalid`. */
export function planEdit(snapshot: Snapshot, targetName: string | undefined, edits: readonly Edit[]): Draft {
  const target = findTarget(snapshot, targetName);
  const blank = parseDocument(target.path, target.format === 'yaml' ? '' : '{}\n');
  const text = editDocument(target.file ? documentOf(target.file) : blank, edits);
  const named = edits.map(({ op, pointer }) => `${op} ${pointer || 'everything'}`).join(', ');
  return {
    action: 'edit',
    summary: `Edit ${target.path}: ${named}`,
    writes: [{ path: target.path, target, before: target.file, after: bytesOf(text) }],
  };
}
