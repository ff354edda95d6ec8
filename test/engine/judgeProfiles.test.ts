// What an operation would make of profiles is checked against their schemas before it is carried out.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Operation } from '../../src/engine/index.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';

const port = { properties: { port: { type: 'integer' }, host: { type: 'string' } }, required: ['port'] };
const files: Files = {
  'current.yaml': 'port: 1\nhost: a\n',
  'schema.json': JSON.stringify(port),
  'profiles/base.yaml': 'port: 1\nhost: a\n',
  'profiles/child.yaml': '$profile: { extends: base }\nhost: b\n',
};

async function asked(operation: Operation, own: Files = files) {
  const folder = await testFolder('judge', own);
  const engine = await folder.open();
  const { guards, problems } = await engine.plan(operation);
  return {
    folder,
    engine,
    guards: guards.map(({ code, target, message }) => `${code} ${target}: ${message}`),
    problems: problems.map(({ file, line, message }) => `${file}:${line}: ${message}`),
  };
}

const set = (pointer: string, value: string | number, profile?: string): Operation => ({
  kind: 'edit',
  edits: [{ op: 'set', pointer, value }],
  ...(profile === undefined ? {} : { profile }),
});

suite('a profile that would violate its schema', () => {
  test('needs a yes, and tells where', async () => {
    const { guards, problems, engine } = await asked(set('/port', 'x', 'base'));
    assert.deepEqual(guards, [
      'schema profiles/base.yaml: profiles/base.yaml would violate its schema: "port" must be of type integer.',
    ]);
    assert.deepEqual(problems, ['profiles/base.yaml:1: "port" must be of type integer.']);
    const plan = await engine.plan(set('/port', 'x', 'base'));
    await assert.rejects(engine.commit(plan), { code: 'guarded' });
    await engine.commit(plan, { accepted: 'all' });
  });

  test('is also one that lacks what a key left out', async () => {
    const { guards } = await asked({
      kind: 'edit',
      edits: [{ op: 'remove', pointer: '/port' }],
      profile: 'child',
    });
    assert.deepEqual(guards, [
      'schema profiles/child.yaml: profiles/child.yaml would violate its schema: The document is missing the required key "port".',
    ]);
  });

  test('may be in a folder that has no file for the target yet', async () => {
    const edits = [{ op: 'set', pointer: '/port', value: 'x' }] as const;
    const { guards } = await asked(
      { kind: 'edit', edits, profile: 'p', target: 'web' },
      {
        'safekeep.yaml': 'targets: { app: app.yaml, web: { path: web.yaml, schema: web.schema.json } }\n',
        'app.yaml': 'a: 1\n',
        'web.yaml': 'port: 1\n',
        'web.schema.json': JSON.stringify(port),
        'profiles/p/app.yaml': 'a: 1\n',
      },
    );
    assert.deepEqual(guards, [
      'schema profiles/p/web.yaml: profiles/p/web.yaml would violate its schema: "port" must be of type integer.',
    ]);
  });

  test('is asked about when the live file is saved to it', async () => {
    const { engine, folder } = await asked(set('/host', 'c', 'child'));
    await perform(engine, set('/port', 2, 'base'));
    await perform(engine, { kind: 'switch', profile: 'base' });
    await folder.write({ 'current.yaml': 'port: x\nhost: a\n' });
    const { guards } = await engine.plan({ kind: 'save-to-profile' });
    assert.deepEqual(
      guards.map(({ target }) => target),
      ['profiles/base.yaml'],
    );
  });

  test('is not asked about for what is wrong already, nor by a schema that says nothing', async () => {
    const broken = { ...files, 'profiles/base.yaml': '# c\nhost: a\nport: x\n' };
    assert.deepEqual((await asked(set('/host', 'b', 'base'), broken)).guards, []);
    assert.deepEqual((await asked(set('/port', 5, 'base'), broken)).problems, []);
    const without = { ...files, 'schema.json': '{}' };
    assert.deepEqual((await asked(set('/port', 'x', 'base'), without)).guards, []);
    const empty = { kind: 'create-profile', name: 'new', source: { kind: 'empty' } } as const;
    assert.deepEqual((await asked(empty)).guards, []);
  });
});
