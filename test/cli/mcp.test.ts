import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { instructions } from '../../src/agents/instructions.ts';
import { agentTools } from '../../src/agents/toolTable.ts';
import { cliWords } from '../support/terminal/cli.ts';
import { opened } from '../support/terminal/cliFolder.ts';
import { disposableFolder, simpleFiles, writeFiles, type Files } from '../support/disk/configFolder.ts';
import { projectRoot } from '../support/paths.ts';

type Call = (name: string, input?: Readonly<Record<string, unknown>>) => Promise<Result>;

interface Result {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | undefined;
  readonly isError: boolean;
}

/** `safekeep mcp` as a process, started in a folder, and a client that calls it until `act` has ended. */
async function connected(
  cwd: string,
  act: (call: Call, client: Client) => Promise<void>,
  ...options: readonly string[]
): Promise<void> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...cliWords, ...options, 'mcp'],
    cwd,
    stderr: 'inherit',
  });
  const client = new Client({ name: 'test-client', version: '1.0.0' });
  await client.connect(transport);
  try {
    await act(async (name, input = {}) => {
      const { content, structuredContent: data, isError } = await client.callTool({ name, arguments: input });
      const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
      return { text, data: data as Result['data'], isError: isError === true }; // A map, by the protocol.
    }, client);
  } finally {
    await client.close();
  }
}

const secretFiles: Files = {
  ...simpleFiles,
  'current.json':
    '{\n  "port": 1,\n  "db": { "password": "hunter2-hunter2", "url": "postgres://u:tiger3tiger3@host/db" }\n}\n',
  'profiles/development.json': '{ "port": 2, "db": { "password": "zebra4-zebra4" } }\n',
  'profiles/production.json': '{ "$profile": { "protected": true }, "port": 3 }\n',
};

