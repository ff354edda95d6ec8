// What the engine says to a person, in a language that marks each text and leaves the placeholders in it. A text that
// is made of several shows a mark for each, so that a part of it that no translator would see stands out.
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, suite, test } from 'node:test';
import { config } from '@vscode/l10n';
import { changeLine } from '../../src/engine/diff/changeListing.ts';
import { damageSentence } from '../../src/engine/state/damage.ts';
import { parseDocument } from '../../src/engine/text/document.ts';
import { builtInProblems } from '../../src/engine/records/builtInSchemas.ts';
import { validateValue } from '../../src/engine/schemas/schema.ts';
import { fixesFor } from '../../src/engine/schemas/validate.ts';
import type { Engine, Operation } from '../../src/engine/index.ts';
import { describeHolder } from '../../src/engine/storage/lock/lockHolder.ts';
import { errorMappingFileSystem } from '../../src/engine/storage/disk/fileSystem.ts';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import { perform, simpleFiles, testFolder } from '../support/disk/configFolder.ts';
import { stepsOf, tryMigrate } from '../support/texts/migrations.ts';
import { problems, schemaOf } from '../support/texts/schemaProblems.ts';

/** Any text that is asked for is there. */
const marking = new Proxy({}, { get: (_, text) => `⟦${String(text)}⟧` });
const english = {};

function markTexts(): void {
  before(() => {
    config({ contents: marking });
  });
  after(() => {
    config({ contents: english });
  });
}

const said = async (schema: object, text: string) =>
  (await problems(schema, text)).map(({ message }) => message);

const faults = (path: string, text: string) =>
  parseDocument(path, text).problems.map(({ message }) => message);

async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return assert.fail('it was not refused');
}

suite('in the language of the person', () => {
  markTexts();

  test('is what is wrong with a text', () => {
    assert.deepEqual(faults('a.json', '{ "a" 1 }'), ['⟦Expected ⟦a colon⟧, but found ⟦a number⟧.⟧']);
    assert.deepEqual(faults('a.json', '{ "a": 1, "a": 2 }'), ['⟦Duplicate key "a".⟧']);
    assert.deepEqual(faults('a.yaml', 'a: *b\n'), ["⟦This alias doesn't refer to an anchor above it.⟧"]);
  });

  test('is what a schema finds, all of a sentence that is composed', async () => {
    const of = (a: object) => ({ properties: { a } });
    assert.deepEqual(await said(of({ minLength: 2 }), '{ "a": "" }'), [
      '⟦"a" must have at least ⟦2 characters⟧, but has 0.⟧',
    ]);
    assert.deepEqual(await said(of({ maximum: 1 }), '{ "a": 2 }'), ['⟦"a" must be at most 1, but is 2.⟧']);
    const union = { anyOf: [{ type: ['string', 'null'] }, { enum: [1, 2] }] };
    assert.deepEqual(await said(of(union), '{ "a": true }'), [
      '⟦"a" must be of type ⟦string or null⟧, or ⟦one of 1, 2⟧.⟧',
    ]);
    assert.deepEqual(await said({ type: 'object' }, '[]'), ['⟦⟦The document⟧ must be of type object.⟧']);
  });

  test('is what is wrong with a schema', async () => {
    assert.deepEqual(await said({ properties: { a: { $ref: '#/gone' } } }, '{}'), [
      '⟦The schema can\'t be used: ⟦it refers to "#/gone", which isn\'t a schema⟧.⟧',
    ]);
    assert.deepEqual(await said({ minimum: 'x' }, '{}'), [
      '⟦The schema can\'t be used: ⟦"minimum" must be of type number.⟧⟧',
    ]);
  });

  test('is what does not fit our own documents, in the words of their schemas too', () => {
    const manifest = parseDocument('safekeep.yaml', 'format: 1\nguard: 5\nretention:\n  last: 0.5\n');
    assert.deepEqual(
      builtInProblems('manifest', manifest).map(({ message }) => message),
      ['⟦"guard" must be ⟦a map⟧.⟧', '⟦"last" must be a whole number, 0 or more.⟧'],
    );
  });

  test('is what is offered for a finding', async () => {
    const schema = { required: ['a'], properties: { b: { enum: ['on'] }, c: { minimum: 1, default: 5 } } };
    const document = parseDocument('current.json', '{ "b": 1, "c": 0 }');
    const found = validateValue(schemaOf(schema), document.value ?? null, document);
    const fixes = await Promise.all(found.map((problem) => fixesFor(schemaOf(schema), document, problem)));
    assert.deepEqual(
      fixes.flat().map(({ title }) => title),
      ['⟦Insert "a": null⟧', '⟦Change to "on"⟧', '⟦Reset to the default 5⟧'],
    );
  });

  test('is why a migration cannot be carried out', () => {
    const outcome = tryMigrate(
      parseDocument('current.json', '{ "a": "x" }'),
      stepsOf([{ op: 'scale', path: '/a', factor: 2 }]),
    );
    assert.equal(outcome, "⟦/a isn't a number⟧");
  });

  test('are damage, places that moved, and who holds the lock', () => {
    assert.equal(damageSentence('truncated', 'current.json'), '⟦current.json is truncated.⟧');
    const moved = { type: 'moved', pointer: '/a/0', oldPointer: '/a/2', from: 1, to: 1 } as const;
    assert.equal(changeLine(moved), '> /a/0  ⟦from /a/2⟧');
    assert.match(describeHolder(null), /^⟦.*⟧$/);
  });

  test('is what the disk refuses', async () => {
    const folder = await testFolder('language');
    const disk = errorMappingFileSystem(nodeFileSystem, () => 'gone');
    assert.equal(await refusal(disk.readFile(folder.path('gone'))), "⟦Can't read gone: ⟦it doesn't exist⟧.⟧");
  });
});

