// The entry of the in-host tests, loaded by VS Code inside the extension host: finds the suites built beside it,
// runs them with mocha, and reports in marked lines, which the launcher tells from everything else the host says.
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import Mocha from 'mocha';
import { commandsRun } from './support/safekeep.ts';

const lineMark = 'safekeep-line ';
const resultMark = 'safekeep-result ';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: MarkedLines });
  const filter = process.env['SAFEKEEP_TEST_FILTER'] ?? '';
  if (filter !== '') mocha.grep(new RegExp(filter, 'i'));
  for (const file of suites()) mocha.addFile(join(__dirname, file));
  const { passes, failures, files } = await finished(mocha);
  const result = { passed: passes, failed: failures, files, commands: [...commandsRun] };
  console.log(`${resultMark}${JSON.stringify(result)}`);
  if (failures > 0) throw new Error(`${String(failures)} in-host tests failed.`);
}

/** Those of this window, in the order of their names: windows that run beside each other take turns. */
function suites(): readonly string[] {
  const [part = 0, parts = 1] = (process.env['SAFEKEEP_TEST_PART'] ?? '')
    .split('/')
    .filter(Boolean)
    .map(Number);
  const files = globSync('**/*.test.js', { cwd: __dirname }).sort();
  return files.filter((_file, index) => index % parts === part);
}

interface Finished {
  readonly passes: number;
  readonly failures: number;
  readonly files: readonly { readonly file: string; readonly seconds: number }[];
}

function finished(mocha: Mocha): Promise<Finished> {
  const milliseconds = new Map<string, number>();
  const add = ({ duration = 0, parent }: Mocha.Runnable) => {
    const file = basename(fileOf(parent), '.js');
    milliseconds.set(file, (milliseconds.get(file) ?? 0) + duration);
  };
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      const files = [...milliseconds].map(([file, ms]) => ({
        file: `test/extension/${file}.ts`,
        seconds: ms / 1000,
      }));
      resolve({ passes, failures, files });
    });
    runner.on('test end', add).on('hook end', add);
  });
}

/** Of the suite that names one, or of one around it. */
function fileOf(suite: Mocha.Suite | undefined): string {
  return suite?.file ?? (suite?.parent ? fileOf(suite.parent) : '');
}

/** One line for a test, and for a failed one what went wrong. */
class MarkedLines extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on('pass', (test) => {
      say(`✔ ${test.fullTitle()} (${String(test.duration ?? 0)} ms)`);
    });
    runner.on('pending', (test) => {
      say(`- ${test.fullTitle()} (skipped)`);
    });
    runner.on('fail', (test, error: Error) => {
      say(`✖ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  }
}

function say(line: string): void {
  console.log(`${lineMark}${line}`);
}
