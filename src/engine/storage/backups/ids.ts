// Ids of backups, of commits and of entries of the trash: a time in UTC, to the millisecond, and six hex digits. Their order
// is that in which they were made: one that comes `after` another is later, even where the clock was set back since.
// They are names of folders, so a name is only taken for an id when all of it is one.
import { randomBytes } from 'node:crypto';

const idPattern = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[0-9a-f]{6}$/;

/** @param after an id, or '' where there is none yet. */
export function newId(now: Date, after = ''): string {
  const time = new Date(Math.max(now.getTime(), (timeOfId(after) ?? -1) + 1));
  return `${time.toISOString().replaceAll(/[-:.]/g, '')}-${randomBytes(3).toString('hex')}`;
}

export function isId(name: string): boolean {
  return idPattern.test(name);
}

/** When an id was made, in milliseconds since 1970; `null` for a name that is no id. */
export function timeOfId(name: string): number | null {
  if (!isId(name)) return null;
  const time = Date.parse(name.replace(idPattern, '$1-$2-$3T$4:$5:$6.$7Z'));
  return Number.isNaN(time) ? null : time;
}