suite('safekeep mcp', () => {
  test('tells a client of its tools, what they change, and how to use them', async () => {
    const { workspace } = await opened();
    await connected(workspace, async (_, client) => {
      assert.equal(client.getInstructions(), instructions);
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name, title, description, inputSchema }) => ({ name, title, description, inputSchema })),
        agentTools.map(({ name, title, description, inputSchema }) => ({
          name,
          title,
          description,
          inputSchema,
        })),
      );
      const reading = tools.filter(({ annotations }) => annotations?.readOnlyHint === true);
      assert.deepEqual(
        reading.map(({ name }) => name),
        ['listProfiles', 'status', 'getValue', 'diff', 'listBackups'].map((name) => `safekeep_${name}`),
      );
      const destroying = tools.filter(({ annotations }) => annotations?.destructiveHint === true);
      assert.deepEqual(
        destroying.map(({ name }) => name),
        ['setValue', 'removeValue', 'switchProfile', 'restoreBackup', 'undo'].map(
          (name) => `safekeep_${name}`,
        ),
      );
    });
  });

  test('lets an agent look, change, check and take it back', async () => {
    const { workspace, text } = await opened();
    const before = await text('current.json');
    await connected(workspace, async (call) => {
      assert.match((await call('safekeep_status')).text, /^active profile: development$/m);
      assert.equal(
        (await call('safekeep_getValue', { path: 'log' })).text,
        'current.json, /log:\n{\n  "level": "debug"\n}',
      );
      const inherited = await call('safekeep_getValue', { path: 'log.level', profile: 'production' });
      assert.equal(inherited.text, 'profile "production", /log/level:\n"info"');
      const { data: profiles } = await call('safekeep_listProfiles');
      assert.match(
        JSON.stringify(profiles),
        /"name":"production","active":false,"protected":false,"extends":\["staging"\]/,
      );

      const preview = await call('safekeep_setValue', { path: 'port', json: '7', preview: true });
      assert.match(preview.text, /^Preview, nothing was written: [^]*^~ \/port {2}1 → 7$/m);
      assert.equal(await text('current.json'), before);

      const set = await call('safekeep_setValue', { path: 'port', json: '7' });
      assert.match(set.text, /^~ \/port {2}1 → 7$/m);
      assert.equal(await text('current.json'), before?.replace('"port": 1', '"port": 7'));
      assert.match((await call('safekeep_status')).text, /^ {2}~ \/port {2}1 → 7$/m);
      const { text: diff } = await call('safekeep_diff', { from: 'latest' });
      assert.match(diff, /^backup:latest → current: 1 change\ncurrent\.json\n~ \/port {2}1 → 7$/);

      await call('safekeep_undo', { commit: set.data?.['commit'] });
      assert.equal(await text('current.json'), before);
    });
  });

  test('switches, removes, backs up, and brings back one key of a backup', async () => {
    const { workspace, text, json } = await opened();
    await connected(workspace, async (call) => {
      const { data: made } = await call('safekeep_createBackup', { name: 'first', note: 'by an agent' });
      const switched = await call('safekeep_switchProfile', { profile: 'staging' });
      assert.equal(switched.data?.['changes'], 2);
      await call('safekeep_removeValue', { path: '/log' });
      assert.equal(await text('current.json'), '{\n  "port": 2\n}\n');
      await call('safekeep_restoreBackup', { backup: String(made?.['backup']), only: ['log.level'] });
      assert.deepEqual(JSON.parse((await text('current.json')) ?? ''), { port: 2, log: { level: 'debug' } });
      const { text: listed } = await call('safekeep_listBackups', { limit: 50 });
      assert.match(
        listed,
        /^4 backups, newest first\n(.*\n)*\S+ · \S+ · "first" · by an agent · \S+ via test-client$/m,
      );
      await call('safekeep_restoreBackup', { backup: 'first' });
      assert.equal(await text('current.json'), simpleFiles['current.json']);
    });
    const history = JSON.stringify(await json('history'));
    assert.match(history, /"author":"\S+ via test-client"/);
  });

  test('tells no secret, whatever is asked', async () => {
    const { workspace } = await opened(secretFiles);
    await connected(workspace, async (call) => {
      const results = [
        await call('safekeep_status'),
        await call('safekeep_diff', { from: 'profile:development' }),
        await call('safekeep_getValue'),
        await call('safekeep_getValue', { path: 'db.password', profile: 'development' }),
        await call('safekeep_switchProfile', { profile: 'development', preview: true }),
        await call('safekeep_setValue', { path: 'mail.password', json: '"koala5-koala5"' }),
        await call('safekeep_switchProfile', { profile: 'development' }),
        await call('safekeep_diff', { from: 'backup:latest' }),
        await call('safekeep_undo'),
      ];
      for (const result of results) {
        assert.equal(result.isError, false, result.text);
        assert.doesNotMatch(JSON.stringify(result), /hunter2|tiger3|zebra4|koala5/);
      }
      assert.match(results[1]?.text ?? '', /^# secret values aren't shown, nor whether they differ$/m);
    });
  });

  test('refuses what a guard stops and what concerns a protected profile, with the remedy', async () => {
    const { workspace, text } = await opened(secretFiles);
    const [live, profile] = [await text('current.json'), await text('profiles/production.json')];
    await connected(workspace, async (call) => {
      for (const [name, input, why] of [
        ['safekeep_switchProfile', { profile: 'production' }, /^Refused: profile "production" is protected/],
        [
          'safekeep_setValue',
          { profile: 'production', path: 'port', json: '4' },
          /^Refused: profile "production"/,
        ],
        [
          'safekeep_setValue',
          { path: 'db.password', json: '"x"' },
          /^Refused: db\.password contains a secret/,
        ],
        [
          'safekeep_setValue',
          { profile: 'development', path: '$profile.protected', json: 'true' },
          /^error invalid/,
        ],
        ['safekeep_setValue', { path: '.', json: '{}' }, /^error invalid/],
        ['safekeep_removeValue', { path: 'db' }, /^Refused: db contains a secret/],
        ['safekeep_switchProfile', { profile: 'staging' }, /^Refused: [^]*^guard removed: /m],
      ] as const) {
        const result = await call(name, input);
        assert.equal(result.isError, true, result.text);
        assert.match(result.text, why);
        assert.match(result.text, /Nothing was written/);
      }
    });
    assert.deepEqual([await text('current.json'), await text('profiles/production.json')], [live, profile]);
  });

  test('answers a wrong call with what is wrong and what there is, and goes on', async () => {
    const { workspace } = await opened();
    await connected(workspace, async (call, client) => {
      for (const [name, input, why] of [
        ['safekeep_switchProfile', { profile: 'nowhere' }, /Available: development, production, staging/],
        [
          'safekeep_switchProfile',
          {},
          /is missing the required key "profile"[^]*Allowed: profile \(required\)/,
        ],
        ['safekeep_switchProfile', { profile: 'staging', force: true }, /"force"/],
        [
          'safekeep_setValue',
          { path: 'port', json: 'blue' },
          /isn't valid JSON\. A string needs its own quotes/,
        ],
        ['safekeep_restoreBackup', { backup: 'none' }, /There is no backup "none"/],
        ['safekeep_undo', {}, /Nothing to undo/],
        ['safekeep_diff', { from: join(projectRoot, 'package.json') }, /isn't one of: current, default/],
        ['safekeep_diff', { from: 'profile:../../package' }, /There is no profile/],
        ['safekeep_status', { folder: 'other' }, /Available: config\./],
        ['safekeep_setValue', { path: 'port', json: `"${'x'.repeat(300_000)}"` }, /longer than/],
      ] as const) {
        const result = await call(name, input);
        assert.equal(result.isError, true, name);
        assert.match(result.text, why);
      }
      await assert.rejects(client.callTool({ name: 'safekeep_force', arguments: {} }), /not found/);
      assert.equal((await call('safekeep_status')).isError, false);
    });
  });

  test('says what to do where there is no config folder, and finds the one that is made meanwhile', async () => {
    const workspace = await disposableFolder('mcp');
    await connected(workspace, async (call) => {
      const result = await call('safekeep_status');
      assert.equal(result.isError, true);
      assert.match(result.text, /There is no config folder here or in a parent folder/);
      await writeFiles(join(workspace, 'config'), simpleFiles);
      assert.equal((await call('safekeep_status')).isError, false);
    });
  });

  test('serves the config folder that it is told of, wherever it is started', async () => {
    const [{ folder }, elsewhere] = [await opened(), await disposableFolder('mcp')];
    const look = async (call: Call) => {
      assert.match((await call('safekeep_status')).text, /^active profile: development$/m);
    };
    await connected(elsewhere, look, '--folder', folder);
  });
});
