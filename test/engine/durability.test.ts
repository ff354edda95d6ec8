// What is on the disk for sure at the moments that count: the promises 3 and 5 of docs/internals/durability.md.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { suite, test } from 'node:test';
import { prepared } from '../support/faults/commitUnderTest.ts';
import { faultyFileSystem } from '../support/faults/faultyFileSystem.ts';

suite('when the intent is written', () => {
  interface Moment {
    readonly unsynced: readonly string[];
    readonly event: string;
  }

  /** What is not yet on the disk for sure at each rename: new names whose directory was not synced, bytes not synced. */
  async function moments(): Promise<readonly Moment[]> {
    const { folder, restore } = await prepared();
    const unsynced = new Set<string>();
    const found: Moment[] = [];
    const fileSystem = faultyFileSystem((call, path, to) => {
      if (call === 'makeDirectory')
        for (let made = path; !existsSync(made); made = dirname(made)) unsynced.add(made);
      if (call === 'append' && !existsSync(path)) unsynced.add(path);
      if (call === 'append') unsynced.add(`bytes of ${path}`);
      if (call === 'create') unsynced.add(path).add(`bytes of ${path}`);
      if (call === 'write') unsynced.add(`bytes of ${path}`);
      if (call === 'sync') unsynced.delete(`bytes of ${path}`);
      if (call === 'syncDirectory')
        for (const name of [...unsynced]) if (dirname(name) === path) unsynced.delete(name);
      if (call === 'remove' && !unsynced.delete(path)) unsynced.add(path); // A name that went is one more to sync.
      if (call === 'rename' && to !== undefined) {
        found.push({ event: to, unsynced: [...unsynced] });
        for (const name of [...unsynced])
          if ((name === path || name.startsWith(`${path}/`)) && unsynced.delete(name))
            unsynced.add(to + name.slice(path.length));
        unsynced.add(to);
      }
    });
    await restore(await folder.open({ fileSystem }));
    const lockless = (names: readonly string[]) => names.filter((name) => !name.includes('/.safekeep/lock'));
    return [...found, { event: 'end', unsynced: [...unsynced] }].map(({ event, unsynced: all }) => ({
      event,
      unsynced: lockless(all),
    }));
  }

  test('(3) its backup is already durable, and so are the bytes that are staged', async () => {
    const intent = (await moments()).find(({ event }) => event.includes('/journal/'));
    assert.ok(intent);
    const pending = intent.unsynced.filter(
      (name) => name.includes('/backups') || name.startsWith('bytes of'),
    );
    assert.deepEqual(pending, []);
  });

  test('(3) nothing is renamed before the intent itself can be found again', async () => {
    const all = await moments();
    const first = all.findIndex(({ event }) => event.endsWith('config/web.json'));
    assert.ok(first > 0);
    assert.deepEqual(
      all[first]?.unsynced.filter((name) => name.includes('/journal')),
      [],
    );
  });

  test('(5) everything is durable when the commit answers', async () => {
    assert.deepEqual((await moments()).at(-1), { event: 'end', unsynced: [] });
  });
});
