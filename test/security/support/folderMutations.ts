// Changes of a config folder as an attacker, a broken disk or a careless merge makes them: bytes, structure and names of
// records and of other files; often with the hashes made right again that need no key.
import { backupRecord, historyLine } from './forged.ts';
import { changedPlain, oddText } from './oddValues.ts';
import type { Random } from './random.ts';

/** Path → bytes. */
export type FolderFiles = Map<string, Uint8Array>;

const texts = (bytes: Uint8Array): string => Buffer.from(bytes).toString();

/** Changes some of the files in place, and says what was done. */
export function mutate(files: FolderFiles, random: Random): readonly string[] {
  return Array.from({ length: 1 + random.below(4) }, () => mutateOnce(files, random));
}

function mutateOnce(files: FolderFiles, random: Random): string {
  const all = [...files.keys()];
  const records = all.filter((path) => isRecord(path));
  const path = random.oneOf(records.length > 0 && random.below(6) > 0 ? records : all);
  const bytes = files.get(path) ?? new Uint8Array();
  const kind = random.below(10);
  if (kind < 5 && changeStructure(files, path, random)) return `structure of ${path}`;
  if (kind < 8) {
    files.set(path, changedBytes(bytes, random));
    return `bytes of ${path}`;
  }
  if (kind === 8) {
    const to = otherName(path, random);
    files.set(to, bytes);
    if (random.below(2) === 0) files.delete(path);
    return `${path} as ${to}`;
  }
  if (random.below(2) === 0) {
    files.delete(path);
    return `${path} gone`;
  }
  const other = random.oneOf(all);
  files.set(path, files.get(other) ?? bytes);
  return `${other} in place of ${path}`;
}

function isRecord(path: string): boolean {
  return /(^|\/)(\.safekeep|backups)\//.test(path) && !path.includes('/trash/');
}

function changedBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  const length = random.below(Math.min(40, bytes.length - at + 1));
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at + length)];
  switch (random.below(8)) {
    case 0:
      return new Uint8Array();
    case 1:
      return before;
    case 2:
      return new Uint8Array(bytes.length);
    case 3:
      return Buffer.concat([before, random.bytes(length), after]);
    case 4:
      return Buffer.concat([bytes, bytes]);
    case 5:
      return Buffer.concat([before, Buffer.from(oddText(random)), after]);
    case 6:
      return Buffer.concat([before, after]);
    default: {
      const flipped = Uint8Array.from(bytes);
      flipped[at] = random.below(256);
      return flipped;
    }
  }
}

/** False where the file holds no JSON. */
function changeStructure(files: FolderFiles, path: string, random: Random): boolean {
  const text = texts(files.get(path) ?? new Uint8Array());
  try {
    const changed = path.endsWith('.jsonl')
      ? changedHistory(text, random)
      : changedRecord(path, text, random);
    files.set(path, Buffer.from(changed));
    return true;
  } catch {
    return false;
  }
}

function changedRecord(path: string, text: string, random: Random): string {
  const changed = changedPlain(JSON.parse(text), random);
  const isSealed = path.endsWith('/backup.json') && typeof changed === 'object' && changed !== null;
  if (!isSealed || random.below(3) === 0) return `${JSON.stringify(changed)}\n`;
  return backupRecord(changed as Readonly<Record<string, unknown>>); // Where it is a list, the seal fits a list.
}

/** One line is another, and the lines after it fit again, or do not. */
function changedHistory(text: string, random: Random): string {
  const lines = text.split('\n').slice(0, -1);
  const at = random.below(lines.length);
  const isChained = random.below(3) > 0;
  let previous = '';
  const changed = lines.map((line, index) => {
    const { hash, ...unsigned } = JSON.parse(line) as Record<string, unknown>;
    const entry = Object.fromEntries(
      Object.entries(unsigned).filter(([name]) => !/^(previous|format)$/.test(name)),
    );
    const forged = index === at ? changedPlain(entry, random) : entry;
    if (index < at || !isChained) {
      previous = String(hash);
      return index === at ? `${JSON.stringify(forged)}\n` : `${line}\n`;
    }
    const made = historyLine({ ...(forged as Readonly<Record<string, unknown>>) }, previous); // Spread, whatever it is.
    previous = (JSON.parse(made) as { readonly hash: string }).hash;
    return made;
  });
  return changed.join('');
}

const names = [
  '999999999999999.lock',
  '999999999999999.free',
  '0.lock',
  '00000000008.lock',
  '-1.free',
  'x.json',
  '.x',
  '.json',
  'x\n.json',
  '__proto__.json',
  '20261120T111616051Z-fa7c22.json',
  '.audit.jsonl.000000000000000000.safekeep-new',
  '.20261120T111616051Z-fa7c22',
  'backup.json',
  'audit.jsonl',
  'state.json',
  'app.json',
  `${'n'.repeat(240)}.json`,
];

function otherName(path: string, random: Random): string {
  const parts = path.split('/');
  const inConfig = parts.indexOf('config') + 1;
  // A folder of the path gets another name, as a backup with another id; or the file does.
  const at = random.below(3) === 0 && parts.length - 1 > inConfig + 1 ? inConfig + 1 : parts.length - 1;
  parts[at] = at === parts.length - 1 ? random.oneOf(names) : '20261120T111616051Z-fa7c22';
  return parts.join('/');
}
