// Other extensions: an example that is installed beside ours and uses the API, and the API itself.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import type { ConfigurationChangeEvent, SafekeepApi } from '../../safekeep.d.ts';
import { switchProfile } from '../../src/api/calls.ts';
import { commandIds, settingIds } from '../../src/ids.ts';
import { ReviewSession, type ReviewRequest } from '../../src/review/reviewSession.ts';
import { WorkspaceService } from '../../src/workspace/workspaceService.ts';
import type { Followed } from '../fixtures/example-extension/src/extension.ts';
import { eventually } from '../support/eventually.ts';
import {
  edit,
  everyFile,
  inConfig,
  switchSample,
  newestBackup,
  read,
  recordedProfile,
  workspaceRoot,
  write,
} from './support/configFolder.ts';
import { answering, listening, watching } from './support/person.ts';
import { extension, run, untilFolder } from './support/safekeep.ts';
import { set } from './support/settings.ts';

const example = <Result>(command: string, ...given: unknown[]): Thenable<Result> =>
  vscode.commands.executeCommand<Result>(`restartOnChange.${command}`, ...given);

/** What the example was told, and did; without what earlier tests made it. */
async function exampleAtWork(): Promise<Followed> {
  const found = vscode.extensions.getExtension<Followed>('example.restart-on-change');
  assert.ok(found, 'The example extension is not installed.');
  const followed = await found.activate();
  if (!isFollowing) assert.equal(await example('follow'), 3000);
  isFollowing = true;
  followed.told.length = 0;
  followed.restarts.length = 0;
  return followed;
}

let isFollowing = false;

