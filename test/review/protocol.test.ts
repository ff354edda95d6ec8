import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isHostMessage, isKeptReview, isPanelMessage, type HostMessage } from '../../src/review/protocol.ts';

const message: HostMessage = {
  type: 'show',
  model: {
    revision: 1,
    title: 'Switch to staging',
    subtitle: 'config: development → staging',
    facts: [{ label: 'Author', value: 'Ada' }],
    notices: [{ severity: 'warning', message: 'The result loses 54% of the keys.' }],
    targets: [
      {
        name: 'current.yaml',
        path: 'config/current.yaml',
        kind: 'changed',
        granularity: 'change',
        changes: [
          {
            id: 'modified /server/port',
            kind: 'modified',
            pointer: '/server/port',
            path: ['server', 'port'],
            from: '8080',
            to: '9090',
            isText: false,
          },
          {
            id: 'moved /routes/0',
            kind: 'moved',
            pointer: '/routes/0',
            path: ['routes', '0'],
            oldPath: ['routes', '2'],
            isText: false,
          },
        ],
        texts: { from: 'a: 1\n', to: 'a: 1 # one\n', isTooLong: false },
        omitted: 3,
      },
    ],
    apply: 'Switch',
    busy: false,
    exclusions: { 'current.yaml': ['moved /routes/0'] },
    reopen: '{}',
  },
};

type Keys = readonly (string | number)[];

/** The message with one place of it replaced; `undefined` says that it is missing. */
function messageWith(keys: Keys, value: unknown): unknown {
  return replaced(structuredClone(message), keys, value);
}

function replaced(whole: unknown, [key, ...rest]: Keys, value: unknown): unknown {
  if (key === undefined) return value;
  const next = replaced(Object.entries(whole ?? {}).find(([name]) => name === String(key))?.[1], rest, value);
  if (Array.isArray(whole)) return whole.with(Number(key), next);
  return { ...(typeof whole === 'object' ? whole : {}), [key]: next };
}

describe('isHostMessage', () => {
  test('accepts a complete view model that was copied between the sides', () => {
    assert.equal(isHostMessage(structuredClone(message)), true);
  });

  test('accepts a model without an apply button and a change without values', () => {
    assert.equal(isHostMessage(messageWith(['model', 'apply'], undefined)), true);
    assert.equal(isHostMessage(messageWith(['model', 'targets', 0, 'changes', 0, 'from'], undefined)), true);
  });

  test('refuses what is no message at all', () => {
    for (const value of [undefined, null, 'show', 1, [], [message], {}, { type: 'show' }, { type: 'hide' }]) {
      assert.equal(isHostMessage(value), false, JSON.stringify(value));
    }
  });

  const broken: readonly (readonly [name: string, keys: Keys, value: unknown])[] = [
    ['without a title', ['model', 'title'], undefined],
    ['with a subtitle that is no text', ['model', 'subtitle'], 7],
    ['with a fact that lacks its value', ['model', 'facts', 0, 'value'], undefined],
    ['with facts that are no list', ['model', 'facts'], { 0: { label: 'a', value: 'b' } }],
    ['with an unknown severity', ['model', 'notices', 0, 'severity'], 'fatal'],
    ['with an unknown kind of target', ['model', 'targets', 0, 'kind'], 'renamed'],
    ['with a negative number of omitted changes', ['model', 'targets', 0, 'omitted'], -1],
    ['with an unknown kind of change', ['model', 'targets', 0, 'changes', 0, 'kind'], 'constructor'],
    ['with a path that holds a number', ['model', 'targets', 0, 'changes', 0, 'path'], ['routes', 0]],
    ['with a value that is no display text', ['model', 'targets', 0, 'changes', 0, 'to'], 9090],
    ['with an old path that is no list', ['model', 'targets', 0, 'changes', 1, 'oldPath'], 'routes'],
    ['with an apply button that is no text', ['model', 'apply'], true],
    ['without busy', ['model', 'busy'], undefined],
    ['with a revision that is no count', ['model', 'revision'], 1.5],
    ['with an unknown granularity', ['model', 'targets', 0, 'granularity'], 'some'],
    ['with a change that has no id', ['model', 'targets', 0, 'changes', 0, 'id'], undefined],
    ['with texts of which one is missing', ['model', 'targets', 0, 'texts', 'to'], undefined],
    ['with a selection that is no list', ['model', 'exclusions', 'current.yaml'], 'all'],
    ['with no way to open it again', ['model', 'reopen'], undefined],
  ];
  for (const [name, keys, value] of broken) {
    test(`refuses a model ${name}`, () => {
      assert.equal(isHostMessage(messageWith(keys, value)), false);
    });
  }
});

describe('isPanelMessage', () => {
  test('accepts every message the page can send', () => {
    for (const type of ['ready', 'cancel']) assert.equal(isPanelMessage({ type }), true, type);
    const selected = { revision: 2, exclusions: { 'current.yaml': ['removed /a'] } };
    for (const type of ['select', 'apply']) assert.equal(isPanelMessage({ type, ...selected }), true, type);
    assert.equal(isPanelMessage({ type: 'openTextDiff', target: 'current.yaml', ...selected }), true);
  });

  test('refuses a text diff without a target, what does not say what is ticked, and types nobody agreed on', () => {
    const selected = { revision: 2, exclusions: {} };
    for (const value of [
      { type: 'openTextDiff', ...selected },
      { type: 'openTextDiff', target: 1, ...selected },
      { type: 'apply' },
      { type: 'apply', revision: 2 },
      { type: 'select', revision: '2', exclusions: {} },
      { type: 'select', revision: 2, exclusions: { a: [1] } },
      { type: 'delete', ...selected },
    ]) {
      assert.equal(isPanelMessage(value), false, JSON.stringify(value));
    }
    for (const value of [undefined, null, 'ready', ['ready']]) assert.equal(isPanelMessage(value), false);
  });
});

describe('isKeptReview', () => {
  test('accepts what a page keeps, and the whole model that older versions kept', () => {
    assert.equal(isKeptReview({ reopen: '{}', exclusions: { 'app.yaml': ['whole'] } }), true);
    assert.equal(isKeptReview(structuredClone(message.model)), true);
  });

  test('refuses anything else', () => {
    const kept = [
      undefined,
      null,
      '{}',
      [],
      {},
      { reopen: '{}' },
      { exclusions: {} },
      { reopen: {}, exclusions: {} },
    ];
    for (const value of [...kept, { reopen: '{}', exclusions: { 'app.yaml': 'whole' } }])
      assert.equal(isKeptReview(value), false, JSON.stringify(value));
  });
});
