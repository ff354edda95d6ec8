import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { toPlain } from '../../../src/engine/values/value.ts';
import { migrated, migrationOf, stepsOf, tryMigrate } from '../../support/texts/migrations.ts';

const from = (text: string) => parseDocument('current.json', text);

/** What the steps make of a value, as plain data; the reason where they cannot be done. */
function outcomeOf(value: unknown, ...steps: readonly unknown[]): unknown {
  const outcome = tryMigrate(from(JSON.stringify(value)), stepsOf(steps));
  return typeof outcome === 'string' ? outcome : toPlain(outcome.value);
}

suite('a step of a migration', () => {
  test('renames a key where it stands', () => {
    const text = '{ "server": { "host": "a", "port": 1 } }';
    const steps = stepsOf([{ op: 'rename', path: '/server/host', to: 'address' }]);
    assert.equal(migrated(from(text), steps).text, '{ "server": { "address": "a", "port": 1 } }');
  });

  test('never renames a key onto another one', () => {
    const steps = { op: 'rename', path: '/a', to: 'b' };
    assert.equal(outcomeOf({ a: 1, b: 2 }, steps), '/b already exists');
  });

  test('adds a default only where there is none, and makes the maps on the way', () => {
    const step = { op: 'default', path: '/cache/size', value: 5 };
    assert.deepEqual(outcomeOf({}, step), { cache: { size: 5 } });
    assert.deepEqual(outcomeOf({ cache: { size: null } }, step), { cache: { size: null } });
    assert.equal(outcomeOf({ cache: 1 }, step), "/cache/size doesn't exist");
  });

  test('puts new values in the place of old ones, by a table; what the table does not name stays', () => {
    const step = { op: 'mapValues', path: '/levels/*', values: { verbose: 'debug', true: 'info', 3: null } };
    const levels = ['verbose', true, 3, 'warn', ['verbose'], 'constructor'];
    assert.deepEqual(outcomeOf({ levels }, step), {
      levels: ['debug', 'info', null, 'warn', ['verbose'], 'constructor'],
    });
  });

  test('puts old values back by the same table, numbers however they are written', () => {
    const values = { low: 1, none: null, off: false, text: '1', map: { a: 1 } };
    const down = migrationOf([{ op: 'mapValues', path: '/*', values }])?.down ?? [];
    const text = migrated(from('[1.0, "1", null, false, 2, { "a": 1 }]'), down).text;
    assert.equal(text, '["low", "text", "none", "off", 2, { "a": 1 }]');
  });

  test('wraps a value in a map, and takes it out again', () => {
    const wrap = { op: 'wrap', path: '/log', key: 'level' };
    assert.deepEqual(outcomeOf({ log: 'debug' }, wrap), { log: { level: 'debug' } });
    assert.deepEqual(outcomeOf({ log: 'debug' }, wrap, { ...wrap, op: 'unwrap' }), { log: 'debug' });
  });

  test('unwraps only what holds nothing else, so that nothing is lost', () => {
    const step = { op: 'unwrap', path: '/log', key: 'level' };
    assert.equal(outcomeOf({ log: { level: 1, to: 'a' } }, step), '/log has other keys besides "level": to');
    assert.equal(outcomeOf({ log: 1 }, step), "/log/level doesn't exist");
  });

  test('scales in decimal digits', () => {
    const step = { op: 'scale', path: '/n', factor: 3, offset: 0.1 };
    assert.deepEqual(outcomeOf({ n: 0.1 }, step), { n: 0.4 });
    assert.equal(outcomeOf({ n: '1' }, step), "/n isn't a number");
    const seconds = migrated(
      from('{ "n": 9007199254740993 }'),
      stepsOf([{ ...step, factor: 10, offset: 0 }]),
    );
    assert.equal(seconds.text, '{ "n": 90071992547409930 }');
  });

  test('converts what can be converted back, and nothing else', () => {
    const to = (kind: string, value: unknown) => outcomeOf([value], { op: 'convert', path: '/0', to: kind });
    assert.deepEqual(
      ['5', '-1.50', 'true', '05', ' 5', '0x5', ''].map((text) => to('number', text)),
      [[5], [-1.5], [1], ...Array.from({ length: 4 }, () => "/0 can't be converted to number")],
    );
    assert.deepEqual(
      [5, true, '5'].map((value) => to('string', value)),
      [['5'], ['true'], ['5']],
    );
    assert.deepEqual(
      [1, 0, 'false', 2, 'no', 'constructor', null].map((value) => to('boolean', value)),
      [[true], [false], [false], ...Array.from({ length: 4 }, () => "/0 can't be converted to boolean")],
    );
    const text = migrated(
      from('{ "n": "1.50" }'),
      stepsOf([{ op: 'convert', path: '/n', to: 'number' }]),
    ).text;
    assert.equal(text, '{ "n": 1.50 }');
  });

  test('converts only values of the type that it names', () => {
    const step = { op: 'convert', path: '/*', from: 'string', to: 'number' };
    assert.deepEqual(outcomeOf(['5', true, 6], step), [5, true, 6]);
  });

  test('fails where its place is not there, unless it is optional', () => {
    for (const step of [
      { op: 'remove', path: '/a/b' },
      { op: 'replace', path: '/a/b', value: 1 },
      { op: 'rename', path: '/a/b', to: 'c' },
      { op: 'mapValues', path: '/a/b', values: {} },
      { op: 'wrap', path: '/a/b', key: 'c' },
      { op: 'unwrap', path: '/a/b', key: 'c' },
      { op: 'scale', path: '/a/b', factor: 2 },
      { op: 'convert', path: '/a/b', to: 'string' },
      { op: 'move', from: '/a/b', path: '/c' },
      { op: 'copy', from: '/a/b', path: '/c' },
      { op: 'add', path: '/a/b', value: 1 },
      { op: 'test', path: '/a/b', value: 1 },
    ]) {
      assert.match(String(outcomeOf({ x: 1 }, step)), /^\/a\/b doesn't exist/, step.op);
      assert.deepEqual(outcomeOf({ x: 1 }, { ...step, optional: true }), { x: 1 }, step.op);
    }
  });

  test('is no JSON Patch where "move" would lead into itself', () => {
    assert.equal(
      outcomeOf({ a: { b: 1 } }, { op: 'move', from: '/a', path: '/a/c' }),
      "/a can't be moved into itself",
    );
  });
});

suite('a * in a step', () => {
  test('stands for every item of a list, and for every key of a map', () => {
    const step = { op: 'rename', path: '/*/host', to: 'address' };
    assert.deepEqual(outcomeOf([{ host: 1 }, { host: 2 }], step), [{ address: 1 }, { address: 2 }]);
    assert.deepEqual(outcomeOf({ a: { host: 1 }, b: { host: 2 } }, step), {
      a: { address: 1 },
      b: { address: 2 },
    });
  });

  test('fails where one of them has no such place, unless the step is optional', () => {
    const step = { op: 'rename', path: '/*/host', to: 'address' };
    assert.equal(outcomeOf([{ host: 1 }, {}], step), "/1/host doesn't exist");
    assert.deepEqual(outcomeOf([{ host: 1 }, {}], { ...step, optional: true }), [{ address: 1 }, {}]);
  });

  test('has nothing to do in an empty list, and nowhere to go where there is none', () => {
    const step = { op: 'remove', path: '/routes/*/old' };
    assert.deepEqual(outcomeOf({ routes: [] }, step), { routes: [] });
    assert.equal(outcomeOf({}, step), "/routes/*/old doesn't exist");
  });

  test('removes all items, and can stand more than once', () => {
    assert.deepEqual(outcomeOf({ a: [1, 2, 3] }, { op: 'remove', path: '/a/*' }), { a: [] });
    const value = { a: { x: [{ old: 1 }, { old: 2 }] }, b: { x: [{ old: 3 }] } };
    assert.deepEqual(outcomeOf(value, { op: 'remove', path: '/*/x/*/old' }), {
      a: { x: [{}, {}] },
      b: { x: [{}] },
    });
  });

  test('stands for the same in the place that something is moved or copied to', () => {
    const value = { a: { host: 1, at: {} }, b: { host: 2, at: {} } };
    assert.deepEqual(outcomeOf(value, { op: 'move', from: '/*/host', path: '/*/at/host' }), {
      a: { at: { host: 1 } },
      b: { at: { host: 2 } },
    });
    assert.equal(
      outcomeOf(value, { op: 'move', from: '/a/host', path: '/*/x/y' }),
      '"path" has more * segments than "from"',
    );
  });

  test('copies each item of a list', () => {
    const step = { op: 'copy', from: '/old/*', path: '/new/-' };
    assert.deepEqual(outcomeOf({ old: [1, 2, 3], new: [0] }, step), { old: [1, 2, 3], new: [0, 1, 2, 3] });
  });

  test('moves the items of a list in their order', () => {
    const step = { op: 'move', from: '/old/*', path: '/new/-' };
    assert.deepEqual(outcomeOf({ old: [1, 2, 3], new: [0] }, step), { old: [], new: [0, 1, 2, 3] });
  });

  test('is a plain key where a map has one of that name, and where it names what is added', () => {
    assert.deepEqual(outcomeOf({ '*': 1, a: 2 }, { op: 'remove', path: '/*' }), { a: 2 });
    assert.deepEqual(outcomeOf({ a: 2 }, { op: 'add', path: '/*', value: 1 }), { a: 2, '*': 1 });
  });
});

suite('the way back of a migration', () => {
  const isOneWay = (step: unknown) => migrationOf([step])?.down === undefined;

  test('is worked out where each step can be turned around', () => {
    const migration = migrationOf([
      { op: 'rename', path: '/a/b', to: 'c/d' },
      { op: 'add', path: '/e', value: 1 },
    ]);
    assert.deepEqual(toPlain(migration?.down?.map((step) => ({ ...step })) as never), [
      { op: 'remove', path: '/e' },
      { op: 'rename', path: '/a/c~1d', to: 'b' },
    ]);
  });

  test('is what the document says, where it says one', () => {
    const migration = migrationOf([{ op: 'remove', path: '/a' }], {
      down: [{ op: 'add', path: '/a', value: 1 }],
    });
    assert.equal(migration?.isDerived, false);
    assert.equal(migration.down?.length, 1);
  });

  test('is not there where a step takes away what nobody could know again', () => {
    for (const step of [
      { op: 'remove', path: '/a' },
      { op: 'replace', path: '/a', value: 1 },
      { op: 'default', path: '/a', value: 1 },
      { op: 'add', path: '', value: 1 },
      { op: 'add', path: '/a/-', value: 1 },
      { op: 'mapValues', path: '/a', values: { x: 'z', y: 'z' } },
      { op: 'convert', path: '/a', to: 'string' },
      { op: 'rename', path: '/a/*', to: 'b' },
      { op: 'move', from: '/a/b', path: '/c/-' },
    ])
      assert.ok(isOneWay(step), JSON.stringify(step));
  });
});
