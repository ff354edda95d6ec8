// `safekeep` in a terminal: parse, one verb, print. The one place that catches: exit 0 done, 1 failed,
// 2 wrong usage, 3 problems, drift or damage found. With --json exactly one document goes to stdout.
import './language.ts';
import { relative, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import {
  configFolderAt,
  EngineError,
  findConfigFolder,
  findConfigFolders,
  findWorkspace,
  noMask,
  openEngine,
  visibleText,
  type Engine,
  type LockHolder,
} from '../engine/index.ts';
import manifest from '../../package.json' with { type: 'json' };
import { actAsOwner } from './actAsOwner.ts';
import { helpText } from './help.ts';
import { jsonLine, jsonText } from './jsonText.ts';
import {
  folderInEnvironment,
  parseCommandLine,
  UsageError,
  verbNamed,
  type CommandLine,
} from './commandLine.ts';
import { recordInGit } from './machines/recordInGit.ts';
import { remedyText } from './remedies.ts';
import { coloredError, createProgress, printable, shownOutcome } from './terminal.ts';
import { runInEach, type EachFolder } from './eachFolder.ts';
import { linesOf, type Outcome, type VerbContext } from './verb.ts';
import { verbs, writingVerbs } from './verbs.ts';

const internalError = t('Safekeep ran into an internal error and stopped.');
const progress = createProgress();
/** Of this run; what they know to be secret is printed nowhere. */
const opened: Engine[] = [];

async function main(words: readonly string[]): Promise<number> {
  const dashes = words.indexOf('--'); // What stands after them is no option.
  const json = words.slice(0, dashes < 0 ? words.length : dashes).includes('--json');
  let isWriting = false;
  try {
    const asked = words.map((word, place) => (word === 'help' && place === 0 ? '--help' : word));
    const line = withFolder(parseCommandLine(asked, verbs));
    isWriting = writingVerbs.has(line.verb);
    if (line.options['version'] === true) return print(`${manifest.version}\n`);
    const verb = verbs[line.verb];
    if (line.options['help'] === true || !verb) return print(helpText(line.verb));
    const force = line.options['force'] === true;
    const reveals = line.options['reveal'] === true;
    const quiet = line.options['quiet'] === true;
    const changed = new Map<string, Engine>();
    const isChange = isWriting && line.options['dry-run'] !== true;
    const noted = (engine: Engine) => {
      if (isChange) changed.set(engine.folder, engine);
      return engine;
    };
    const context: VerbContext = {
      ...line,
      force,
      isWriting,
      maskOf: (engine) => (reveals ? noMask : engine.mask()),
      open: async () => noted(await open(line)),
      tell: (text) => {
        if (!json && !quiet) print(text);
      },
      report: (event) => {
        if (!quiet) print(json ? `${jsonLine(event.json)}\n` : linesOf([event.text.trimEnd()]));
      },
      note: (text) => printError(linesOf([text])),
      progress: (text) => {
        if (!json && !quiet) progress.show(text);
      },
    };
    const isInAll = line.options['all'] === true;
    const outcome = await (isInAll
      ? runInEach(verb, context, await everyFolder(line, noted))
      : verb.run(context));
    for (const engine of changed.values()) await recordInGit(engine, line.verb, context.note);
    if (outcome === null) return 0;
    if (!quiet) tell(outcome, { json, hides: !reveals && outcome.isContent !== true });
    if (outcome.failed === true) return 1;
    return outcome.found === true ? 3 : 0;
  } catch (error) {
    return fail(error, { words, json, isWriting });
  }
}

function tell(outcome: Outcome, { json, hides }: { readonly json: boolean; readonly hides: boolean }): void {
  if (json) print(`${jsonText(outcome.json)}\n`, hides);
  else write(process.stdout, shown(shownOutcome(outcome, process.stdout), hides));
}

function withFolder(line: CommandLine): CommandLine {
  const folder = line.options['folder'] ?? folderInEnvironment();
  return { ...line, options: { ...line.options, ...(folder === undefined ? {} : { folder }) } };
}

/** All config folders in the current folder, or the one that is named. @throws EngineError `not-found`, `invalid`. */
async function everyFolder(
  line: CommandLine,
  noted: (engine: Engine) => Engine,
): Promise<readonly EachFolder[]> {
  const from = startOf(line);
  const folders = await findConfigFolders(from);
  if (folders.length === 0)
    throw new EngineError('not-found', t('There are no config folders in {0}.', from), { from });
  return folders.map((folder) => ({
    name: relative(from, folder) || '.',
    open: async () => {
      await actAsOwner(folder, from);
      return noted(await openAt(folder, line));
    },
  }));
}

function startOf({ options: { folder } }: CommandLine): string {
  return resolve(typeof folder === 'string' ? folder : '.');
}

async function open(line: CommandLine): Promise<Engine> {
  const given = line.options['folder'];
  const from = startOf(line);
  const settle = (found: string) => actAsOwner(found, from);
  const folder = await (typeof given === 'string'
    ? configFolderAt(from, settle)
    : findConfigFolder(from, settle));
  if (folder === null) {
    const sentence =
      typeof given === 'string'
        ? t('There is no config folder at {0}. Run "safekeep init" to create one.', from)
        : t('There is no config folder here or in a parent folder. Run "safekeep init" to create one.');
    throw new EngineError('not-found', sentence, { from });
  }
  return openAt(folder, line);
}

async function openAt(folder: string, { verb, options }: CommandLine): Promise<Engine> {
  const author = options['author'];
  const engine = await openEngine(folder, {
    workspace: await findWorkspace(folder),
    command: `safekeep ${verb}`,
    finishes: writingVerbs.has(verb) && options['dry-run'] !== true,
    onWait: ({ holder }) => {
      if (process.stderr.isTTY) progress.show(waitingFor(holder));
      else printError(linesOf([waitingFor(holder)]));
    },
    ...(typeof author === 'string' ? { author } : {}),
  });
  opened.push(engine);
  return engine;
}

function helpHint(words: readonly string[]): string {
  const verb = verbNamed(
    words.filter((word) => !word.startsWith('-')),
    verbs,
  );
  return Object.hasOwn(verbs, verb)
    ? t('Run "safekeep {0} --help" for its options and examples.', verb)
    : t('Run "safekeep --help" for a list of commands.');
}

interface Call {
  readonly words: readonly string[];
  readonly json: boolean;
  readonly isWriting: boolean;
}

function fail(error: unknown, { words, json, isWriting }: Call): number {
  if (error instanceof UsageError) {
    if (json) print(`${jsonText({ error: { code: 'usage', message: error.message, details: {} } })}\n`);
    printError(linesOf([error.message, helpHint(words)]));
    return 2;
  }
  const known = error instanceof EngineError;
  const { code, message, details } = known
    ? error
    : { code: 'internal' as const, message: internalError, details: { fault: String(error) } };
  if (json) print(`${jsonText({ error: { code, message, details } })}\n`);
  const remedy = known
    ? remedyText(error, isWriting)
    : printable(`${t('Replaced files are in a backup. Please report this: {0}', stackOf(error))}\n`);
  const start = coloredError(`error ${code}:`, process.stderr);
  write(process.stderr, `${start} ${shown(`${visibleText(message)}\n${remedy}`)}`);
  return 1;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function waitingFor(holder: LockHolder | null): string {
  if (!holder) return t('Waiting for another process…');
  return t('Waiting for process {0} on {1} ({2})…', holder.pid, holder.host, holder.command);
}

/** Whoever made the text, no control character leaves here. */
function print(text: string, hides = true): number {
  write(process.stdout, shown(printable(text), hides));
  return 0;
}

function printError(text: string): void {
  write(process.stderr, shown(printable(text)));
}

/** Without the secrets that profiles refer to. */
function shown(text: string, hides = true): string {
  return hides ? opened.reduce((known, engine) => engine.mask().text(known), text) : text;
}

/** As it is: only what has been made visible before. */
function write(stream: NodeJS.WriteStream, text: string): void {
  progress.end();
  stream.write(text);
}

// Whoever reads may go, as `head` does; what was done is done, and the exit code says so.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
