import { join } from 'node:path';
import process from 'node:process';
import { t } from '@vscode/l10n';
import type { Snapshot } from '../../engine/index.ts';
import { textOption, type Verb } from '../verb.ts';
import { CommandRuns } from '../watch/commandRuns.ts';
import { lineOf, type TargetChange } from '../watch/targetChanges.ts';
import { watchTargets } from '../watch/watchTargets.ts';

export const watch: Verb = {
  usage: 'watch [--exec COMMAND]',
  summary: t(
    'Tell each change of the live files on a line of its own, until Ctrl+C; with --json each line is a JSON document.',
  ),
  options: {
    exec: {
      kind: 'text',
      about: t(
        'Run this in the shell after each change, one run at a time. The absolute paths that changed are in SAFEKEEP_CHANGED, one a line, and in a POSIX shell in "$@". It is not run while a live file is broken, and its output goes to the error stream with --json.',
      ),
    },
  },
  examples: [
    ['watch', t('Prints which keys of which live file have changed.')],
    [`watch --exec 'kill -HUP "$(cat app.pid)"'`, t('Lets a program read its configuration anew.')],
    ['watch --json', t('One document a line: {at, files: [{target, path, kind, changes, problems}]}.')],
  ],
  run: async (context) => {
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
    process.stdout.once('error', () => stop.abort()); // Nobody reads on.
    const engine = await context.open();
    const command = textOption(context, 'exec');
    const runs =
      command === undefined
        ? null
        : new CommandRuns(command, {
            output: context.options['json'] === true ? 2 : 1,
            onFailure: (how) => context.note(t('"{0}" failed ({1}).', command, how)),
          });
    await watchTargets(engine, {
      signal: stop.signal,
      onReady: (snapshot) => context.note(watching(snapshot)),
      onChange: (files) => {
        context.report({ json: toJson({ files: files.map(fileJson) }), text: lineOf(files) });
        if (!files.some(({ isBroken }) => isBroken))
          runs?.run(files.map(({ path }) => join(engine.folder, path)));
      },
      onFault: ({ code, message }) => {
        context.report({ json: toJson({ error: { code, message } }), text: `error ${code}: ${message}\n` });
      },
    });
    await runs?.end();
    return null;
  },
};

function watching({ folder, targets }: Snapshot): string {
  const paths = targets.map(({ path }) => path).join(', ');
  return t('Watching {0} in {1}. Ctrl+C ends it.', paths, folder);
}

function toJson(event: object): object {
  return { at: new Date().toISOString(), ...event };
}

function fileJson({ target, path, kind, changes, problems }: TargetChange): object {
  return { target, path, kind, changes, problems };
}
