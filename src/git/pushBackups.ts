// Pushes what this machine has written, forward only. Where the remote has other commits under its id, somebody copied the
// clone: then this one goes on under a new id, and nothing there is overwritten.
import { t } from '@vscode/l10n';
import { EngineError } from '../engine/index.ts';
import { assertNoSecrets } from './secretsInClear.ts';
import { at, fetchedRef, ownRef } from './backupRefs.ts';
import type { Clone, Remote } from './clone.ts';
import { recordBackups, recordUnderNewId, tipOf, type Traveling } from './recordBackups.ts';
import { assertAgreed, shownUrl } from './remotes.ts';
import { git, runGit } from './runGit.ts';

/** For whatever talks to another computer. */
export const networkLimits = { timeoutMs: 600_000, maxBytes: 4 * 1024 * 1024 } as const;
/** `ext::` URLs run any program. */
export const networkWords = ['-c', 'protocol.ext.allow=never'] as const;

export interface Pushed {
  readonly machine: string;
  /** Whether anything was pushed. */
  readonly isNews: boolean;
  /** This clone was a copy, and writes under a new id from now on. */
  readonly isNewMachine: boolean;
}

/**
 * Records, and pushes to a remote. @param sensitive places of secrets besides the known ones, as in `secretPlaces`.
 * @throws EngineError `invalid` for what the person hasn't agreed to, `io` with Git's own reason.
 */
export async function pushBackups(
  engine: Traveling,
  clone: Clone,
  { remote, sensitive }: { readonly remote: Remote; readonly sensitive: readonly string[] },
): Promise<Pushed> {
  await assertAgreed(clone, remote);
  let recorded = await recordBackups(engine, clone);
  for (let turn = 1; ; turn += 1) {
    const { machine, tip } = recorded;
    if (tip === null) return { machine, isNews: false, isNewMachine: false };
    const there = fetchedRef(clone, remote.url, machine);
    const known = await tipOf(clone, there);
    await assertNoSecrets(engine, clone, {
      range: known === null ? [tip] : [tip, `^${known}`],
      remote,
      sensitive,
    });
    const verdict = await push(clone, remote, `${tip}:${ownRef(clone, machine)}`);
    if (verdict === 'behind' && turn === 1) {
      recorded = await recordUnderNewId(engine, clone, machine);
      // From now on it is known as that of somebody else.
      if (known !== null) await git(['update-ref', '-d', there, known], at(clone));
      continue;
    }
    if (verdict === 'behind') throw pushFailed(remote, t('the remote has other backups of this machine'));
    await git(['update-ref', there, tip], at(clone));
    return { machine, isNews: known !== tip || verdict === 'done', isNewMachine: turn > 1 };
  }
}

type Verdict = 'done' | 'same' | 'behind';

async function push(clone: Clone, remote: Remote, refspec: string): Promise<Verdict> {
  const settings = ['-c', 'push.gpgSign=false', '-c', 'push.followTags=false'];
  const options = ['--porcelain', '--no-verify', '--no-signed', '--recurse-submodules=no'];
  const { code, stdout, reason } = await runGit(
    [...networkWords, ...settings, 'push', ...options, '--', remote.url, refspec],
    { ...at(clone), ...networkLimits },
  );
  const line =
    stdout
      .toString()
      .split('\n')
      .find((one) => /^[ =*!+-]\t/.test(one)) ?? '';
  if (code === 0) return line.startsWith('=') ? 'same' : 'done';
  if (/^!.*\[rejected\] \((fetch first|non-fast-forward|needs force)\)/.test(line)) return 'behind';
  throw pushFailed(remote, line.startsWith('!') ? `${line.split('\t').at(-1) ?? ''} ${reason}` : reason);
}

function pushFailed({ name }: Remote, reason: string): EngineError {
  const message = t("The backups couldn't be pushed to {0}: {1}", shownUrl(name), shownUrl(reason));
  return new EngineError('io', message, { remote: name });
}
