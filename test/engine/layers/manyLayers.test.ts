// Small folders that were made to take long: what is written and compared costs what the texts cost.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { diffValues } from '../../../src/engine/diff/diff.ts';
import { compose } from '../../../src/engine/layers/resolve.ts';
import { editDocument, parseDocument } from '../../../src/engine/text/document.ts';
import { fromPlain } from '../../../src/engine/values/value.ts';
import { processorMs } from '../../support/processorTime.ts';
import { set } from '../../support/texts/edits.ts';

const count = (length: number) => Array.from({ length }, (_, index) => index);
const keys = (length: number, value: string | number = 0) =>
  count(length).map((index) => `k${index}: ${value}\n`);

function assertQuick(work: () => unknown): void {
  const started = processorMs();
  work();
  const took = processorMs() - started;
  assert.ok(took < 3_000, `${took} ms of the processor`);
}

const layersIn = (format: 'json' | 'yaml', texts: readonly string[]) =>
  texts.map((text, index) => ({
    name: `p${index}`,
    kind: 'profile' as const,
    document: parseDocument(`p${index}.${format}`, text),
    unset: [],
  }));
const layersOf = (...texts: readonly string[]) => layersIn('yaml', texts);
const json = (length: number, key: (index: number) => string) =>
  JSON.stringify(Object.fromEntries(count(length).map((index) => [key(index), 1])));

suite('a small folder that was made to take long is quick', () => {
  test('where each of many items shares a part with one that has many', () => {
    const large = Object.fromEntries(count(6_000).map((index) => [`k${index}`, 0]));
    const from = fromPlain({ l: [large] });
    const to = fromPlain({ l: count(6_000).map((index) => ({ [`k${index}`]: 0, a: 0, b: index + 0.5 })) });
    assertQuick(() => diffValues(from, to));
  });

  test('where the manifest has thousands of keys that tell items apart', () => {
    const rules = Object.fromEntries(count(3_000).map((index) => [`/l${index}`, { byKey: `a.b${index}` }]));
    const [from, to] = [0, 1].map((value) =>
      fromPlain(count(3_000).map((index) => ({ i: index, v: value }))),
    );
    assertQuick(() => diffValues(from ?? null, to ?? null, rules));
  });

  test('where a profile has many more keys than what it lies on', () => {
    const [below, above] = ['a: 1\n', keys(20_000).join('')];
    assertQuick(() => compose(layersOf(below, above), { format: 'yaml' }, {}));
  });

  test('where many layers have keys of their own', () => {
    const texts = count(30).map((layer) =>
      count(800)
        .map((key) => `k${layer}x${key}: 1\n`)
        .join(''),
    );
    assertQuick(() => compose(layersOf(...texts), { format: 'yaml' }, {}));
  });

  test('where those keys have thousands of names', () => {
    const rules = Object.fromEntries(
      count(50).map((index) => [`/l${index}`, { byKey: `${'a.'.repeat(4_000)}${index}` }]),
    );
    const [from, to] = [0.5, 0.25].map((part) =>
      fromPlain(count(6_000).map((index) => ({ b: index + part }))),
    );
    assertQuick(() => diffValues(from ?? null, to ?? null, rules));
  });

  test('where lists stand in lists in lists', () => {
    const nested = (value: number) => {
      let list: unknown = count(12_000).map((index) => index + value);
      for (let depth = 0; depth < 180; depth += 1) list = [list];
      return fromPlain(list);
    };
    assertQuick(() => diffValues(nested(0), nested(0.5)));
  });

  test('where one tag stands in a file of which all keys change', () => {
    const document = parseDocument('a.yaml', `t: !x {a: 1}\n${keys(6_000).join('')}`);
    assertQuick(() =>
      editDocument(
        document,
        count(6_000).map((index) => set(`/k${index}`, 1)),
      ),
    );
  });

  test('where a layer has thousands of new keys with comments', () => {
    const layers = layersOf('a: 1\n', keys(8_000, '1 # c').join(''));
    assertQuick(() => compose(layers, { format: 'yaml' }, {}));
  });

  test('where each of many layers changes a key of a large one', () => {
    const layers = layersOf(keys(3_000).join(''), ...count(60).map((index) => `k${index}: 1\n`));
    assertQuick(() => compose(layers, { format: 'yaml' }, {}));
  });

  test('where sixty layers lie on one with tens of thousands of keys', () => {
    const large = json(60_000, (index) => `k${index}`);
    const small = count(60).map((layer) => `{ "$profile": {}, "k${layer}": 2, "x${layer}": 1 }`);
    const layers = layersIn('json', [large, ...small]).map((layer, index) => ({
      ...layer,
      unset: index === 0 ? [] : [`/k${59_000 + index}`],
    }));
    assertQuick(() => compose(layers, { format: 'json' }, {}));
  });

  test('where sixty layers have thousands of keys of their own, far inside', () => {
    const texts = count(60).map(
      (layer) => `{ "a": { "b": ${json(1_200, (index) => `k${layer}x${index}`)} } }`,
    );
    assertQuick(() => compose(layersIn('json', texts), { format: 'json' }, {}));
  });
});
