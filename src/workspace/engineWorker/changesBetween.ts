// What differs between two contents of a live file, key by key. It parses both, so it runs in the engine's thread.
import {
  compareDocuments,
  documentOf,
  type Change,
  type FileContent,
  type Manifest,
} from '../../engine/index.ts';

export interface Contents {
  /** `null`: there was no file, or none that could be read as data. */
  readonly from: FileContent | null;
  readonly to: FileContent | null;
  readonly arrays: Manifest['arrays'];
}

/** `null` where the newer content cannot be read as data. */
export function changesBetween({ from, to, arrays }: Contents): readonly Change[] | null {
  const [before, after] = [from && documentOf(from), to && documentOf(to)];
  if (after && after.value === undefined) return null;
  return compareDocuments({ from: before?.value === undefined ? null : before, to: after }, arrays).changes;
}
