import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { changeId, type Change, type PlannedWrite } from '../../src/engine/index.ts';
import { fromPlain } from '../../src/engine/values/value.ts';
import { toExclusions } from '../../src/review/exclusions.ts';
import {
  isReviewModel,
  layoutId,
  wholeId,
  type ReviewModel,
  type ReviewTarget,
} from '../../src/review/protocol.ts';
import { readReopenCommand } from '../../src/review/readReopenCommand.ts';
import { reviewModel } from '../../src/review/reviewModel.ts';
import { reviewTargets, type ReviewedWrite } from '../../src/workspace/engineWorker/reviewTargets.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

const write: PlannedWrite = {
  path: 'current.yaml',
  target: 'current',
  before: bytes('a: 1\n'),
  after: bytes('# new\na: 2\n'),
  kind: 'changed',
  changes: [{ type: 'modified', pointer: '/a', from: 1, to: 2 }],
};

const shown: ReviewModel = {
  revision: 1,
  title: 'Switch',
  subtitle: 'config',
  facts: [],
  notices: [],
  targets: [],
  busy: false,
  exclusions: {},
  reopen: '{}',
  apply: 'Switch',
};

function targetOf(reviewed: Partial<PlannedWrite>, more: Partial<ReviewedWrite> = {}): ReviewTarget {
  const targets = reviewTargets([{ write: { ...write, ...reviewed }, granularity: 'change', ...more }]);
  const model = reviewModel({ ...shown, targets });
  assert.ok(isReviewModel(structuredClone(model)));
  const [target] = model.targets;
  assert.ok(target);
  return target;
}

function changesOf(...changes: readonly Change[]) {
  return targetOf({ changes }).changes;
}

suite('what the panel is shown', () => {
  test('names each change, so that it can be left out', () => {
    const changes: readonly Change[] = [
      { type: 'removed', pointer: '/list/1', from: 1 },
      { type: 'added', pointer: '/list/1', to: 2 },
      { type: 'moved', pointer: '/list/0', oldPointer: '/list/2', to: 3 },
    ];
    assert.deepEqual(
      changesOf(...changes).map(({ id, path, oldPath }) => [id, path, oldPath]),
      [
        ['removed /list/1', ['list', '1 (was)'], undefined],
        ['added /list/1', ['list', '1'], undefined],
        ['moved /list/0', ['list', '0'], ['list', '2']],
      ],
    );
    assert.deepEqual(
      changesOf(...changes).map(({ id }) => id),
      changes.map(changeId),
    );
  });

  test('has texts of several lines as they stand, and other values as they are written', () => {
    const [text, word, mixed] = changesOf(
      { type: 'modified', pointer: '/a', from: 'one\ntwo', to: 'one\n"three"' },
      { type: 'modified', pointer: '/b', from: 'one', to: fromPlain({ c: [1] }) },
      { type: 'modified', pointer: '/c', from: 'one\ntwo', to: 3 },
    );
    assert.deepEqual([text?.isText, text?.from, text?.to], [true, 'one\ntwo', 'one\n"three"']);
    assert.deepEqual([word?.isText, word?.from, word?.to], [false, '"one"', '{"c":[1]}']);
    assert.deepEqual([mixed?.isText, mixed?.from, mixed?.to], [true, 'one\ntwo', '3']);
  });

  test('has comments and layout apart from the values', () => {
    assert.deepEqual(targetOf({}, { valuesAlone: bytes('a: 2\n') }).texts, {
      from: 'a: 2\n',
      to: '# new\na: 2\n',
      isTooLong: false,
    });
    assert.equal(targetOf({}, { valuesAlone: bytes('# new\na: 2\n') }).texts, undefined);
    assert.equal(targetOf({}).texts, undefined);
  });

  test('has the whole texts of what does not parse, or differs in layout alone', () => {
    for (const kind of ['text', 'layout'] as const) {
      const { texts } = targetOf({ kind, changes: [], before: bytes('a: [\n') });
      assert.deepEqual(texts, { from: 'a: [\n', to: '# new\na: 2\n', isTooLong: false });
    }
  });

  test('leaves long texts to the diff of the editor, and says so', () => {
    const { texts } = targetOf({ kind: 'text', changes: [], before: bytes('x'.repeat(500_000)) });
    assert.deepEqual(texts, { from: '', to: '', isTooLong: true });
  });

  test('counts the changes that are too many to be drawn', () => {
    const changes = Array.from({ length: 20_003 }, (_, index): Change => {
      return { type: 'added', pointer: `/k${index}`, to: index };
    });
    const target = targetOf({ changes });
    assert.deepEqual([target.changes.length, target.omitted], [20_000, 3]);
  });

  test('has no button where there is nothing to do', () => {
    assert.equal(reviewModel(shown).apply, undefined);
  });
});

suite('what is not ticked', () => {
  test('is the whole file, or its layout and some of its changes', () => {
    assert.deepEqual(
      toExclusions({
        'a.json': [wholeId, 'added /x'],
        'b.json': ['added /x'],
        'c.json': [layoutId, 'removed '],
      }),
      {
        'a.json': 'whole',
        'b.json': { layout: false, changes: ['added /x'] },
        'c.json': { layout: true, changes: ['removed '] },
      },
    );
  });
});

suite('what opens a review again', () => {
  test('is a command that opens reviews, and what it was told', () => {
    const kept = { command: 'safekeep.switchProfile', given: { folder: '/w/config', profile: 'staging' } };
    assert.deepEqual(readReopenCommand(JSON.stringify(kept)), {
      command: 'safekeep.switchProfile',
      given: { folder: '/w/config', profile: 'staging', review: true, confirm: true },
    });
  });

  test('never does anything without the review, and is no other command', () => {
    const given = { review: false, confirm: false };
    const harmless = { review: true, confirm: true };
    assert.deepEqual(
      readReopenCommand(JSON.stringify({ command: 'safekeep.repair', given }))?.given,
      harmless,
    );
    for (const text of [
      '',
      'null',
      '[]',
      '{"command":"safekeep.deleteBackup","given":{}}',
      '{"command":"workbench.action.quit","given":{}}',
      '{"command":"safekeep.repair","given":null}',
      '{"command":"safekeep.repair"}',
    ])
      assert.equal(readReopenCommand(text), undefined, text);
  });
});
