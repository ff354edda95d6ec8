// Whether a disk may take two spellings of a name for one file. Disks fold letter case and composed letters; HFS+ leaves
// invisible characters out; Windows drops dots and spaces at the end, knows names like SAFEKE~1, and opens a file's
// streams after a colon. It answers yes too often rather than too seldom, the same on every system. Pure.

/** Characters that HFS+ leaves out of a name, and others that nobody sees. */
const invisible = /\p{Default_Ignorable_Code_Point}/gu;
const shortName = /^([^~]+)~\d/;

/** Both paths are relative, with forward slashes. */
export function mayBeSamePath(left: string, right: string): boolean {
  const [lefts, rights] = [left.split('/'), right.split('/')];
  return (
    lefts.length === rights.length && lefts.every((name, place) => mayBeSameName(name, rights[place] ?? ''))
  );
}

function mayBeSameName(spelled: string, name: string): boolean {
  const [one, other] = [folded(spelled), folded(name)];
  return one === other || isShortFor(one, other) || isShortFor(other, one);
}

function folded(name: string): string {
  // Some letters meet only in upper case, such as the long s.
  const letters = name.normalize('NFKC').replace(invisible, '').toUpperCase().toLowerCase();
  return letters.replace(/:.*$/s, '').replace(/[. ]+$/, '');
}

/** SAFEKE~1, or SA1F3C~1 where there are many that begin alike. */
function isShortFor(short: string, long: string): boolean {
  const start = shortName.exec(short)?.[1];
  if (start === undefined) return false;
  const letters = long.replaceAll(/[. ]/g, '');
  return letters.startsWith(start) || (/^..[\da-f]{4}$/.test(start) && letters.startsWith(start.slice(0, 2)));
}
