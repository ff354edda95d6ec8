import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { WorkspaceMemory } from '../../src/workspace/state/workspaceMemory.ts';

suite('The memory of a workspace', () => {
  test('has the folders that are used, and whether migrations are asked about, in the next window, too', async () => {
    const store = new Map<string, unknown>();
    const memory = new WorkspaceMemory(storeOf(store));
    assert.deepEqual([[...memory.usedFolders], memory.asksAboutMigrations], [[], true]);
    await memory.useFolder('/app/vendor/a');
    await memory.useFolder('/app/vendor/a');
    await memory.useFolder('/app/vendor/b');
    await memory.askAboutMigrations('never');
    const next = new WorkspaceMemory(storeOf(store));
    assert.deepEqual([...next.usedFolders], ['/app/vendor/a', '/app/vendor/b']);
    assert.equal(next.asksAboutMigrations, false);
    await next.askAboutMigrations('again');
    assert.equal(new WorkspaceMemory(storeOf(store)).asksAboutMigrations, true);
  });

  test('takes nothing of another shape for a folder that is used', () => {
    for (const used of [undefined, null, '/work', { 0: '/work' }, [7, null, ['/work']]])
      assert.deepEqual([...new WorkspaceMemory(storeOf(new Map([['folders.used', used]]))).usedFolders], []);
  });
});

/** As the editor's: what goes in comes out as JSON. */
function storeOf(store: Map<string, unknown>): ConstructorParameters<typeof WorkspaceMemory>[0] {
  return {
    get: (key) => store.get(key),
    update: (key, value) => {
      store.set(key, JSON.parse(JSON.stringify(value)));
      return Promise.resolve();
    },
  };
}
