// Undoing a change in a file that was edited since.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { documentOf, toPlain, type Edit, type Engine, type Plan } from '../../src/engine/index.ts';
import { contentOf } from '../../src/engine/documents/fileDocument.ts';
import { withoutCommit } from '../../src/engine/planners/undoneKeys.ts';
import { perform, testFolder, type Files, type TestFolder } from '../support/disk/configFolder.ts';
import { randomRuns } from '../support/sizes.ts';

const yaml = 'server:\n  host: a # h\n  port: 3000\nlog: { level: info }\nlist: [a, b]\n';

interface Opened extends TestFolder {
  readonly engine: Engine;
  /** Commits edits, and answers the id. */
  readonly edit: (edits: readonly Edit[], profile?: string) => Promise<string>;
  readonly undo: (commit: string) => Promise<Plan>;
}

async function opened(files: Files = { 'current.yaml': yaml }): Promise<Opened> {
  const folder = await testFolder('among', files);
  const engine = await folder.open();
  const edit = async (edits: readonly Edit[], profile?: string) => {
    const operation = { kind: 'edit', edits, ...(profile === undefined ? {} : { profile }) } as const;
    const result = await engine.commit(await engine.plan(operation), { accepted: 'all' });
    return result?.entry.id ?? '';
  };
  return { ...folder, engine, edit, undo: (commit) => engine.plan({ kind: 'undo', commit }) };
}

const set = (pointer: string, value: string | number) => ({ op: 'set', pointer, value }) as const;

suite('undoing a change in a file that was edited since', () => {
  test('takes back its keys, and leaves the others and their comments', async () => {
    const { engine, edit, undo, text, write } = await opened();
    const first = await edit([set('/server/port', 1), { op: 'remove', pointer: '/list' }]);
    await edit([set('/log/level', 'debug'), set('/server/host', 'b')]);
    await write({ 'current.yaml': `# by hand\n${(await text('current.yaml')) ?? ''}more: 1\n` });
    const plan = await undo(first);
    assert.deepEqual(plan.guards, []);
    assert.deepEqual(plan.notes, ['current.yaml was edited after this change. Those edits are kept.']);
    await engine.commit(plan);
    assert.equal(
      await text('current.yaml'),
      '# by hand\nserver:\n  host: b # h\n  port: 3000\nlog: { level: debug }\nmore: 1\nlist: [a, b]\n',
    );
    await assert.rejects(undo(first), { code: 'not-found', message: /has already been undone/ });
    await perform(engine, { kind: 'undo', commit: (await engine.snapshot()).history[0]?.id ?? '' });
    assert.match((await text('current.yaml')) ?? '', /port: 1\nlog: \{ level: debug \}\nmore: 1\n$/);
  });

  test('asks where the same keys were edited, a key in them, or another item of a list', async () => {
    for (const [ours, later] of [
      [set('/server/port', 1), set('/server/port', 2)],
      [set('/new', 1), set('/new', 1.5)],
      [{ op: 'set', pointer: '/map', value: { a: 1 } }, set('/map/b', 2)],
      [set('/server/port', 1), { op: 'remove', pointer: '/server' }],
      [set('/list/0', 'z'), set('/list/-', 'c')],
    ] as const) {
      const { edit, undo } = await opened();
      const id = await edit([ours]);
      await edit([later]);
      const { guards, notes } = await undo(id);
      assert.deepEqual([guards.map(({ code }) => code), notes], [['edited-since'], []], ours.pointer);
    }
  });

  test('asks where what the change left is not kept, or only its layout differs', async () => {
    const { edit, undo, write, text } = await opened();
    const id = await edit([set('/server/port', 1)]);
    await write({ 'current.yaml': `${(await text('current.yaml')) ?? ''}more: 1\n` });
    assert.deepEqual(
      (await undo(id)).guards.map(({ code }) => code),
      ['edited-since'],
    );
  });

  test('asks after a switch, which may have given the other keys', async () => {
    const { engine, edit, undo } = await opened({
      'current.yaml': 'a: 1\nb: 1\n',
      'profiles/p.yaml': 'a: 1\nb: 1\n',
      'profiles/q.yaml': 'a: 2\nb: 2\n',
    });
    const id = await edit([set('/a', 2)]);
    await perform(engine, { kind: 'switch', profile: 'q' });
    assert.deepEqual(
      (await undo(id)).guards.map(({ code }) => code),
      ['edited-since'],
    );
  });

  test('works in a profile, and keeps the record of the active one', async () => {
    const { engine, edit, undo, text } = await opened({
      'current.yaml': 'a: 1\nb: 1\n',
      'profiles/p.yaml': 'a: 1\nb: 1\n',
    });
    const id = await edit([set('/a', 2)], 'p');
    await edit([set('/b', 2)], 'p');
    await edit([set('/b', 2)]);
    await engine.commit(await undo(id));
    assert.equal(await text('profiles/p.yaml'), 'a: 1\nb: 2\n');
    assert.equal(await text('current.yaml'), 'a: 1\nb: 2\n');
    assert.equal((await engine.snapshot()).state.activeProfile, 'p');
  });

  test('takes along what aliases read of its keys, and nothing else', async () => {
    const { engine, edit, undo, text } = await opened({ 'current.yaml': 'a: &x 1\nb: *x\nc: 1\n' });
    const id = await edit([set('/a', 2)]);
    await edit([set('/c', 2)]);
    await engine.commit(await undo(id));
    assert.equal(await text('current.yaml'), 'a: &x 1\nb: *x\nc: 2\n');
    const next = await edit([set('/a', 3)]);
    await edit([{ op: 'set', pointer: '/d', value: 1 }]);
    await engine.commit(await undo(next));
    assert.equal(await text('current.yaml'), 'a: &x 1\nb: *x\nc: 2\nd: 1\n');
  });
});

const { value: content } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(null, true, 1, 2, 'x'),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const map = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), content, {
  maxKeys: 4,
  noNullPrototype: true,
});

test('what is left of two changes is the same, whichever of them came later', () => {
  const fileOf = (value: unknown) =>
    contentOf('x.json', new TextEncoder().encode(JSON.stringify(value, null, 2)));
  let merged = 0;
  fc.assert(
    fc.property(map, map, map, (old, made, later) => {
      const [before, after, now] = [fileOf(old), fileOf(made), fileOf(later)];
      const left = withoutCommit({ before, after, now });
      if (!left) return;
      merged += 1;
      const other = withoutCommit({ before: now, after, now: before });
      assert.deepEqual(valueOf(left), other ? valueOf(other) : old);
    }),
    { numRuns: randomRuns(2_000) },
  );
  assert.ok(merged > 10, `${merged} could be taken back`);
});

function valueOf(bytes: Uint8Array): unknown {
  return toPlain(documentOf(contentOf('x.json', bytes)).value ?? null);
}
