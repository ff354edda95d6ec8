// What a repair makes of a value, given a schema and defaults.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '../../../src/engine/text/edits/edit.ts';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { repairValue } from '../../../src/engine/schemas/repair.ts';
import { checkValue } from '../../../src/engine/schemas/schema.ts';
import { equalValues, fromPlain, toPlain, type Value } from '../../../src/engine/values/value.ts';
import { file, schemaOf } from '../../support/texts/schemaProblems.ts';
import { randomRuns } from '../../support/sizes.ts';

function repaired(schema: object, value: unknown, defaults?: unknown): unknown {
  const start = fromPlain(value);
  return toPlain(
    applyEdits(
      start,
      repairValue(schemaOf(schema), start, defaults === undefined ? undefined : fromPlain(defaults)),
    ),
  );
}

suite('a missing key', () => {
  const schema = {
    required: ['a'],
    properties: {
      a: { type: 'integer', default: 1 },
      b: { default: 'x' },
      c: { type: 'object', properties: { d: { $ref: '#/definitions/d' } }, default: {} },
      e: { type: 'object', properties: { f: { default: true } } },
    },
    definitions: { d: { type: 'string', default: 'deep' } },
  };

  test('gets its default, required or not, also in maps that come as a default', () => {
    assert.deepEqual(repaired(schema, { z: 0 }), { z: 0, a: 1, b: 'x', c: { d: 'deep' } });
  });

  test('gets it in maps that are there, and in those of lists', () => {
    assert.deepEqual(repaired(schema, { a: 2, b: 'y', c: { d: 'z' }, e: {} }), {
      a: 2,
      b: 'y',
      c: { d: 'z' },
      e: { f: true },
    });
    const list = { items: { properties: { port: { default: 80 } } } };
    assert.deepEqual(repaired(list, [{}, { port: 1 }]), [{ port: 80 }, { port: 1 }]);
  });

  test('gets the one behind a reference, in another file too, or in a part of all', () => {
    const schema = {
      $ref: '#/definitions/root',
      definitions: {
        root: {
          properties: { a: { $ref: 'part.json#/b' }, c: { allOf: [{}, { $ref: '#/definitions/c' }] } },
        },
        c: { $ref: '#/definitions/d' },
        d: { default: [1] },
      },
    };
    const files = schemaOf(schema);
    const part = file('part.json', '{ "b": { "$ref": "#/e" }, "e": { "default": "there" } }');
    const edits = repairValue(
      { ...files, parts: new Map([['file:///config/part.json', part]]) },
      {},
      undefined,
    );
    assert.deepEqual(toPlain(applyEdits({}, edits)), { a: 'there', c: [1] });
  });

  test('gets that of the defaults file first, where it fits the schema', () => {
    assert.deepEqual(repaired(schema, { c: { d: 'z' } }, { a: 7, b: 'y', g: [1], c: { d: 1, h: 2 } }), {
      c: { d: 'z', h: 2 },
      a: 7,
      b: 'y',
      g: [1],
    });
    assert.deepEqual((repaired(schema, {}, { a: 'no number' }) as { readonly a: unknown }).a, 1);
  });

  test('stays missing where there is no default, or it would break something', () => {
    assert.deepEqual(repaired({ required: ['a'], properties: { a: { type: 'string' } } }, {}), {});
    assert.deepEqual(
      repaired({ required: ['a'], properties: { a: { type: 'string', default: 1 } } }, {}),
      {},
    );
    const together = { properties: { a: { default: 1 }, b: { default: 2 } }, dependencies: { a: ['c'] } };
    assert.deepEqual(repaired(together, {}), { b: 2 });
  });

  test('whose default holds itself without end stays missing', () => {
    assert.deepEqual(repaired({ properties: { a: { $ref: '#', default: {} } } }, { b: 1 }), { b: 1 });
  });
});