/** A process of its own, as a terminal would start it. */
async function inTerminal(...words: readonly string[]): Promise<void> {
  const main = join(extension().extensionPath, 'dist', 'cli.js');
  await promisify(execFile)(process.execPath, [main, '--folder', inConfig(), ...words], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
}

suite('An extension that uses the API', () => {
  setup(switchSample);

  test('is told of what an editor, a commit and another process change, each once', async () => {
    const followed = await exampleAtWork();
    await edit('current.yaml', 'port: 3000', 'port: 3001');
    await eventually(() => assert.deepEqual(followed.restarts, [3001]));
    await run(commandIds.setValue, { path: 'server.port', value: '3002' });
    await eventually(() => assert.deepEqual(followed.restarts, [3001, 3002]));
    await inTerminal('set', 'server.port', '3003');
    await eventually(() => assert.deepEqual(followed.restarts, [3001, 3002, 3003]));
    assert.deepEqual(followed.told, [
      'development: modified /server/port: 3000 → 3001',
      'development: modified /server/port: 3001 → 3002',
      'development: modified /server/port: 3002 → 3003',
    ]);
  });

  test('hears nothing of comments, of the same values written anew, and of other keys', async () => {
    const followed = await exampleAtWork();
    await write('current.yaml', `# Another comment.\n${await read('current.yaml')}`);
    await run(commandIds.refresh);
    await edit('current.yaml', 'request: 60', 'request: 61');
    await eventually(() => assert.equal(followed.told.length, 1));
    assert.match(followed.told[0] ?? '', /^development: modified \/server\/timeouts\/request: 60 → 61$/);
    assert.deepEqual(followed.restarts, []);
  });

  test('switches, and learns what was done', async () => {
    await set(settingIds.reviewBeforeSwitch, false);
    const shown = await listening(async (heard) => {
      const answer = example<string>('useStaging');
      await heard(/Switched to staging/);
      assert.equal(await answer, `18 changes. Backup: ${(await newestBackup()).id}.`);
    });
    assert.deepEqual(shown[0]?.choices, ['Undo', 'Show Changes']);
    await set(settingIds.reviewBeforeSwitch, undefined);
    assert.equal(await recordedProfile(), 'staging');
  });

  test('learns that the person left the review', async () => {
    const answer = example<string>('useStaging');
    await eventually(() =>
      assert.ok(vscode.window.tabGroups.activeTabGroup.activeTab?.label.includes('→ staging')),
    );
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    assert.equal(await answer, 'You canceled the switch.');
    assert.equal(await recordedProfile(), 'development');
  });

  test('has a sentence for a profile that is not there', async () => {
    await rm(inConfig('profiles/staging.yaml'));
    await run(commandIds.refresh);
    assert.equal(await example('useStaging'), 'Create a profile named "staging" first.');
  });

  test('makes a backup with a name and a note', async () => {
    const id = await example<string>('keep', 'before 2.0');
    const backup = await newestBackup();
    assert.deepEqual([backup.id, backup.name, backup.note], [id, 'before 2.0', 'By Restart on Change']);
  });

  test('lets a file be covered once the person says yes, and asks no second time', async () => {
    const file = vscode.Uri.file(join(workspaceRoot(), 'feature-flags.json'));
    await writeFile(file.fsPath, '{ "beta": false }\n');
    const cover = () => example<string | undefined>('cover', file);
    const refused = await watching(async () => assert.equal(await cover(), undefined));
    assert.equal(refused[0]?.text, 'Do you want Safekeep to manage feature-flags.json as well?');
    assert.equal(existsSync(inConfig('safekeep.yaml')), false);
    const asked = await answering(
      ({ modal }) => (modal ? 'Add Live File' : undefined),
      async () => assert.equal(await cover(), 'feature-flags'),
    );
    assert.equal(asked.filter(({ modal }) => modal).length, 1);
    assert.equal(
      await read('safekeep.yaml'),
      'format: 1\ntargets:\n  current: current.yaml\n  feature-flags: ../feature-flags.json\n',
    );
    const again = await watching(async () => assert.equal(await cover(), 'feature-flags'));
    assert.deepEqual(again, []);
    await run(commandIds.createBackup, { name: 'both' });
    const { files } = await newestBackup();
    assert.ok(files.some(({ path }) => path === '../feature-flags.json'));
  });
});

suite('The API', () => {
  let api: SafekeepApi;

  setup(async () => {
    await switchSample();
    api = await extension().activate();
  });

  const rejects = (promise: Promise<unknown>, code: string) => assert.rejects(promise, { code });

  test('gets what the live file says, by a path or a pointer', async () => {
    assert.equal(await api.get('server.port'), 3000);
    assert.equal(await api.get('/server/port', { folder: inConfig() }), 3000);
    assert.equal(await api.get('server.nothing'), undefined);
    assert.equal(await api.get('server.port', { folder: vscode.Uri.file(inConfig('current.yaml')) }), 3000);
    assert.equal(await api.get('server.port', { folder: workspaceRoot(), target: 'current' }), 3000);
    assert.equal(Object.getPrototypeOf(await api.get('server')), Object.prototype);
  });

  test('gives numbers and tags as plain data', async () => {
    await write('current.yaml', 'big: 12345678901234567890\nrate: 1.0\nkey: !secret token\nnothing: null\n');
    await run(commandIds.refresh);
    assert.deepEqual(await api.get(''), {
      big: Number('12345678901234567890'),
      rate: 1,
      key: '!secret token',
      nothing: null,
    });
  });

  test('rejects with a code for what is not there, or cannot be read', async () => {
    await rejects(api.get('a', { target: 'other' }), 'not-found');
    await rejects(api.get('a', { folder: '/nowhere' }), 'not-found');
    await rejects(api.switchProfile('none'), 'not-found');
    await rejects(api.registerTarget(vscode.Uri.file('/nowhere.json')), 'not-found');
    await write('current.yaml', 'a: [1\n');
    await run(commandIds.refresh);
    await rejects(api.get('a'), 'invalid');
  });

  test('reads and writes nothing while the workspace is not trusted', async () => {
    const before = await everyFile();
    const usual = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted') ?? {};
    Object.defineProperty(vscode.workspace, 'isTrusted', { get: () => false, configurable: true });
    try {
      await rejects(api.get('server.port'), 'untrusted');
      await rejects(api.switchProfile('staging', { review: false }), 'untrusted');
      await rejects(api.createBackup(), 'untrusted');
      await rejects(api.registerTarget(vscode.Uri.file(inConfig('schema.json'))), 'untrusted');
    } finally {
      Object.defineProperty(vscode.workspace, 'isTrusted', usual);
    }
    assert.deepEqual(await everyFile(), before);
  });

  test('does not guess which folder or target is meant', async () => {
    const second = join(workspaceRoot(), 'second');
    await mkdir(second);
    for (const name of ['app', 'log']) await writeFile(join(second, `${name}.json`), `{ "${name}": 1 }\n`);
    await writeFile(join(second, 'safekeep.json'), '{ "targets": { "app": "app.json", "log": "log.json" } }');
    await eventually(() => assert.equal(api.configFolders.length, 2));
    await rejects(api.get('app'), 'ambiguous');
    await rejects(api.createBackup({ folder: workspaceRoot() }), 'ambiguous');
    await rejects(api.get('app', { folder: second }), 'ambiguous');
    assert.equal(await api.get('log', { folder: second, target: 'log' }), 1);
    const { files } = await api.createBackup({ folder: vscode.Uri.file(join(second, 'app.json')) });
    assert.deepEqual(files, ['app.json', 'log.json']);
    await rm(second, { recursive: true });
    await eventually(() => assert.equal(api.configFolders.length, 1));
  });

  test('tells of a change once: what it was, what it is, and what it affects', async () => {
    const events: ConfigurationChangeEvent[] = [];
    const listener = api.onDidChangeConfiguration((event) => events.push(event));
    const done = await api.switchProfile('staging', { review: false });
    await eventually(() => assert.equal(events.length, 1));
    listener.dispose();
    const [event] = events;
    assert.deepEqual(event?.changes, done?.changes);
    assert.equal(event?.folder.activeProfile, 'staging');
    const port = event.changes.find(({ pointer }) => pointer === '/server/port');
    assert.deepEqual(port, {
      target: 'current',
      type: 'modified',
      pointer: '/server/port',
      from: 3000,
      to: 8080,
    });
    assert.deepEqual(
      ['server', 'server.port', '/server/port/deeper', '', 'serve', 'nothing'].map((path) =>
        event.affects(path),
      ),
      [true, true, true, true, false, false],
    );
    assert.deepEqual([event.affects('server', 'current'), event.affects('server', 'other')], [true, false]);
  });

  test('tells nothing of a file while it is broken, and then what is another than before', async () => {
    const events: ConfigurationChangeEvent[] = [];
    const listener = api.onDidChangeConfiguration((event) => events.push(event));
    const text = await read('current.yaml');
    await write('current.yaml', 'server: [1\n');
    await untilFolder(({ drift }) => drift.length === 1);
    await write('current.yaml', '');
    await untilFolder(({ damage }) => damage.length === 1);
    await write('current.yaml', text.replace('port: 3000', 'port: 3001'));
    await eventually(() => assert.equal(events.length, 1));
    listener.dispose();
    assert.deepEqual(
      events[0]?.changes.map(({ pointer, from, to }) => [pointer, from, to]),
      [['/server/port', 3000, 3001]],
    );
  });

  test('answers once the person has applied the review', async () => {
    const log = vscode.window.createOutputChannel('Safekeep Test', { log: true });
    const service = new WorkspaceService(log);
    const open = async (request: ReviewRequest) => {
      const session = await ReviewSession.open(service, request, {});
      assert.equal(await session.apply({ revision: session.revision, exclusions: {} }), 'done');
      request.onClose?.();
    };
    const done = await switchProfile({ service, reviews: { open }, log }, 'staging', { review: true });
    assert.equal(done?.changes.length, 18);
    assert.equal(done.backup?.id, (await newestBackup()).id);
    service.dispose();
    log.dispose();
  });

  test('answers a switch to what is there already: nothing was changed', async () => {
    const before = await everyFile();
    assert.deepEqual(await api.switchProfile('development', { review: false }), {
      changes: [],
      backup: null,
    });
    assert.deepEqual(await everyFile(), before);
  });

  test('sets up a file where there is no config folder yet', async () => {
    await rm(inConfig(), { recursive: true });
    await eventually(() => assert.deepEqual(api.configFolders, []));
    await rejects(api.get('a'), 'not-found');
    const file = vscode.Uri.file(join(workspaceRoot(), 'app.json'));
    await writeFile(file.fsPath, '{ "a": 1 }\n');
    const target = await api.registerTarget(file, { profile: 'first' });
    assert.deepEqual([target?.name, target?.path, target?.format], ['app', '../app.json', 'json']);
    assert.equal(await readFile(inConfig('profiles/first.json'), 'utf8'), '{ "a": 1 }\n');
    assert.equal(await api.get('a'), 1);
  });
});
