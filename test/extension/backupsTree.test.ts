import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids.ts';
import { backupNodes } from '../../src/views/backupsTree.ts';
import type { TreeNode } from '../../src/views/treeView.ts';
import { WorkspaceMemory } from '../../src/workspace/state/workspaceMemory.ts';
import type { BackupsOrder } from '../../src/workspace/state/workspaceState.ts';
import { backups, everyFile, inConfig, layOutSwitched, newestBackup } from './support/configFolder.ts';
import { untilReview } from './support/editors.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';
import { folderIn, folderNow, inWindow } from './support/window.ts';

const { createBackup, deleteBackup, pinBackup, unpinBackup } = commandIds;
const byDay: BackupsOrder = { groupBy: 'day', filter: '' };
const byProfile: BackupsOrder = { groupBy: 'profile', filter: '' };

// The window does not tell what rows its trees have; the end-to-end tests see them.
suite('The rows of backups', () => {
  setup(layOutSwitched);

  /** Groups with the rows below them. */
  const rows = async (order: BackupsOrder) =>
    backupNodes(await folderNow(), order).map((node) => ({ [labelOf(node)]: node.children?.map(labelOf) }));

  test('stand below their day, pinned ones on top', async () => {
    await run(createBackup, { name: 'one' });
    await run(createBackup, { name: 'two' });
    await run(pinBackup, { backup: (await newestBackup()).id });
    assert.deepEqual(await rows(byDay), [{ two: undefined }, { Today: ['one', 'development'] }]);
  });

  test('stand below the profile that was active, and tell their time where they have no name', async () => {
    await run(commandIds.switchProfile, { profile: 'staging', review: false });
    await run(createBackup, { name: 'one' });
    const [staging, development] = await rows(byProfile);
    assert.deepEqual(staging, { staging: ['one'] });
    assert.match(development?.['development']?.[0] ?? '', /^Today, \d/);
  });

  test('are only those that have each word of the filter: of name, note, profile or reason', async () => {
    await run(createBackup, { name: 'Big Move', note: 'asked by finance' });
    await run(commandIds.switchProfile, { profile: 'staging', review: false });
    for (const [filter, labels] of [
      ['big', ['Big Move']],
      ['FINANCE move', ['Big Move']],
      ['manual', ['Big Move']],
      ['before switch staging', ['development']],
      ['nothing of the kind', []],
    ] as const) {
      const shown = backupNodes(await folderNow(), { groupBy: 'day', filter });
      assert.deepEqual(
        shown.flatMap(({ children = [] }) => children.map(({ item }) => item.label)),
        labels,
      );
    }
  });

  test('say in words what their icon says, and how large they are', async () => {
    await run(createBackup, { name: 'one' });
    await run(pinBackup, { backup: (await newestBackup()).id });
    const [row] = backupNodes(await folderNow(), byDay);
    assert.equal(row?.item.accessibilityInformation?.label, 'one, pinned, just now, manual');
    assert.match(tooltipOf(row), /current\.yaml \\\([\d.]+ kB\\\)\n\nNot verified yet/);
  });

  test('are there for a backup that cannot be read, which can be deleted', async () => {
    const { id } = await newestBackup();
    await writeFile(inConfig(`backups/${id}/backup.json`), '{');
    await run(createBackup, { name: 'one' });
    const [row] = backupNodes(await folderNow(), byDay);
    assert.deepEqual([row?.item.label, row?.item.description], ['Unreadable backup', `damaged · ${id}`]);
    assert.ok(row);
    const [asked] = await answering(
      () => 'Delete',
      () => run(deleteBackup, { folder: row.folder, backup: id }),
    );
    assert.equal(asked?.text, `Delete backup ${id}?`);
    assert.deepEqual(
      (await backups()).map(({ name }) => name),
      ['one'],
    );
  });

  test('say when they were verified, or that they are damaged and why', async () => {
    await run(createBackup, { name: 'good' });
    const [good, bad] = await backups();
    await writeFile(inConfig(`backups/${bad?.id ?? ''}/${bad?.files[0]?.stored ?? ''}`), 'other\n');
    const verified = await inWindow(async (window) => {
      await window.service.verifyBackups(folderIn(window).id);
      return folderIn(window);
    });
    const nodes = backupNodes(verified, byDay).flatMap(({ children = [] }) => children);
    const rowOf = (id: string | undefined): TreeNode | undefined => nodes.find(({ backup }) => backup === id);
    assert.match(String(rowOf(good?.id)?.item.description), /^just now · verified just now · manual$/);
    assert.match(String(rowOf(bad?.id)?.item.description), /^damaged · /);
    assert.match(tooltipOf(rowOf(bad?.id)), /current\.yaml in backup .* is damaged/);
  });
});

function labelOf({ item: { label } }: TreeNode): string {
  return typeof label === 'string' ? label : '';
}