suite('a wrong value', () => {
  for (const [what, schema, value, expected] of [
    ['a number in quotes', { type: 'integer', default: 1 }, '8080', 8080],
    ['a fraction in quotes', { type: 'number' }, '-1.5e3', -1500],
    ['a text without quotes', { type: 'string' }, 8080, '8080'],
    ['a boolean in quotes', { type: 'boolean' }, 'true', true],
    ['one that may be nothing else', { anyOf: [{ type: 'integer' }, { type: 'null' }] }, '5', 5],
    ['a word in other letters', { enum: ['info', 'debug'], default: 'debug' }, 'INFO', 'info'],
    ['a constant in other letters', { const: 'On' }, 'on', 'On'],
    ['a number of an enumeration in quotes', { enum: [1, 2] }, '2', 2],
  ] as const) {
    test(`is converted where it is certain: ${what}`, () => {
      assert.deepEqual(repaired({ properties: { a: schema } }, { a: value }), { a: expected });
    });
  }

  for (const [what, schema, value] of [
    ['of another type', { type: 'integer', default: 1 }, 'many'],
    ['not in the enumeration', { enum: [1, 2], default: 1 }, 3],
    ['that could be two of the enumeration', { enum: ['aB', 'Ab', 1], default: 1 }, 'AB'],
    ['out of range', { maximum: 5, default: 1 }, 6],
    ['too long', { type: ['string', 'integer'], maxLength: 1, default: 1 }, 'xy'],
    ['with too few items', { minItems: 1, default: [1] }, []],
    ['that is a fraction in quotes', { type: 'integer', default: 1 }, '1.5'],
    ['that means yes to some', { type: 'boolean', default: false }, 'yes'],
  ] as const) {
    test(`is replaced by the default: ${what}`, () => {
      assert.deepEqual(repaired({ properties: { a: schema } }, { a: value }), { a: schema.default });
    });
  }

  test('is replaced by that of the defaults file, where it fits', () => {
    const schema = {
      properties: { a: { type: 'object', properties: { b: { type: 'integer', default: 1 } } } },
    };
    assert.deepEqual(repaired(schema, { a: { b: [] } }, { a: { b: 9 } }), { a: { b: 9 } });
    assert.deepEqual(repaired(schema, { a: { b: [] } }, { a: { b: 'x' } }), { a: { b: 1 } });
  });

  test('stays where nothing is known to take its place', () => {
    const schema = { properties: { a: { maximum: 5 }, l: { items: { type: 'integer' } } } };
    assert.deepEqual(repaired(schema, { a: 6, l: ['1', 'x'] }, { l: [7, 8] }), { a: 6, l: [1, 'x'] });
  });

  test('stays where it has a tag, which may stand for anything', () => {
    const { value } = parseDocument('a.yaml', 'a: !env PORT\n');
    const schema = schemaOf({ properties: { a: { type: 'integer', default: 1 } } });
    assert.deepEqual(repairValue(schema, value ?? null, undefined), []);
  });

  test('uncovers another one, and both are fixed', () => {
    const schema = {
      properties: {
        a: {
          type: 'object',
          default: { b: '5' },
          properties: { b: { type: ['integer', 'string'], pattern: '^x' } },
        },
      },
    };
    assert.deepEqual(repaired(schema, { a: 1 }), { a: 1 });
    const other = {
      properties: { a: { enum: ['on', 'off'] } },
      if: { properties: { a: { const: 'on' } } },
      then: { required: ['b'], properties: { b: { default: 2 } } },
    };
    assert.deepEqual(repaired(other, { a: 'ON' }), { a: 'on', b: 2 });
  });
});

test('a schema that cannot be used changes nothing, whatever the defaults say', () => {
  assert.deepEqual(repaired({ type: 'none' }, { a: 1 }, { b: 2 }), { a: 1 });
  assert.deepEqual(repaired({ $ref: '#' }, { a: 1 }, { b: 2 }), { a: 1 });
});

test('keys that nobody knows stay, and so does a map that lacks some', () => {
  const schema = {
    properties: {
      a: {
        type: 'object',
        required: ['x'],
        additionalProperties: false,
        default: { x: 1 },
        properties: { x: {} },
      },
    },
    additionalProperties: false,
  };
  assert.deepEqual(repaired(schema, { a: { y: 1 }, z: 1 }), { a: { y: 1 }, z: 1 });
});

test('a second repair has nothing to do, and no repair makes anything worse', () => {
  const schema = {
    type: 'object',
    required: ['a', 'b'],
    properties: {
      a: { type: 'integer', minimum: 0, default: 3 },
      b: { enum: ['x', 'Y', 1], default: 'x' },
      c: { type: 'object', required: ['d'], properties: { d: { type: 'boolean', default: true } } },
      e: { type: 'array', maxItems: 2, items: { type: 'string' }, default: [] },
    },
    additionalProperties: { type: ['string', 'integer'] },
  };
  const files = schemaOf(schema);
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const scalar = fc.constantFrom<unknown>(null, true, -1, 5, 1.5, 'x', 'X', 'y', 'true', '7', '-7', 'no');
  const { value: anything } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('map')),
    map: fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  }));
  const count = (value: Value) => checkValue(files, value).findings?.length ?? 0;
  fc.assert(
    fc.property(
      fc.dictionary(key, anything, { maxKeys: 6 }),
      fc.option(fc.dictionary(key, anything)),
      (plain, more) => {
        const [start, defaults] = [fromPlain(plain), more === null ? undefined : fromPlain(more)];
        const once = applyEdits(start, repairValue(files, start, defaults));
        assert.ok(count(once) <= count(start));
        assert.deepEqual(repairValue(files, once, defaults), []);
        for (const name of Object.keys(plain)) assert.ok(name in (once as object));
        if (count(start) === 0 && defaults === undefined && 'e' in plain) assert.ok(equalValues(once, start));
      },
    ),
    { numRuns: randomRuns(100) },
  );
});
