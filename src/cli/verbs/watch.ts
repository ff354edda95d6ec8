import { join } from 'node:path';
import process from 'node:process';
import { t } from '@vscode/l10n';
import { withoutCitations, type Snapshot } from '../../engine/index.ts';
import { flagOption, textOption, type Verb, type VerbContext } from '../verb.ts';
import type { CommandRuns } from '../watch/commandRuns.ts';
import { lineOf, type TargetChange } from '../watch/targetChanges.ts';
import { watchTargets } from '../watch/watchTargets.ts';

export const watch: Verb = {
  usage: 'watch [--exec COMMAND]',
  summary: t(
    'Print each change to the live files on its own line until you press Ctrl+C. With --json, each line is a JSON document.',
  ),
  options: {
    exec: {
      kind: 'text',
      about: t(
        'Run this shell command after each change, one run at a time. The absolute paths of the changed files are in SAFEKEEP_CHANGED, one per line, and in "$@" in a POSIX shell. Live files that no longer parse are left out. With --json, the output goes to standard error.',
      ),
    },
  },
  examples: [
    ['watch', t('Prints the changed keys of each live file.')],
    [`watch --exec 'kill -HUP "$(cat app.pid)"'`, t('Makes a program reload its configuration.')],
    [
      'watch --json',
      t('One document per line: {at, files: [{target, path, kind, changes, problems}]}. Secrets are hidden.'),
    ],
  ],
  run: async (context) => {
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
    process.stdout.on('error', () => stop.abort()); // Nobody reads on.
    const engine = await context.open();
    const runs = await runsOf(context);
    try {
      await watchTargets(engine, {
        signal: stop.signal,
        onReady: (snapshot) => context.note(watching(snapshot)),
        onChange: (files) => {
          context.report({ json: toJson({ files: files.map(fileJson) }), text: lineOf(files) });
          const usable = files.filter(({ isBroken, kind }) => !isBroken && kind !== 'deleted');
          runs?.run(usable.map(({ path }) => join(engine.folder, path)));
        },
        onFault: (fault) => {
          const { code } = fault;
          const message = withoutCitations(fault);
          context.report({ json: toJson({ error: { code, message } }), text: `error ${code}: ${message}\n` });
        },
      });
    } finally {
      await runs?.end();
    }
    return null;
  },
};

/** `null` when there is nothing to run. */
async function runsOf(context: VerbContext): Promise<CommandRuns | null> {
  const command = textOption(context, 'exec');
  if (command === undefined) return null;
  // Node's part for other processes would cost each start of the terminal, whatever it is for.
  const { CommandRuns } = await import('../watch/commandRuns.ts');
  return new CommandRuns(command, {
    output: flagOption(context, 'json') ? 2 : 1,
    onFailure: (how) => context.note(t('"{0}" failed ({1}).', command, how)),
  });
}

function watching({ folder, targets }: Snapshot): string {
  const paths = targets.map(({ path }) => path).join(', ');
  return t('Watching {0} in {1}. Press Ctrl+C to stop.', paths, folder);
}

function toJson(event: object): object {
  return { at: new Date().toISOString(), ...event };
}

function fileJson({ target, path, kind, changes, problems }: TargetChange): object {
  return { target, path, kind, changes, problems };
}
