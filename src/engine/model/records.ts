// What is written down of a folder and kept with it, as far as a plan speaks of it.
import type { Sha256 } from './files.ts';

/** Which backups stay. Each count is of backups, one for each period that has any; at least one is above 0. */
export interface Retention {
  /** The newest so many, whenever they were made. */
  readonly last: number;
  readonly hourly: number;
  readonly daily: number;
  readonly weekly: number;
  readonly monthly: number;
  /** Seconds: all that are at most so much older than the newest. */
  readonly within: number;
  /** Seconds. */
  readonly mergeWindow: number;
  /** Of all that stay, uncompressed. */
  readonly maxBytes: number;
}

/** Which profile was switched to, and what each target was then. One of a commit's files. */
export interface StateRecord {
  readonly format: 1;
  readonly activeProfile: string | null;
  readonly applied: Readonly<Record<string, Sha256>>;
  /**
   * What the profile resolved to then, of targets that were left in a text of their own: they hold the same values with
   * other comments or layout. Absent where that is what was applied.
   */
  readonly resolved?: Readonly<Record<string, Sha256>>;
}
