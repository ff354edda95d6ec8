import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds, toolNames } from '../../src/ids.ts';
import { AgentToolInEditor } from '../../src/tools/agentToolInEditor.ts';
import { mcpServersOf } from '../../src/tools/mcpServers.ts';
import { WorkspaceService } from '../../src/workspace/workspaceService.ts';
import {
  backedUp,
  commits,
  edit,
  everyFile,
  inConfig,
  layOutSwitched,
  newestBackup,
  newestCommit,
  read,
  workspaceRoot,
} from './support/configFolder.ts';
import { openFile, typeInto, untilShows } from './support/editors.ts';
import { extension, run, untilFolder } from './support/safekeep.ts';

type ToolName = (typeof toolNames)[number];

/** As an agent does; the window of the tests says yes to every confirmation. */
async function call(name: ToolName, input: object = {}): Promise<string> {
  const result = await vscode.lm.invokeTool(name, { toolInvocationToken: undefined, input });
  return textOf(result);
}

function textOf({ content }: vscode.LanguageModelToolResult): string {
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

/** A tool of our own on the same folder, to see what the editor is told before the person is asked. */
async function withTool(name: ToolName, act: (tool: AgentToolInEditor) => Promise<void>): Promise<void> {
  const log = vscode.window.createOutputChannel('Agents', { log: true });
  const service = new WorkspaceService(log);
  await service.discover();
  try {
    await act(new AgentToolInEditor(name, service));
  } finally {
    service.dispose();
    log.dispose();
  }
}

/** What the person is asked. */
function questionOf({ confirmationMessages }: vscode.PreparedToolInvocation): string {
  const { message } = confirmationMessages ?? {};
  assert.ok(message instanceof vscode.MarkdownString);
  assert.ok(message.isTrusted !== true && message.supportHtml !== true);
  return message.value;
}

const { token } = new vscode.CancellationTokenSource();

suite('A coding agent', () => {
  setup(layOutSwitched);

  test('is offered every tool, with the description and the schema of package.json', () => {
    const offered = vscode.lm.tools.filter(({ name }) => name.startsWith('safekeep_'));
    assert.deepEqual(offered.map(({ name }) => name).toSorted(), toolNames.toSorted());
    for (const { description, inputSchema } of offered) assert.ok(description.length > 80 && inputSchema);
  });

  test('learns the profiles, the status and what differs, and changes nothing by that', async () => {
    const before = await everyFile();
    assert.match(await call('safekeep_listProfiles'), /^\* development · active · /m);
    assert.match(await call('safekeep_listProfiles'), /^- production · protected/m);
    assert.match(await call('safekeep_status'), /^active profile: development$/m);
    assert.match(
      await call('safekeep_diff', { from: 'current', to: 'profile:staging' }),
      /^~ \/log\/level {2}/m,
    );
    assert.match(await call('safekeep_listBackups', { limit: 1 }), /newest first\n\d{8}T/);
    assert.deepEqual(await everyFile(), before);
  });

  test('sets a value by its bytes alone, with a backup, and the history tells that it did', async () => {
    const before = await read('current.yaml');
    const answer = await call('safekeep_setValue', { path: 'server.port', json: '3001' });
    assert.match(answer, /^~ \/server\/port {2}3000 → 3001$/m);
    assert.equal(await read('current.yaml'), before.replace('port: 3000', 'port: 3001'));
    assert.equal(await backedUp(await newestBackup(), 'current.yaml'), before);
    assert.match((await newestCommit()).author, / via coding agent$/);
    await untilFolder(({ drift }) => drift.length === 1);

    const [, commit = ''] = /^commit (\S+);/m.exec(answer) ?? [];
    await call('safekeep_undo', { commit });
    assert.equal(await read('current.yaml'), before);
  });

  test('takes a key out, switches, backs up and brings one key back', async () => {
    const before = await read('current.yaml');
    await call('safekeep_createBackup', { name: 'before' });
    await call('safekeep_removeValue', { path: '/debug' });
    assert.doesNotMatch(await read('current.yaml'), /^debug:/m);
    await call('safekeep_restoreBackup', { backup: 'before', only: ['debug'] });
    assert.match(await read('current.yaml'), /^debug: true/m);
    await call('safekeep_switchProfile', { profile: 'staging' });
    await untilFolder(({ activeProfile }) => activeProfile === 'staging');
    await call('safekeep_restoreBackup', { backup: 'before' });
    assert.equal(await read('current.yaml'), before);
  });

  test('is shown no secret, and neither is the person who is asked', async () => {
    await edit('current.yaml', 'password: ${DB_PASSWORD}', 'password: hunter2-hunter2');
    await run(commandIds.refresh);
    const input = { path: 'database.replicaPassword', json: '"tiger3-tiger3"' };
    const texts: string[] = [];
    await withTool('safekeep_setValue', async (tool) => {
      texts.push(questionOf(await tool.prepareInvocation({ input })));
    });
    texts.push(
      await call('safekeep_status'),
      await call('safekeep_diff', { from: 'profile:development' }),
      await call('safekeep_setValue', input),
    );
    for (const text of texts) {
      assert.match(text, /hidden/);
      assert.doesNotMatch(text, /hunter2|tiger3/);
    }
  });

  test('asks the person with the changes, having written nothing', async () => {
    const before = await everyFile();
    await withTool('safekeep_switchProfile', async (tool) => {
      const asked = await tool.prepareInvocation({ input: { profile: 'staging' } });
      assert.equal(asked.invocationMessage, 'Switch development → staging');
      assert.equal(asked.confirmationMessages?.title, 'Switch development → staging?');
      assert.match(questionOf(asked), /```safekeep-changes\n# \d+ changes in 1 file\ncurrent\.yaml\n/);
      assert.match(questionOf(asked), /^~ \/log\/level {2}"debug" → "info"$/m);
    });
    assert.deepEqual(await everyFile(), before);
  });

  test('gets no other change done than the one that was shown', async () => {
    const input = { path: 'server.port', json: '3001' };
    await withTool('safekeep_setValue', async (tool) => {
      const invoke = async () => tool.invoke({ input, toolInvocationToken: undefined }, token);
      await assert.rejects(invoke, /hasn't seen this change/);

      await tool.prepareInvocation({ input });
      await edit('current.yaml', 'port: 3000', 'port: 4000');
      await assert.rejects(invoke, /^Error: error conflict: /);
      assert.match(await read('current.yaml'), /port: 4000/);

      await tool.prepareInvocation({ input });
      await invoke();
      assert.match(await read('current.yaml'), /port: 3001/);
      await assert.rejects(invoke, /hasn't seen this change/);
    });
  });

  test('is refused what a guard stops and what concerns a protected profile, and the person is not asked', async () => {
    const before = await everyFile();
    for (const [name, input, why] of [
      ['safekeep_setValue', { path: 'server.port', json: '"no port"' }, /guard schema: /],
      ['safekeep_switchProfile', { profile: 'production' }, /"production" is protected/],
      [
        'safekeep_setValue',
        { profile: 'production', path: 'debug', json: 'true' },
        /"production" is protected/,
      ],
    ] as const) {
      await withTool(name, async (tool) => {
        assert.equal((await tool.prepareInvocation({ input })).confirmationMessages, undefined);
      });
      await assert.rejects(() => call(name, input), why);
    }
    assert.deepEqual(await everyFile(), before);
  });

  test('is refused what was asked and declined before, once the active profile is protected', async () => {
    const input = { path: 'server.port', json: '3001' };
    await withTool('safekeep_setValue', async (tool) => {
      questionOf(await tool.prepareInvocation({ input }));
      await run(commandIds.protectProfile, { profile: 'development' });
      const before = await read('current.yaml');
      assert.equal((await tool.prepareInvocation({ input })).confirmationMessages, undefined);
      await assert.rejects(
        () => tool.invoke({ input, toolInvocationToken: undefined }, token),
        /is protected/,
      );
      assert.equal(await read('current.yaml'), before);
    });
  });

  test('does not overwrite what a person is typing', async () => {
    const editor = await openFile(inConfig('current.yaml'));
    await typeInto(editor, 'port: 3000', 'port: 5000');
    await assert.rejects(
      () => call('safekeep_setValue', { path: 'debug', json: 'false' }),
      /config\/current\.yaml has unsaved changes/,
    );
    assert.equal(editor.document.isDirty, true);
  });

  test('leaves open editors with what was written', async () => {
    const editor = await openFile(inConfig('current.yaml'));
    await call('safekeep_setValue', { path: 'debug', json: 'false' });
    await untilShows(editor.document, await read('current.yaml'));
  });

  test('is told what is wrong with its input, and what there is', async () => {
    await assert.rejects(
      () => call('safekeep_setValue', { path: 'debug', json: 'blue' }),
      /isn't valid JSON/,
    );
    await assert.rejects(
      () => call('safekeep_switchProfile', { profile: 'nowhere' }),
      /Available: development, production, staging/,
    );
    await assert.rejects(() => call('safekeep_status', { folder: 'elsewhere' }), /Available: config\./);
  });

  test('does nothing once it is called off', async () => {
    const count = (await commits()).length;
    const input = { path: 'server.port', json: '3001' };
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    await withTool('safekeep_setValue', async (tool) => {
      await tool.prepareInvocation({ input });
      await assert.rejects(
        () => tool.invoke({ input, toolInvocationToken: undefined }, source.token),
        vscode.CancellationError,
      );
    });
    assert.equal((await commits()).length, count);
  });

  test('is sent away in a workspace that is not trusted', async () => {
    const before = await everyFile();
    const trusted = Object.getOwnPropertyDescriptor(vscode.workspace, 'isTrusted');
    Object.defineProperty(vscode.workspace, 'isTrusted', { configurable: true, get: () => false });
    try {
      for (const name of ['safekeep_status', 'safekeep_setValue'] as const) {
        const input = name === 'safekeep_status' ? {} : { path: 'debug', json: 'false' };
        await withTool(name, async (tool) => {
          assert.equal((await tool.prepareInvocation({ input })).confirmationMessages, undefined);
          await assert.rejects(
            () => tool.invoke({ input, toolInvocationToken: undefined }, token),
            /until the person trusts this workspace/,
          );
        });
      }
    } finally {
      if (trusted) Object.defineProperty(vscode.workspace, 'isTrusted', trusted);
    }
    assert.deepEqual(await everyFile(), before);
  });

  test('outside the editor has a server for each config folder', async () => {
    const log = vscode.window.createOutputChannel('Agents', { log: true });
    const service = new WorkspaceService(log);
    assert.deepEqual(mcpServersOf(service.state, 'cli.js'), []);
    await service.discover();
    const [server, ...more] = mcpServersOf(service.state, 'cli.js');
    assert.deepEqual(more, []);
    assert.equal(server?.label, 'Safekeep');
    assert.equal(server.command, process.execPath);
    assert.deepEqual(server.args, ['cli.js', '--folder', inConfig().replace(/\/$/, ''), 'mcp']);
    assert.equal(server.cwd?.fsPath, workspaceRoot());
    const { version } = extension().packageJSON as { readonly version: string }; // So npm has it.
    assert.equal(server.version, version);
    service.dispose();
    log.dispose();
  });
});
