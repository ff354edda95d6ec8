// The writes of a plan or of a comparison as an agent may know them: compared without their secrets, so that nothing that is
// shown or counted tells whether two secrets are the same.
import {
  compareDocuments,
  contentOf,
  diffValues,
  documentOf,
  type Change,
  type Document,
  type PlannedWrite,
  type Redaction,
  type Snapshot,
  type Value,
} from '../engine/index.ts';
import { marksIn } from './ownInput.ts';

export type ShownWrite = Pick<PlannedWrite, 'path' | 'kind' | 'changes'>;

/** Said in each answer that compares, where there are secrets. */
export const untold = "secret values aren't shown, nor whether they differ";

/** Less the files that may differ in nothing but their secrets. */
export function shownWrites(
  writes: readonly PlannedWrite[],
  redaction: Redaction,
  arrays: Snapshot['manifest']['arrays'],
): readonly ShownWrite[] {
  return writes.flatMap((write) => {
    const { path, before, after } = write;
    const [from, to] = [before, after].map(
      (bytes) => bytes && hidden(documentOf(contentOf(write, bytes)), redaction),
    );
    const compared = compareDocuments({ from: from ?? null, to: to ?? null }, arrays);
    const isUntold = compared.kind === 'layout' || (compared.kind === 'text' && to?.format === 'opaque');
    return isUntold && holdsSecret(to?.value) ? [] : [{ path, ...compared }];
  });
}

/** The same of two values, and whether they hold secrets, of which nothing is told. */
export function shownChanges(
  from: Value,
  to: Value,
  { redaction, arrays }: { readonly redaction: Redaction; readonly arrays: Snapshot['manifest']['arrays'] },
): { readonly changes: readonly Change[]; readonly holdsSecret: boolean } {
  const [old, now] = [redaction.value(from, ''), redaction.value(to, '')];
  return { changes: diffValues(old, now, arrays), holdsSecret: holdsSecret(old) || holdsSecret(now) };
}

function hidden(document: Document, redaction: Redaction): Document {
  const { value } = document;
  return value === undefined ? document : { ...document, value: redaction.value(value, '') };
}

function holdsSecret(value: Value | undefined): boolean {
  return value !== undefined && marksIn(value) > 0;
}
