import assert from 'node:assert/strict';
import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import { offerMigration } from '../../src/commands/migrations/offerMigration.ts';
import { commandIds, settingIds } from '../../src/ids.ts';
import { readyFolders } from '../../src/workspace/state/workspaceState.ts';
import { WorkspaceService } from '../../src/workspace/workspaceService.ts';
import { documents, leadingTo } from '../support/texts/olderDocuments.ts';
import { commits, edit, inConfig, newestCommit, read, workspaceRoot, write } from './support/configFolder.ts';
import { openFile, typeInto, untilReview } from './support/editors.ts';
import { layDown, layOutUnmigrated, readDocuments } from './support/olderFolder.ts';
import { untilFinding } from './support/findings.ts';
import { listening } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';
import { set, settingRead } from './support/settings.ts';

const { migrate, undo } = commandIds;

// In a window each way is told once; so each test here has a version of its own to lead to.
suite('That migrations lead on', () => {
  setup(layOutUnmigrated);

  teardown(async () => {
    for (const id of [settingIds.migrations, settingIds.showSuccessMessages]) await set(id, undefined);
  });

  test('is told once, whatever is looked at again, and once more when they lead further', async () => {
    const said = await listening(async (heard) => {
      await layDown({ 'migrations/1.yaml': leadingTo('2.1.0') });
      await heard(/lead to 2\.1\.0/);
      await edit('current.yaml', 'laptops', 'my laptop');
      await untilFolder(({ drift }) => drift.length > 0);
      await layDown({ 'migrations/2.yaml': leadingTo('2.2.0').replace('1.0.0', '2.1.0') });
      await heard(/lead to 2\.2\.0/);
    });
    assert.deepEqual(
      said.map(({ kind, text, choices }) => [kind, text, choices]),
      ['2.1.0', '2.2.0'].map((to) => [
        'information',
        `Configuration is at version 1.0.0. Migrations lead to ${to}.`,
        ['Review', 'Not Now', "Don't Ask Again"],
      ]),
    );
    assert.equal((await commits()).length, 1);
  });

  test('names the file where the live file is not behind', async () => {
    await edit('current.yaml', '1.0.0', '2.3.0');
    await edit('default.yaml', '1.0.0', '2.3.0');
    const [told] = await listening(async (heard) => {
      await layDown({ 'migrations/1.yaml': leadingTo('2.3.0') });
      await heard(/Migrations lead to/);
    });
    assert.equal(told?.text, 'profiles/staging.yaml is at version 1.0.0. Migrations lead to 2.3.0.');
  });

  test('is shown as the plan, and nothing is written before that is applied', async () => {
    await listening(
      async () => {
        await layDown({ 'migrations/1.yaml': leadingTo('2.4.0') });
        await untilReview(/^Migrate 1\.0\.0 → 2\.4\.0$/);
      },
      ({ choices }) => choices.find((choice) => choice === 'Review'),
    );
    assert.deepEqual(await readDocuments(), documents);
  });

  test('is not told any more in a workspace where the person does not want to be asked again, until they change the setting', async () => {
    await listening(
      async (heard) => {
        await layDown({ 'migrations/1.yaml': leadingTo('2.5.0') });
        await heard(/lead to 2\.5\.0/);
      },
      ({ choices }) => choices.find((choice) => choice === "Don't Ask Again"),
    );
    const said = await listening(async (heard) => {
      await layDown({ 'migrations/2.yaml': leadingTo('2.6.0').replace('1.0.0', '2.5.0') });
      await untilFolder(({ older }) => older[0]?.wanted === '2.6.0');
      await rm(inConfig('current.yaml'));
      await heard(/is missing/); // Whatever were said of the migration would have been by now.
    });
    assert.equal(said.length, 1);
    assert.equal(vscode.workspace.getConfiguration().get(settingIds.migrations), 'ask');
    await askAgain();
    await listening(async (heard) => {
      await layOutUnmigrated();
      await layDown({ 'migrations/1.yaml': leadingTo('2.6.1') });
      await heard(/lead to 2\.6\.1/);
    });
  });

  test('is acted on at once where the setting says so, told with Undo, and not again once it is undone', async () => {
    await set(settingIds.migrations, 'auto');
    await set(settingIds.showSuccessMessages, false);
    const said = await listening(
      async (heard) => {
        await layDown({ 'migrations/1.yaml': leadingTo('2.7.0') });
        await heard(/Migrated config to version 2\.7\.0/);
        await untilFolder(({ older }) => older.length === 1);
        assert.deepEqual(await readDocuments(), documents);
        await rm(inConfig('current.yaml'));
        await heard(/is missing/); // Whatever were said of the migration would have been by now.
      },
      ({ text, choices }) => (text.startsWith('Migrate') ? choices.find((one) => one === 'Undo') : undefined),
    );
    assert.deepEqual(
      said.map(({ text }) => text),
      ['Migrated config to version 2.7.0.', 'current.yaml is missing. Safekeep can recover the content.'],
    );
    assert.deepEqual(
      (await commits()).map(({ action }) => action),
      ['undo', 'migrate', 'switch'],
    );
  });

  for (const [reason, to, prepare] of [
    [
      'a guard wants a yes',
      '2.8.0',
      () => link(inConfig('current.yaml'), join(workspaceRoot(), 'the same.yaml')),
    ],
    [
      'a problem wants a look',
      '2.8.1',
      () => write('profiles/bare.yaml', '$profile:\n  unset: [/server/timeout]\n'),
    ],
    [
      'unsaved text is in the way',
      '2.8.2',
      async () => typeInto(await openFile(inConfig('current.yaml')), '3000', '3001'),
    ],
  ] as const) {
    test(`is asked about all the same where ${reason}`, async () => {
      await set(settingIds.migrations, 'auto');
      await prepare();
      const copy = '  - { op: copy, from: /server/timeout, path: /deadline }\n';
      const [told] = await listening(async (heard) => {
        await layDown({ 'migrations/1.yaml': leadingTo(to) + copy });
        await heard(new RegExp(`lead to ${to}`));
      });
      assert.equal(told?.choices[0], 'Review');
      assert.deepEqual(await readDocuments(), documents);
    });
  }

  test('is neither told nor carried out again by a window that opens on a migration taken back', async () => {
    await set(settingIds.migrations, 'off');
    await layDown({ 'migrations/1.yaml': leadingTo('2.9.0') });
    await untilFolder(({ older }) => older.length === 1);
    await run(migrate, { review: false });
    await passedOver(() => run(undo));
    await set(settingIds.migrations, 'auto');
    const said = await listening(async (heard) => {
      await inAnotherWindow(() => settingRead(settingIds.migrations));
      await rm(inConfig('current.yaml'));
      await heard(/is missing/); // Whatever were said of the migration would have been by now.
    });
    assert.equal(said.length, 1);
    const { 'current.yaml': live, ...others } = documents;
    assert.ok(live);
    for (const [path, text] of Object.entries(others)) assert.equal(await read(path), text);
  });

  test('is not told by a window that opens on it: the views show it', async () => {
    await passedOver(() => layDown({ 'migrations/1.yaml': leadingTo('2.14.0') }));
    await set(settingIds.migrations, 'ask');
    const said = await listening(async (heard) => {
      await inAnotherWindow(async (service) => {
        await settingRead(settingIds.migrations);
        const [folder] = readyFolders(service.state);
        assert.equal(folder?.older.length, 1);
      });
      await rm(inConfig('current.yaml'));
      await heard(/is missing/); // As above.
    });
    assert.equal(said.length, 1);
  });

  test('is acted on without a message by a window that opens on it, where the setting says so', async () => {
    await passedOver(() => layDown({ 'migrations/1.yaml': leadingTo('2.15.0') }));
    await set(settingIds.migrations, 'auto');
    const said = await listening(async () => {
      await inAnotherWindow(async () => {
        await untilFolder(({ older }) => older.length === 0);
      });
    });
    assert.deepEqual(said, []);
    assert.equal((await newestCommit()).summary, 'Migrate 1.0.0 → 2.15.0');
  });

  test('is only shown where the setting says so, and the command is there all the same', async () => {
    await set(settingIds.migrations, 'off');
    const said = await listening(async () => {
      const asked = settingRead(settingIds.migrations);
      await layDown({ 'migrations/1.yaml': leadingTo('2.10.0') });
      const { older } = await untilFolder((folder) => folder.older.length > 0);
      assert.deepEqual(older, [{ target: 'current', version: '1.0.0', wanted: '2.10.0' }]);
      await asked;
    });
    assert.deepEqual(said, []);
    await run(migrate, { review: false });
    assert.match(await read('current.yaml'), /version: 2\.10\.0\n/);
  });

  test('is not told, nor looked for, in a workspace that is not trusted', async () => {
    await layDown({ 'migrations/1.yaml': leadingTo('2.11.0') });
    const restore = untrusted();
    try {
      await inAnotherWindow((service) => {
        assert.deepEqual(readyFolders(service.state), []);
        return Promise.resolve();
      });
    } finally {
      restore();
    }
  });

  test('is not told where no way leads to what is expected: that is a problem', async () => {
    const said = await listening(async (heard) => {
      await write('safekeep.yaml', 'version: { expected: 2.12.0 }\n');
      await layDown({ 'migrations/1.yaml': leadingTo('2.11.5') });
      await untilFinding('profiles/staging.yaml', 'version');
      await rm(inConfig('current.yaml'));
      await heard(/is missing/); // Whatever were said of the migration would have been by now.
    });
    assert.equal(said.length, 1);
  });

  test('is asked about where a step fails, and the review tells why', async () => {
    await set(settingIds.migrations, 'auto');
    const failing = '  - { op: test, path: /log, value: silent }\n';
    const said = await listening(
      async (heard) => {
        await layDown({ 'migrations/1.yaml': leadingTo('2.13.0') + failing });
        await heard(/step 2 \(test \/log\) failed/);
      },
      ({ choices }) => choices.find((choice) => choice === 'Review'),
    );
    assert.deepEqual(
      said.map(({ kind }) => kind),
      ['information', 'error'],
    );
    assert.deepEqual(await readDocuments(), documents);
  });
});

/** The window that is open comes to know of what is done, and has nothing to say about it. */
async function passedOver(act: () => Promise<void>): Promise<void> {
  await set(settingIds.migrations, 'off');
  const asked = settingRead(settingIds.migrations);
  await act();
  await asked;
}

/** Who changes the setting is asked again. */
async function askAgain(): Promise<void> {
  await set(settingIds.migrations, 'off');
  await set(settingIds.migrations, undefined);
}

/** Another window on the same workspace, as far as migrations go. */
async function inAnotherWindow(act: (service: WorkspaceService) => Promise<void>): Promise<void> {
  const log = vscode.window.createOutputChannel('Test', { log: true });
  const service = new WorkspaceService(log);
  const offering = offerMigration(service, log);
  try {
    await service.discover();
    await act(service);
  } finally {
    for (const one of [offering, service, log]) one.dispose();
  }
}

/** The window's word on trust, until what is answered is called. */
function untrusted(): () => void {
  const original = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
  Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, get: () => false });
  return () => {
    if (original) Object.defineProperty(vscode.workspace, 'isTrusted', original);
    else Reflect.deleteProperty(vscode.workspace, 'isTrusted');
  };
}
