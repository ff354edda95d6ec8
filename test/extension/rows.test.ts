import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { historyNodes } from '../../src/views/historyTree.ts';
import { badgeOf, profileNodes } from '../../src/views/profilesTree.ts';
import type { TreeNode } from '../../src/views/treeView.ts';
import { edit, layOutSwitched, read, write } from './support/configFolder.ts';
import { layOutOlder } from './support/olderFolder.ts';
import { run } from './support/safekeep.ts';
import { folderNow } from './support/window.ts';

// The window does not tell what rows its trees have; the end-to-end tests see them.
suite('The rows of profiles and commits', () => {
  setup(layOutSwitched);

  const profileWords = async () =>
    (await folderNow().then(profileNodes)).map(({ item }) => [item.label, item.description]);

  test('name the parent, protection, what is active and what differs, the worst first', async () => {
    assert.deepEqual(await profileWords(), [
      ['development', 'active'],
      ['production', 'protected · extends staging'],
      ['staging', ''],
    ]);
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    assert.deepEqual((await profileWords())[0], ['development', 'active · modified']);
  });

  test('count the problems of a profile', async () => {
    await write('profiles/mine.yaml', 'server:\n  port: x\n');
    assert.deepEqual((await profileWords())[1], ['mine', '1 problem']);
    await write('profiles/mine.yaml', 'server:\n  port: x\n  host: 1\n');
    assert.deepEqual((await profileWords())[1], ['mine', '2 problems']);
  });

  test('offer what is to be done about damage and older versions, with words for who cannot see the icon', async () => {
    await write('current.yaml', '');
    const [damaged] = profileNodes(await folderNow());
    assert.deepEqual(told(damaged), ['current.yaml is empty.', 'Recover…', commandIds.recover]);
    await layOutOlder();
    const [older] = profileNodes(await folderNow());
    assert.deepEqual(told(older), ['Version 1.0.0 → 1.2.0', 'Migrate…', commandIds.migrate]);
    assert.equal(
      older?.item.accessibilityInformation?.label,
      'Configuration is at version 1.0.0. Migrations lead to 1.2.0.',
    );
    await edit('current.yaml', '1.0.0', '1.2.0');
    await edit('default.yaml', '1.0.0', '1.2.0');
    const [one] = profileNodes(await folderNow());
    assert.equal(one?.item.description, 'Migrate… · profiles/staging.yaml');
  });

  test('are counted on the badge, each live file once, and told in words', async () => {
    assert.equal(badgeOf([await folderNow()]), undefined);
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    assert.deepEqual(badgeOf([await folderNow()]), {
      value: 1,
      tooltip: '1 live file differs from its profile',
    });
    const modified = await folderNow();
    await write('current.yaml', '');
    assert.deepEqual(badgeOf([await folderNow(), modified, modified]), {
      value: 3,
      tooltip: '1 live file is damaged, 2 live files differ from their profile',
    });
    await layOutOlder();
    assert.deepEqual(badgeOf([await folderNow()]), {
      value: 1,
      tooltip: '1 live file has outdated documents',
    });
  });

  test('of commits tell who, when and how many changes, and which were undone', async () => {
    await run(commandIds.switchProfile, { profile: 'staging', review: false });
    const live = await read('current.yaml');
    await run(commandIds.undo);
    const [undo, switched, first] = historyNodes(await folderNow());
    assert.match(spoken(undo), /^Undo .*, just now, [^,]+, \d+ changes$/);
    assert.match(spoken(switched), /^Switch development → staging, undone, just now, [^,]+, \d+ changes$/);
    assert.doesNotMatch(spoken(first), /undone/);
    assert.equal(switched?.item.command?.command, 'vscode.open');
    assert.match(switched.tooltip?.().value ?? '', /current\.yaml/);
    assert.notEqual(await read('current.yaml'), live);
  });
});

function told(row: TreeNode | undefined): readonly unknown[] {
  return [row?.item.label, row?.item.description, row?.item.command?.command];
}

function spoken(row: TreeNode | undefined): string {
  return row?.item.accessibilityInformation?.label ?? '';
}
