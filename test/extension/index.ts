// The entry of the in-host tests, loaded by VS Code inside the extension host: finds the suites built beside it,
// runs them with mocha, and reports in marked lines, which the launcher tells from everything else the host says.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';

const lineMark = 'safekeep-line ';
const lastSuite = 'everyCommand.test.js';
const resultMark = 'safekeep-result ';

export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, reporter: MarkedLines });
  const filter = process.env['SAFEKEEP_TEST_FILTER'] ?? '';
  if (filter !== '') mocha.grep(new RegExp(filter, 'i'));
  for (const file of suites()) mocha.addFile(join(__dirname, file));
  const { passes, failures } = await finished(mocha);
  console.log(`${resultMark}${JSON.stringify({ passed: passes, failed: failures })}`);
  if (failures > 0) throw new Error(`${String(failures)} in-host tests failed.`);
  if (passes === 0) throw new Error('No in-host test was run.');
}

/** In the order of their names; the one that asks what the others did comes last. */
function suites(): readonly string[] {
  const files = globSync('**/*.test.js', { cwd: __dirname }).sort();
  return [...files.filter((file) => file !== lastSuite), lastSuite];
}

function finished(mocha: Mocha): Promise<{ readonly passes: number; readonly failures: number }> {
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      resolve({ passes: runner.stats?.passes ?? 0, failures: runner.stats?.failures ?? 0 });
    });
  });
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
