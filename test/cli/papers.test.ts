// The commands in the papers work: each block of them is run on a copy of a sample, and what stands below a prompt is what
// is printed there.
import assert from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { disposableFolder } from '../support/disk/configFolder.ts';
import { gitRepository } from '../support/disk/gitRepository.ts';
import { sampleFolder } from '../support/paths.ts';
import { safekeep, safekeepWith } from '../support/terminal/cli.ts';
import { codeBlocks, readPapers, shellCommands, type CodeBlock } from '../support/texts/papers.ts';

type Block = CodeBlock & { readonly path: string };

const blocks: readonly Block[] = (await readPapers()).flatMap(({ path, text }) =>
  codeBlocks(text).map((block) => ({ ...block, path })),
);
/** They go on until they are stopped. */
const endless = ['watch', 'mcp'];

suite('the papers show what the terminal does', () => {
  test('in every block with a prompt', async () => {
    const sessions = blocks.filter(({ language }) => language === 'console');
    assert.ok(sessions.length >= 5, String(sessions.length));
    await Promise.all(sessions.map(tryPrompts));
  });

  test('in every script, where nothing fails', async () => {
    const scripts = blocks.filter(({ language, code }) => language === 'sh' && code.includes('safekeep '));
    assert.ok(scripts.length >= 10, String(scripts.length));
    await Promise.all(scripts.map(tryScript));
  });
});

async function tryScript({ path, code, sample }: Block): Promise<void> {
  const folder = await sampleOf(sample);
  for (const [program, ...words] of shellCommands(code)) {
    if (program !== 'safekeep' || endless.includes(words[0] ?? '')) continue;
    const { code: exit, stderr } = await safekeepWith({ folder, ...ofUser(folder) }, ...words);
    assert.ok(exit === 0 || exit === 3, `${path}: ${words.join(' ')}\n${stderr}`);
  }
}

/** A user of its own for each folder, who enters a value where one is asked for. */
function ofUser(folder: string) {
  return { env: { XDG_CONFIG_HOME: join(folder, '.home') }, input: 'entered-by-hand\n' };
}

async function tryPrompts({ path, code, sample }: Block): Promise<void> {
  const folder = await sampleOf(sample);
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

/** A copy of a sample, or with `new` a folder that knows nothing of Safekeep, or with `repository` one that Git has, with a remote if so named. */
async function sampleOf(name = 'service'): Promise<string> {
  if (name === 'repository') {
    const { root, write } = await gitRepository();
    await cp(join(sampleFolder, 'service'), root, { recursive: true });
    await write({ 'base.yaml': 'port: 1\n', 'ours.yaml': 'port: 2\n', 'theirs.yaml': 'port: 1\n' });
    return root;
  }
  if (name === 'remote') {
    const { root, git } = await gitRepository();
    const hub = await gitRepository('--bare');
    await cp(join(sampleFolder, 'service'), root, { recursive: true });
    git('remote', 'add', 'origin', hub.root);
    return root;
  }
  const folder = await disposableFolder('papers');
  if (name === 'password') {
    const text = 'db:\n  user: app\n  password: correct-horse-battery # of the database\n';
    await mkdir(join(folder, 'config/profiles'), { recursive: true });
    for (const file of ['current.yaml', 'profiles/production.yaml'])
      await writeFile(join(folder, 'config', file), text);
    return folder;
  }
  if (name !== 'new') {
    await cp(join(sampleFolder, name), folder, { recursive: true });
    return folder;
  }
  await mkdir(join(folder, 'config'));
  for (const file of ['config/current.yaml', 'settings.yaml'])
    await writeFile(join(folder, file), 'port: 1\n');
  return folder;
}

/** Ids, times and the place of the sample differ from run to run. */
function anyRun(text: string): string {
  return text
    .replaceAll(/\d{8}T\d{9}Z-[0-9a-f]{6}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, 'TIME')
    .replaceAll(/^folder {3}.*$/gm, 'FOLDER');
}
