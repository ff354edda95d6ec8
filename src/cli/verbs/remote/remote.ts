import { t } from '@vscode/l10n';
import { EngineError } from '../../../engine/index.ts';
import {
  agreeTo,
  cloneOf,
  forgetRemote,
  listMachines,
  readSettings,
  recordBackups,
  remoteMeant,
  remoteStates,
  shownUrl,
  type Clone,
  type Remote,
  type RemoteState,
} from '../../../git/index.ts';
import { argument, linesOf, table, type Outcome, type Verb } from '../../verb.ts';

export const addRemote: Verb = {
  usage: 'remote add [REMOTE]',
  summary: t(
    'Keep backups in the Git repository, too, and allow "safekeep push" to push them to a remote of Git or a URL (defaults to origin). With local, they only stay in this clone.',
  ),
  values: {},
  examples: [
    ['remote add', t('Sets up origin. Nothing is pushed yet.')],
    ['remote add /media/usb/backups.git', t('Sets up a bare repository on a USB drive.')],
    ['remote add local', t('Keeps backups in this clone only.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const clone = await cloneOf(engine.folder);
    const { name, url } = await remoteMeant(clone, argument(context, 0) || undefined);
    const before = (await readSettings(clone)).remotes.find((remote) => remote.name === name);
    const secrets = before?.url === url ? before.secrets : [];
    await agreeTo(clone, { name, url, secrets });
    const { count } = await recordBackups(engine, clone);
    return {
      json: { name: shownUrl(name), url: shownUrl(url), backups: count },
      text: linesOf([
        t('Each backup is now also kept in the Git repository ({0} so far).', count),
        ...(url === '' ? [] : [pushSentence({ name, url })]),
      ]),
    };
  },
};

function pushSentence({ name, url }: Pick<Remote, 'name' | 'url'>): string {
  const place = name === url ? shownUrl(url) : `${name} (${shownUrl(url)})`;
  return t(
    'Run "safekeep push" to push them to {0}. They aren\'t encrypted: anyone who can read it can read them.',
    place,
  );
}

export const removeRemote: Verb = {
  usage: 'remote remove REMOTE',
  summary: t("Stop pushing backups to a remote. What it has isn't removed."),
  examples: [['remote remove origin', t('Forgets origin and the backups fetched from it.')]],
  run: async (context) => {
    const clone = await cloneOf((await context.open()).folder);
    const { name } = await forgetRemote(clone, argument(context, 0));
    const shown = shownUrl(name);
    return {
      json: { name: shown },
      text: linesOf([t("Backups are no longer pushed to {0}. What it has isn't removed.", shown)]),
    };
  },
};

export const remoteStatus: Verb = {
  usage: 'remote status',
  summary: t(
    'Show where backups go, how many have yet to be pushed, and the machines whose backups are known.',
  ),
  examples: [['remote status', t('Works without a network connection.')]],
  run: async ({ open }): Promise<Outcome> => {
    const engine = await open();
    const clone = await cloneOf(engine.folder);
    const { remotes } = await readSettings(clone);
    const states = await remoteStates(clone);
    const known = await listMachines(engine, clone);
    const rows = known.map(({ machine, label, isOwn, backups, unreadable }) => ({
      machine,
      label,
      isOwn,
      backups: backups.length,
      ...(backups[0] ? { latest: backups[0].backup.id } : {}),
      ...(unreadable === 0 ? {} : { unreadable }),
    }));
    return {
      json: { remotes: states, machines: rows },
      text:
        remotes.length === 0
          ? linesOf([t('No remote is set up. Run "safekeep remote add" to set one up.')])
          : table(states.map((state) => [state.name, state.url, sentenceOf(state)])) +
            table(
              rows.map(({ machine, label, isOwn, backups, latest = '' }) => [
                machine,
                isOwn ? t('{0} (this one)', label) : label,
                t('{0} backups', backups),
                latest,
              ]),
            ),
    };
  },
};

function sentenceOf({ url, waiting, isMoved: moved }: RemoteState): string {
  if (url === '') return t('this clone only');
  if (moved) return t('The URL has changed. Run "safekeep remote add" to agree to it.');
  return waiting === 0 ? t('up to date') : t('{0} to push', waiting);
}

/** The remotes that a command means: the one that is named, or all. @throws EngineError `not-found`. */
export async function remotesMeant(clone: Clone, given: string): Promise<readonly Remote[]> {
  const { remotes } = await readSettings(clone);
  const meant = given === '' ? remotes : remotes.filter(({ name, url }) => name === given || url === given);
  if (meant.length > 0) return meant;
  const message =
    given === ''
      ? t('No remote is set up. Run "safekeep remote add" to set one up.')
      : t('"{0}" isn\'t set up for backups.', shownUrl(given));
  throw new EngineError('not-found', message, { known: remotes.map(({ name }) => shownUrl(name)) });
}