suite('in the language of the person is, of a config folder,', () => {
  markTexts();

  const opened = async (files = simpleFiles) => {
    const folder = await testFolder('language', files);
    return { folder, engine: await folder.open() };
  };
  const summary = async (engine: Engine, operation: Operation) => (await engine.plan(operation)).summary;

  test('what a plan would do', async () => {
    const { engine } = await opened();
    assert.equal(
      await summary(engine, { kind: 'switch', profile: 'staging' }),
      '⟦Switch development → staging⟧',
    );
    const edits = [{ op: 'remove', pointer: '/port' }] as const;
    assert.equal(await summary(engine, { kind: 'edit', edits }), '⟦Edit current.json: ⟦remove /port⟧⟧');
  });

  test('what a plan asks about', async () => {
    const schema = { 'schema.json': '{ "properties": { "a": { "type": "number" } } }' };
    const { engine } = await opened({
      ...schema,
      'current.json': '{ "a": 1, "b": 2, "c": 3 }',
      'profiles/p.json': '{ "a": "x" }',
    });
    const { guards } = await engine.plan({ kind: 'switch', profile: 'p' });
    assert.deepEqual(
      guards.map(({ message }) => message),
      [
        '⟦current.json would lose /b, /c.⟧ ⟦Profile "p" has only 1 of the 3 keys.⟧',
        '⟦current.json would violate its schema: ⟦"a" must be of type number.⟧⟧',
      ],
    );
  });

  test('why something is refused', async () => {
    const { engine } = await opened();
    assert.equal(
      await refusal(engine.plan({ kind: 'delete-profile', name: 'staging' })),
      '⟦Profile "staging" is extended by production. Change "extends" there first.⟧',
    );
    assert.equal(await refusal(engine.plan({ kind: 'undo' })), '⟦Nothing to undo.⟧');
  });

  test('what a recovery takes, and why a backup stays', async () => {
    const { folder, engine } = await opened();
    await engine.createBackup({ name: 'good' });
    await rm(folder.path('current.json'));
    const { notes } = await perform(engine, { kind: 'restore-damaged' });
    assert.deepEqual(notes, ['current.json: ⟦the ⟦backup “good”⟧⟧']);
    assert.deepEqual(
      (await engine.planPrune()).map(({ why }) => why),
      ['⟦needed to undo the last change⟧', '⟦named⟧'],
    );
  });

  test('but not what was written down before: that stays as it was', async (context) => {
    context.after(() => config({ contents: marking }));
    const { engine } = await opened();
    await perform(engine, { kind: 'switch', profile: 'staging' });
    config({ contents: english });
    const [entry] = (await engine.snapshot()).history;
    assert.equal(entry?.summary, '⟦Switch development → staging⟧');
    assert.equal(await summary(engine, { kind: 'undo' }), 'Undo “⟦Switch development → staging⟧”');
  });
});
