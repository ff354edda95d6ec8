// What the papers show of a terminal is what happens there: each block of `$ safekeep …` is run on a copy of a sample.
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { sampleFolder } from '../support/paths.ts';
import { safekeep } from '../support/terminal/cli.ts';
import { codeBlocks, readPapers, shellCommands } from '../support/texts/papers.ts';

suite('the papers show what the terminal does', () => {
  test('in every block with a prompt', async () => {
    const blocks = (await readPapers()).flatMap(({ path, text }) =>
      codeBlocks(text)
        .filter(({ language }) => language === 'console')
        .map((block) => ({ ...block, path })),
    );
    assert.ok(blocks.length >= 5, String(blocks.length));
    await Promise.all(blocks.map(tryBlock));
  });
});

async function tryBlock({
  path,
  code,
  sample = 'service',
}: {
  readonly path: string;
  readonly code: string;
  readonly sample?: string | undefined;
}): Promise<void> {
  const folder = await disposableFolder('papers');
  await cp(join(sampleFolder, sample), folder, { recursive: true });
  for (const shown of code.split(/^\$ /m).slice(1)) {
    const [command = '', ...lines] = shown.split('\n');
    const [words = []] = shellCommands(command);
    assert.equal(words[0], 'safekeep', `${path}: ${command}`);
    const { stdout, stderr } = await safekeep(folder, ...words.slice(1));
    const wanted = anyRun(lines.join('\n').trim());
    const isWhole = !wanted.endsWith('…');
    const real = anyRun(`${stdout}${stderr}`.trim());
    const start = wanted.replace(/\s*…$/, '');
    assert.equal(isWhole ? real : real.slice(0, start.length), start, `${path}: ${command}`);
  }
}

/** Ids, times and the place of the sample differ from run to run. */
function anyRun(text: string): string {
  return text
    .replaceAll(/\d{8}T\d{9}Z-[0-9a-f]{6}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME')
    .replaceAll(/^folder {3}.*$/gm, 'FOLDER');
}