/** The editor's own Markdown has no plain blanks. */
function tooltipOf(row: TreeNode | undefined): string {
  return (row?.tooltip?.().value ?? '').replaceAll('&nbsp;', ' ');
}

suite('What is remembered of a workspace', () => {
  setup(layOutSwitched);

  test('is how backups are grouped and what was found of them, in the next window too; a filter is not', async () => {
    const kept = new Map<string, unknown>();
    const store = {
      get: (key: string) => kept.get(key),
      update: (key: string, value: unknown) => {
        kept.set(key, JSON.parse(JSON.stringify(value)));
        return Promise.resolve();
      },
    };
    const { id } = await newestBackup();
    const memory = () => new WorkspaceMemory(store);
    await inWindow(async (window) => {
      await window.service.orderBackups({ groupBy: 'profile' });
      await window.service.orderBackups({ filter: 'words' });
      await window.service.verifyBackups(folderIn(window).id);
    }, memory());
    await inWindow((window) => {
      const { state } = window.service;
      assert.deepEqual(state.kind === 'ready' ? state.backupsOrder : undefined, byProfile);
      assert.deepEqual(folderIn(window).verified[id]?.problems, []);
    }, memory());
    await inWindow(async (window) => {
      await window.service.deleteBackups(folderIn(window).id, [id]);
      await window.service.verifyBackups(folderIn(window).id);
      assert.deepEqual(folderIn(window).verified, {});
    }, memory());
  });

  test('counts as nothing when it is of another shape', () => {
    for (const value of [7, null, 'x', [1], { '/a': 1 }, { '/a': { id: { at: 1 } } }]) {
      const memory = new WorkspaceMemory({
        get: () => value,
        update: () => Promise.resolve(),
      });
      assert.deepEqual([memory.backupsOrder, memory.verifiedIn('/a')], [byDay, {}]);
    }
  });
});

suite('Backups that are selected together', () => {
  setup(async () => {
    await layOutSwitched();
    for (const name of ['one', 'two', 'three']) await run(createBackup, { name });
  });

  const runSelected = async (id: string, names: readonly string[], confirm?: false) => {
    const folder = inConfig().replace(/\/$/, '');
    const picked = (await backups()).filter(({ name = '' }) => names.includes(name));
    const items = [{ folder }, ...picked.map((backup) => ({ folder, backup: backup.id }))];
    await vscode.commands.executeCommand(id, { ...items.at(-1), confirm }, items);
  };

  test('are deleted after one question that says how many, which, and where they go', async () => {
    const before = await everyFile();
    const asked = await watching(() => runSelected(deleteBackup, ['one', 'three']));
    assert.deepEqual(
      asked.map(({ text, modal, choices }) => [text, modal, choices]),
      [['Delete 2 backups?', true, ['Delete']]],
    );
    assert.match(
      asked[0]?.detail ?? '',
      /^“three” of .*\n“one” of .*\n\nThey move to \.safekeep\/trash .* seven days/,
    );
    assert.deepEqual(await everyFile(), before);
    await answering(
      () => 'Delete',
      () => runSelected(deleteBackup, ['one', 'three']),
    );
    assert.deepEqual(
      (await backups()).map(({ name }) => name),
      ['two', undefined],
    );
    const trash = await readdir(inConfig('.safekeep/trash'), { recursive: true });
    assert.equal(trash.filter((path) => path.endsWith('/backup.json')).length, 2);
  });

  test('are compared with each other', async () => {
    await runSelected(commandIds.compare, ['one', 'three']);
    await untilReview(/^three ↔ one$/);
  });

  test('are pinned and let go together', async () => {
    await runSelected(pinBackup, ['one', 'two']);
    const pinned = async () => (await backups()).filter((one) => one.pinned).map(({ name }) => name);
    assert.deepEqual(await pinned(), ['two', 'one']);
    await runSelected(unpinBackup, ['one', 'two', 'three']);
    assert.deepEqual(await pinned(), []);
  });
});

suite('Ordering the backups', () => {
  setup(layOutSwitched);

  teardown(async () => {
    await run(commandIds.clearBackupFilter);
    await run(commandIds.groupBackupsByDay);
  });

  test('asks for words, holds those that are there, and writes nothing into the folder', async () => {
    const before = await everyFile();
    const ask = async (answer: string) =>
      (
        await answering(
          () => answer,
          () => run(commandIds.filterBackups),
        )
      )[0]?.value;
    assert.equal(await ask(' manual '), '');
    assert.equal(await ask(''), 'manual');
    assert.equal(await ask(''), '');
    await run(commandIds.groupBackupsByProfile);
    assert.deepEqual(await everyFile(), before);
  });

  test('turning away from the question keeps the words', async () => {
    await run(commandIds.filterBackups, { filter: 'manual' });
    await dismiss(run(commandIds.filterBackups));
    const [asked] = await watching(() => run(commandIds.filterBackups));
    assert.equal(asked?.value, 'manual');
    await untilFolder(({ activeProfile }) => activeProfile === 'development');
  });
});
