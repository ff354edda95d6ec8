import { t } from '@vscode/l10n';
import {
  configFolderAt,
  EngineError,
  findConfigFolder,
  findWorkspace,
  isVisible,
  openEngine,
  visibleText,
  type Snapshot,
} from '../../engine/index.ts';
import { folderInEnvironment, UsageError } from '../commandLine.ts';
import { completionsFor } from '../completions.ts';
import { completionScripts } from '../completionScripts.ts';
import { argument, type Verb } from '../verb.ts';

export const completion: Verb = {
  usage: 'completion bash|zsh|fish',
  summary: t('Print a shell script that completes commands, options, profiles, backups, and keys.'),
  examples: [
    ['completion bash', t('In ~/.bashrc: eval "$(safekeep completion bash)"')],
    ['completion zsh', t('In ~/.zshrc, below compinit: eval "$(safekeep completion zsh)"')],
    ['completion fish', t('In ~/.config/fish/config.fish: safekeep completion fish | source')],
  ],
  run: (context) => {
    const shell = argument(context, 0);
    if (!isShell(shell))
      throw new UsageError(t('There is no completion script for "{0}". Use bash, zsh, or fish.', shell));
    const script = completionScripts[shell];
    return Promise.resolve({ json: { shell, script }, text: script });
  },
};

function isShell(name: string): name is keyof typeof completionScripts {
  return Object.hasOwn(completionScripts, name);
}

/** @param verbs those that are completed, this one among them. */
export function completionValues(verbs: () => Readonly<Record<string, Verb>>): Verb {
  return {
    usage: 'completion values [WORD]…',
    summary: t('List possible completions of a command line, for the scripts from "safekeep completion".'),
    examples: [["completion values -- switch ''", t('Lists the profiles.')]],
    run: async ({ arguments: given }) => {
      const found = await completionsFor(given, { verbs: verbs(), look });
      // What would have to be escaped would not be the word any more: it can be typed, but not completed.
      const words = found.filter(({ word }) => isVisible(word));
      return {
        json: found,
        text: words.map(({ word, about }) => `${word}\t${visibleText(about)}\n`).join(''),
      };
    },
  };
}

/** Whoever types does not want to wait for another process. */
const lockTimeoutMs = 300;

async function look(named: string | undefined): Promise<Snapshot | null> {
  const given = named ?? folderInEnvironment();
  try {
    const folder = await (given === undefined ? findConfigFolder(process.cwd()) : configFolderAt(given));
    if (folder === null) return null;
    const workspace = await findWorkspace(folder);
    return await (await openEngine(folder, { workspace, lockTimeoutMs, withoutSecrets: true })).snapshot();
  } catch (error) {
    // In the middle of a command line there is no place for an error, and the command itself will tell it.
    if (error instanceof EngineError) return null;
    throw error;
  }
}
