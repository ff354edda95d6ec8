// `safekeep` in a terminal: parse, one verb, print. The one place that catches: exit 0 done, 1 failed,
// 2 wrong usage, 3 problems, drift or damage found. With --json exactly one document goes to stdout.
import './language.ts';
import { resolve } from 'node:path';
import {
  configFolderAt,
  EngineError,
  findConfigFolder,
  findWorkspace,
  openEngine,
  type Engine,
  type LockHolder,
} from '../engine/index.ts';
import manifest from '../../package.json' with { type: 'json' };
import { jsonText } from './jsonText.ts';
import { parseCommandLine, UsageError, type CommandLine } from './commandLine.ts';
import { remedyFor } from './remedies.ts';
import { verbs } from './verbs.ts';

const ownFault = 'Safekeep made a mistake of its own and stopped.';

async function main(words: readonly string[]): Promise<number> {
  const json = words.includes('--json');
  try {
    const asked = words.map((word, place) =>
      word === '-h' || (word === 'help' && place === 0) ? '--help' : word,
    );
    const line = parseCommandLine(asked, verbs);
    if (line.options['version'] === true) return print(`${manifest.version}\n`);
    const verb = verbs[line.verb];
    if (line.options['help'] === true || !verb) return print(help(line.verb));
    const force = line.options['force'] === true;
    const outcome = await verb.run({
      ...line,
      force,
      open: () => open(line),
      tell: (text) => {
        if (!json) print(text);
      },
    });
    print(json ? `${jsonText(outcome.json)}\n` : outcome.text);
    return outcome.found === true ? 3 : 0;
  } catch (error) {
    return fail(error, json);
  }
}

async function open({ verb, options }: CommandLine): Promise<Engine> {
  const given = options['folder'];
  const from = resolve(typeof given === 'string' ? given : '.');
  const folder = await (typeof given === 'string' ? configFolderAt(from) : findConfigFolder(from));
  if (folder === null) {
    const where = typeof given === 'string' ? `at ${from}` : 'here or above';
    throw new EngineError('not-found', `There is no config folder ${where}. "safekeep init" makes one.`, {
      from,
    });
  }
  const author = options['author'];
  return openEngine(folder, {
    workspace: await findWorkspace(folder),
    command: `safekeep ${verb}`,
    onWait: ({ holder }) => process.stderr.write(`${waitingFor(holder)}\n`),
    ...(typeof author === 'string' ? { author } : {}),
  });
}

function fail(error: unknown, json: boolean): number {
  if (error instanceof UsageError) {
    if (json) print(`${jsonText({ error: { code: 'usage', message: error.message, details: {} } })}\n`);
    process.stderr.write(`${error.message}\nsafekeep --help lists the commands.\n`);
    return 2;
  }
  const known = error instanceof EngineError;
  const { code, message, details } = known
    ? error
    : { code: 'internal' as const, message: ownFault, details: { fault: String(error) } };
  if (json) print(`${jsonText({ error: { code, message, details } })}\n`);
  const remedy = known
    ? remedyFor(error)
    : `What was replaced is in a backup. For who mends Safekeep: ${stackOf(error)}`;
  process.stderr.write(`error ${code}: ${message}\n${remedy}\n`);
  return 1;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function waitingFor(holder: LockHolder | null): string {
  if (!holder) return 'Waiting for another process …';
  return `Waiting for process ${holder.pid} on ${holder.host} (${holder.command}) …`;
}

function help(named: string): string {
  const shown = Object.entries(verbs).filter(
    ([name]) => named === '' || name === named || name.startsWith(`${named} `),
  );
  const lines = (shown.length > 0 ? shown : Object.entries(verbs)).map(
    ([, { usage, summary }]) => `  safekeep ${usage}\n      ${summary}\n`,
  );
  return `safekeep [--folder DIR] [--json] [--author NAME] [--force] COMMAND\n\n${lines.join('')}`;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
