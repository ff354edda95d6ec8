// A target is a name: what a backup has of it comes to where it is now.
import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { perform, testFolder, type TestFolder } from '../support/disk/configFolder.ts';

const text = '# relay\nserver:\n  host: a # h\n  port: 3000\n';
const manifest = (targets: string) => `format: 1\ntargets: { ${targets} }\n`;
const edited = 'server: { port: 1 }\n';

async function moved(from: string, to: string, files: Readonly<Record<string, string>> = {}) {
  const folder = await testFolder('moved', { 'current.yaml': text, ...files });
  const engine = await folder.open();
  await engine.createBackup({ name: 'good' });
  await rename(folder.path(from), folder.path(to));
  return { folder, engine };
}

const portIn = async (folder: TestFolder, name: string) => {
  const engine = await folder.open();
  const target = (await engine.snapshot()).targets.find(({ path }) => path === name);
  return JSON.stringify(Buffer.from(target?.file?.bytes ?? []).toString());
};

suite('a live file that was renamed', () => {
  for (const name of ['current.yml', 'current.jsonc', 'current.json'])
    test(`to ${name} is where a backup is restored to, and no second one is made`, async () => {
      const { folder, engine } = await moved('current.yaml', name);
      await folder.write({ [name]: name.endsWith('.yml') ? edited : '{ "server": { "port": 1 } }\n' });
      await perform(engine, { kind: 'restore', backup: 'good' });
      assert.equal(await folder.text('current.yaml'), null);
      assert.match(await portIn(folder, name), /port.*3000/);
      if (name.endsWith('.yml')) assert.equal(await folder.text(name), text);
      await perform(engine, { kind: 'undo' });
      assert.match(await portIn(folder, name), /port.* 1 /);
    });

  test('has a change of before undone in it', async () => {
    const folder = await testFolder('moved', { 'current.yaml': text });
    const engine = await folder.open();
    await perform(engine, { kind: 'edit', edits: [{ op: 'set', pointer: '/server/port', value: 1 }] });
    await rename(folder.path('current.yaml'), folder.path('current.yml'));
    const { guards } = await perform(engine, { kind: 'undo' });
    assert.deepEqual(guards, []);
    assert.deepEqual([await folder.text('current.yaml'), await folder.text('current.yml')], [null, text]);
  });
});

suite('a target that the manifest has elsewhere now', () => {
  test('is restored there, whole and by its keys', async () => {
    const files = { 'safekeep.yaml': manifest('main: current.yaml') };
    const { folder, engine } = await moved('current.yaml', 'settings.yaml', files);
    const settings = text.replace('3000', '1').replace(': a', ': z');
    await folder.write({ 'safekeep.yaml': manifest('main: settings.yaml'), 'settings.yaml': settings });
    await perform(engine, { kind: 'restore', backup: 'good', only: ['/server/port'] });
    assert.equal(await folder.text('settings.yaml'), text.replace(': a', ': z'));
    await perform(engine, { kind: 'restore', backup: 'good' });
    assert.deepEqual([await folder.text('current.yaml'), await folder.text('settings.yaml')], [null, text]);
    const [compared] = await engine.compare('backup:good', 'current');
    assert.deepEqual(compared?.changes, []);
  });

  test('and another that came to its path each get what is theirs', async () => {
    const files = {
      'safekeep.yaml': manifest('a: a.yaml, b: b.yaml'),
      'a.yaml': 'x: a\n',
      'b.yaml': 'x: b\n',
    };
    const { folder, engine } = await moved('a.yaml', 'c.yaml', files);
    await rename(folder.path('b.yaml'), folder.path('a.yaml'));
    await rename(folder.path('c.yaml'), folder.path('b.yaml'));
    await folder.write({
      'safekeep.yaml': manifest('a: b.yaml, b: a.yaml'),
      'a.yaml': 'x: 1\n',
      'b.yaml': 'x: 2\n',
    });
    await perform(engine, { kind: 'restore', backup: 'good' });
    assert.deepEqual([await folder.text('b.yaml'), await folder.text('a.yaml')], ['x: a\n', 'x: b\n']);
  });
});
