import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { manPage } from '../scripts/generateManPage.ts';
import { globalOptions } from '../src/cli/verbShape.ts';
import { verbs } from '../src/cli/verbs.ts';
import { projectRoot } from './support/paths.ts';
import { unlessThereIs } from './support/terminal/shells.ts';

const run = promisify(execFile);

suite('the man page', () => {
  test('is what man shows, with every verb, option and example', { skip: unlessThereIs('man') }, async () => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '1000', MANPAGER: 'cat' };
    const { stdout } = await run('man', ['-M', join(projectRoot, 'man'), 'safekeep'], { env });
    const shown = stdout.replaceAll(/[ \n]+/g, ' ');
    for (const { usage, summary, examples, options = {} } of Object.values(verbs)) {
      const abouts = Object.values({ ...options, ...globalOptions }).map(({ about }) => about);
      for (const text of [usage, summary, ...examples.flat(), ...abouts])
        assert.ok(shown.includes(text.replaceAll('…', '...').replaceAll(/ +/g, ' ')), text);
    }
  });

  test('is roff without a fault', { skip: unlessThereIs('groff') }, async () => {
    const words = ['-man', '-Tutf8', '-ww', '-z', join(projectRoot, 'man', 'man1', 'safekeep.1')];
    assert.equal((await run('groff', words)).stderr, '');
  });

  test('has no line that roff would take for its own', () => {
    const known = ['.B', '.PP', '.RE', '.RS', '.SH', '.SS', '.TH', '.TP', '.\\"', '.nh'];
    const requests = manPage().match(/^[.'].*?(?= |$)/gm) ?? [];
    assert.deepEqual(
      requests.filter((one) => !known.includes(one)),
      [],
    );
  });
});
