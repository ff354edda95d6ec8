// Whether the rules that keep our own folders out of version control and searches are those that we wrote. A repository
// can bring others, such as `!*`, which make git take backups along. It only looks.
import { join } from 'node:path';
import { nullIfNotFound, type FileSystem } from '../disk/fileSystem.ts';
import { isUnreadable } from '../disk/ownFiles.ts';

const rules = ['.safekeep', 'backups'].flatMap((name) => [`${name}/.gitignore`, `${name}/.ignore`]);
/** Git may have made CRLF of the line's end, and an editor may have taken it away. */
const ours = /^\*(\r?\n)?$/;
const maxRuleBytes = 16;

/** Those that are there and not ours, from the config folder. A missing one is written with the next change. */
export async function foreignIgnoreRules(fileSystem: FileSystem, folder: string): Promise<readonly string[]> {
  const foreign = await Promise.all(
    rules.map(async (rule) => ((await isOursOrMissing(fileSystem, join(folder, rule))) ? [] : [rule])),
  );
  return foreign.flat();
}

async function isOursOrMissing(fileSystem: FileSystem, path: string): Promise<boolean> {
  try {
    const entry = fileSystem.statNow(path);
    if (entry === null) return true;
    if (entry.kind !== 'file' || entry.size > maxRuleBytes) return false;
    const bytes = await nullIfNotFound(fileSystem.readFile(path));
    return bytes === null || ours.test(Buffer.from(bytes).toString());
  } catch (error) {
    if (isUnreadable(error)) return false; // A link, a pipe, another's file or one that may not be read.
    throw error;
  }
}
