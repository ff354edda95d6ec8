import assert from 'node:assert/strict';
import { rename, rm } from 'node:fs/promises';
import { setup, suite, test } from 'mocha';
import { edit, inConfig, layOutSwitched, read, write } from './support/configFolder.ts';
import { writeReported } from './support/editors.ts';
import { untilFolder, untilFolders } from './support/safekeep.ts';

// No command is run here: what others do to the files is noticed by the watchers alone.
suite('What happens to the files from outside', () => {
  setup(layOutSwitched);

  test('an edit of the live file shows as modified, and no longer when it is taken back', async () => {
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    const { drift } = await untilFolder((folder) => folder.drift.length > 0);
    assert.deepEqual(drift, [{ target: 'current', kind: 'modified' }]);
    await edit('current.yaml', 'port: 3001', 'port: 3000');
    await untilFolder((folder) => folder.drift.length === 0);
  });

  test('an edit of the active profile shows as outdated', async () => {
    await edit('profiles/development.yaml', 'ttl: 5', 'ttl: 6');
    const { drift } = await untilFolder((folder) => folder.drift.length > 0);
    assert.deepEqual(drift, [{ target: 'current', kind: 'outdated' }]);
  });

  test('an edit of the defaults shows as outdated', async () => {
    await edit('default.yaml', 'maxEntries: 5000', 'maxEntries: 6000');
    const { drift } = await untilFolder((folder) => folder.drift.length > 0);
    assert.deepEqual(drift, [{ target: 'current', kind: 'outdated' }]);
  });

  test('an edit of another profile is no drift', async () => {
    await write('profiles/other.yaml', '$profile:\n  extends: staging\n');
    const { drift } = await untilFolder(({ profiles }) => profiles.includes('other'));
    assert.deepEqual(drift, []);
  });

  test('a change of comments only is still a difference', async () => {
    await edit('current.yaml', '# seconds\n', '# in seconds\n');
    await untilFolder(({ drift }) => drift.some(({ kind }) => kind === 'modified'));
  });

  test('a live file that is replaced by a rename is noticed, as editors and tools write', async () => {
    await write('current.yaml.new', (await read('current.yaml')).replace('port: 3000', 'port: 3001'));
    await rename(inConfig('current.yaml.new'), inConfig('current.yaml'));
    await untilFolder(({ drift }) => drift.some(({ kind }) => kind === 'modified'));
  });

  test('a live file that goes missing is noticed', async () => {
    await rm(inConfig('current.yaml'));
    await untilFolder(({ drift }) => drift.some(({ kind }) => kind === 'modified'));
  });

  test('a profile that appears, and one that goes, are noticed', async () => {
    await writeReported(inConfig('profiles/extra.yaml'), 'debug: true\n');
    await untilFolder(({ profiles }) => profiles.includes('extra'));
    await rm(inConfig('profiles/extra.yaml'));
    await untilFolder(({ profiles }) => !profiles.includes('extra'));
  });

  test('a switch by another program is noticed', async () => {
    const record = await read('.safekeep/state.json');
    await write('.safekeep/state.json', record.replace('"development"', '"staging"'));
    await untilFolder(({ activeProfile }) => activeProfile === 'staging');
  });

  test('a config folder that is deleted is no longer shown, and is again when it comes back', async () => {
    await rename(inConfig(), inConfig('../gone'));
    await untilFolders((folders) => folders.length === 0);
    await rename(inConfig('../gone'), inConfig());
    await untilFolder(({ activeProfile }) => activeProfile === 'development');
  });
});
