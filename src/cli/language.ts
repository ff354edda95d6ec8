// The terminal's language, by the variables that all programs there go by. It must be imported before everything else:
// other modules ask for their texts while they are loaded. Where there is no translation, nothing is said of it: what is
// printed stays English.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as l10n from '@vscode/l10n';

/** The languages asked for, the most exact first: `zh_CN.UTF-8` is `zh-cn`, then `zh`. None for `C` and `POSIX`. */
export function languagesOf(environment: NodeJS.ProcessEnv): readonly string[] {
  const said = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name] ?? '');
  const locale = said.find((value) => value !== '') ?? '';
  const [language, country] =
    /^([a-z]{2,3})(?:[_-]([a-z]{2}))?(?:[.@]|$)/i.exec(locale.toLowerCase())?.slice(1) ?? [];
  if (language === undefined) return [];
  return country === undefined ? [language] : [`${language}-${country}`, language];
}

const here = import.meta.dirname;
// The bundle is one folder below the root, this source two.
const root = basename(here) === 'cli' ? dirname(dirname(here)) : dirname(here);
const files = languagesOf(process.env).map((tag) => join(root, 'l10n', `bundle.l10n.${tag}.json`));
const file = files.find((path) => existsSync(path));
if (file !== undefined) l10n.config({ fsPath: file });
