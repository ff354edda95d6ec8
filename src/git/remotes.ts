// Where backups may go: what the person agreed to, and whether it still leads there.
import { resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { EngineError } from '../engine/index.ts';
import { at, remoteKey } from './backupRefs.ts';
import { readSettings, writeSettings, type Clone, type Remote } from './clone.ts';
import { git, gitText } from './runGit.ts';

/** The name of the clone's own objects, as a place for backups. */
export const localName = 'local';

/**
 * Returns what a person means by a name or a URL; without one, the only remote that Git has.
 * @throws EngineError `not-found`, `io`.
 */
export async function remoteMeant(
  clone: Clone,
  given: string | undefined,
): Promise<Pick<Remote, 'name' | 'url'>> {
  const known = (await gitText(['remote'], at(clone))).split('\n').filter(Boolean);
  const name = given ?? (known.includes('origin') ? 'origin' : known.length === 1 ? known[0] : undefined);
  if (name === undefined) {
    const message = t('Specify a remote, a URL, or "local".');
    throw new EngineError('not-found', message, { known: [...known, localName] });
  }
  if (known.includes(name)) return { name, url: await urlOf(clone, name) };
  if (name === localName) return { name, url: '' };
  const isUrl = /^[a-z][a-z\d+.-]*:\/\//i.test(name) || /^[^/\\]{2,}:/.test(name);
  if (isUrl) return { name, url: name };
  if (/[/\\]/.test(name)) return { name: resolve(name), url: resolve(name) };
  const message = t('There is no remote "{0}".', name);
  throw new EngineError('not-found', message, { known: [...known, localName] });
}

/** As Git would push to it now. */
async function urlOf(clone: Clone, name: string): Promise<string> {
  const [url = ''] = (await gitText(['remote', 'get-url', '--push', '--', name], at(clone))).split('\n');
  return url;
}

/** Records that the person agreed to this remote, with the places of secrets that may go there in clear text. */
export async function agreeTo(clone: Clone, remote: Remote): Promise<void> {
  const settings = await readSettings(clone);
  const others = settings.remotes.filter(({ name }) => name !== remote.name);
  await writeSettings(clone, { ...settings, remotes: [...others, remote] });
}

/** Forgets a remote, and what was fetched from it. @throws EngineError `not-found`. */
export async function forgetRemote(clone: Clone, given: string): Promise<Remote> {
  const settings = await readSettings(clone);
  const found = settings.remotes.find(({ name }) => name === given || name === resolve(given));
  if (!found) {
    const message = t('"{0}" isn\'t set up for backups.', given);
    throw new EngineError('not-found', message, { known: settings.remotes.map(({ name }) => name) });
  }
  await writeSettings(clone, { ...settings, remotes: settings.remotes.filter((one) => one !== found) });
  const fetched = await gitText(
    [
      'for-each-ref',
      '--format=delete %(refname) %(objectname)',
      `refs/safekeep/remote/${remoteKey(found.url)}/`,
    ],
    at(clone),
  );
  if (found.url !== '' && fetched !== '')
    await git(['update-ref', '--stdin'], { ...at(clone), input: Buffer.from(`${fetched}\n`) });
  return found;
}

/** Returns whether the name leads elsewhere than the person agreed to. */
export async function isMoved(clone: Clone, { name, url }: Remote): Promise<boolean> {
  if (name === url || url === '') return false;
  return (await urlOf(clone, name).catch(() => null)) !== url;
}

/** @throws EngineError `invalid` where the name leads elsewhere than the person agreed to. */
export async function assertAgreed(clone: Clone, remote: Remote): Promise<void> {
  if (!(await isMoved(clone, remote))) return;
  const message = t(
    'The URL of {0} has changed. To push backups there, run "safekeep remote add {0}".',
    remote.name,
  );
  throw new EngineError('invalid', message, { remote: remote.name });
}

/** A URL without the password or token in it. */
export function shownUrl(text: string): string {
  return text.replace(/(https?:\/\/)[^\s/@]*@/gi, '$1').replace(/(:\/\/[^\s/@:]*):[^\s/@]*@/g, '$1@');
}
