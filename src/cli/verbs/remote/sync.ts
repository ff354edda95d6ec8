import { t } from '@vscode/l10n';
import { EngineError, pointerFromPath, sensitiveIn, type Engine } from '../../../engine/index.ts';
import {
  cloneOf,
  type Clone,
  type Remote,
  pullBackups,
  pushBackups,
  recordBackups,
  agreeTo,
  shownUrl,
} from '../../../git/index.ts';
import { argument, linesOf, type Outcome, type Verb, type VerbContext } from '../../verb.ts';
import { allFolders } from '../../verbShape.ts';
import { remotesMeant } from './remote.ts';

export const push: Verb = {
  usage: 'push [REMOTE] [--with-secret POINTER]… [--all]',
  summary: t("Push this machine's backups to the remotes that are set up."),
  options: {
    'with-secret': {
      kind: 'texts',
      about: t('Also push the secret at this key in clear text, from now on. You can repeat this option.'),
    },
    ...allFolders,
  },
  examples: [
    ['push', t("Pushes the backups that the remote doesn't have yet.")],
    ['push --with-secret database.password', t('Also pushes backups that contain this secret.')],
  ],
  run: (context) => withRemotes(context, pushTo),
};

export const pull: Verb = {
  usage: 'pull [REMOTE] [--all]',
  summary: t(
    "Fetch the backups of all machines from the remotes that are set up. This machine's backups stay as they are.",
  ),
  options: allFolders,
  examples: [['pull', t('Fetches the backups. "safekeep backup list --all-machines" lists them.')]],
  run: (context) => withRemotes(context, pullFrom),
};

interface At {
  readonly context: VerbContext;
  readonly engine: Engine;
  readonly clone: Clone;
}

interface Synced {
  readonly json: object;
  readonly text: string;
  /** Some of it was refused. */
  readonly failed?: boolean;
}

/** What one remote refuses doesn't keep the others from it. */
async function withRemotes(
  context: VerbContext,
  run: (at: At, remote: Remote) => Promise<Synced>,
): Promise<Outcome> {
  const engine = await context.open();
  const clone = await cloneOf(engine.folder);
  const remotes = await remotesMeant(clone, argument(context, 0));
  const parts: Synced[] = [];
  for (const remote of remotes) {
    const name = shownUrl(remote.name);
    try {
      const { json, ...rest } = await run({ context, engine, clone }, remote);
      parts.push({ json: { remote: name, ...json }, ...rest });
    } catch (error) {
      if (!(error instanceof EngineError) || remotes.length === 1) throw error;
      const { code, message, details } = error;
      parts.push({ json: { remote: name, error: { code, message, details } }, text: message, failed: true });
    }
  }
  return {
    json: parts.map(({ json }) => json),
    text: linesOf(parts.map(({ text }) => text)),
    failed: parts.some(({ failed }) => failed === true),
  };
}

async function pushTo({ context, engine, clone }: At, known: Remote): Promise<Synced> {
  const named = context.options['with-secret'];
  const places = Array.isArray(named)
    ? named.flatMap((place) => [String(place), pointerFromPath(String(place))])
    : [];
  const remote = { ...known, secrets: [...new Set([...known.secrets, ...places])] };
  if (places.length > 0) await agreeTo(clone, remote);
  const name = shownUrl(remote.name);
  if (remote.url === '') {
    const { machine } = await recordBackups(engine, clone);
    return { json: { machine }, text: t('The backups are in the Git repository.') };
  }
  context.progress(t('Pushing backups to {0}…', name));
  const sensitive = sensitiveIn(await engine.snapshot());
  const { machine, isNews, isNewMachine } = await pushBackups(engine, clone, { remote, sensitive });
  const sentence = isNews ? t('Pushed the backups to {0}.', name) : t('{0} is up to date.', name);
  const copied = t('This clone is a copy of another one, so it now has a new ID.');
  return {
    json: { machine, isNews, isNewMachine },
    text: isNewMachine ? `${sentence} ${copied}` : sentence,
  };
}

async function pullFrom({ context, clone }: At, { name, url }: Remote): Promise<Synced> {
  if (url === '') return { json: { machines: [] }, text: t('The backups of this clone are here already.') };
  const shown = shownUrl(name);
  context.progress(t('Fetching backups from {0}…', shown));
  const { news, refused } = await pullBackups(clone, url);
  const sentence =
    news.length === 0 ? t('Nothing new from {0}.', shown) : t('Fetched the backups from {0}.', shown);
  const replaced = t(
    'The backups of {0} were replaced there. The ones that you fetched before are kept.',
    refused.join(', '),
  );
  return {
    json: { machines: news, refused },
    text: refused.length > 0 ? `${sentence} ${replaced}` : sentence,
    failed: refused.length > 0,
  };
}
