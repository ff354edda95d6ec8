// Files beside a live file that say what is different elsewhere: `appsettings.Production.json`, `values-prod.yaml`.
import { readdir } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import * as vscode from 'vscode';
import { nameFault } from '../../engine/index.ts';
import { showQuickPickOfSeveral } from '../../workspace/texts/messages.ts';

export interface SiblingFile {
  /** Absolute. */
  readonly path: string;
  /** What a profile of it is called. */
  readonly profile: string;
}

/** Of which programs read an overlay by their own rules. */
const layered = /^(appsettings|settings|config|values|application|app|(docker-)?compose)$/i;

/** What sets the file's name apart, as a profile's name: "production". */
export function siblingsOf(file: string, names: readonly string[]): readonly SiblingFile[] {
  const extension = extname(file);
  const stem = basename(file, extension);
  if (!layered.test(stem)) return [];
  const extensions = /^\.ya?ml$/.test(extension) ? ['.yml', '.yaml'] : [extension];
  const found = names.toSorted().flatMap((name): readonly SiblingFile[] => {
    const own = extname(name);
    const [lead, between] = [name.slice(0, stem.length), name.charAt(stem.length)];
    const profile = name.slice(stem.length + 1, name.length - own.length).toLowerCase();
    const isOne = lead === stem && /[.-]/.test(between) && extensions.includes(own);
    return isOne && nameFault(profile) === null ? [{ path: join(dirname(file), name), profile }] : [];
  });
  return found.filter(({ profile }, index) => found.findIndex((one) => one.profile === profile) === index);
}

/** Those that the person wants profiles of, all at first; `undefined` when the person turns away. */
export async function chooseSiblings(file: string): Promise<readonly SiblingFile[] | undefined> {
  const siblings = siblingsOf(file, await readdir(dirname(file)));
  if (siblings.length === 0) return [];
  const items = siblings.map((sibling) => ({
    label: sibling.profile,
    description: basename(sibling.path),
    iconPath: vscode.ThemeIcon.File,
    resourceUri: vscode.Uri.file(sibling.path),
    sibling,
  }));
  const chosen = await showQuickPickOfSeveral(items, {
    title: vscode.l10n.t('Set Up Safekeep'),
    placeHolder: vscode.l10n.t('Select the files to create profiles from. They extend the first profile.'),
  });
  return chosen?.map(({ sibling }) => sibling);
}
