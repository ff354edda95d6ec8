// The key by which records are known to be this user's, where the folder that has it cannot be written: the editor keeps
// one then. The terminal cannot read that one, so the folder comes first.
import { access, constants } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomBytes } from 'node:crypto';
import type * as vscode from 'vscode';

const name = 'key';

/**
 * In 64 hex digits; `undefined` where the engine finds or makes its own.
 * @param userState that folder, absolute; the one of this user when not said.
 */
export async function userKey(
  secrets: Pick<vscode.SecretStorage, 'get' | 'store'>,
  userState?: string,
): Promise<string | undefined> {
  const { userStateFolder } = await import('../../engine/index.ts');
  if (await isWritable(userState ?? userStateFolder())) return undefined;
  const known = await secrets.get(name);
  if (known !== undefined) return known;
  const made = randomBytes(32).toString('hex');
  await secrets.store(name, made);
  return made;
}

/** Itself, or the nearest folder above that is there. */
async function isWritable(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK);
    return true;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing && dirname(folder) !== folder && isWritable(dirname(folder));
  }
}
