// Differences that are carried out and taken back: every pair of the corpora of differences, as data, and every step of
// the histories of real files, as data and as text.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { changesToEdits, reverseEditsOf } from '../../src/engine/diff/applyChanges.ts';
import { diffValues } from '../../src/engine/diff/diff.ts';
import { applyEdits, editDocument, parseDocument, type Document } from '../../src/engine/text/document.ts';
import { equalValues, isList, isMap, type Value } from '../../src/engine/values/value.ts';
import { corpusDocument, corpusFiles, onCorpora, tryEach } from '../support/texts/corpora.ts';

interface Pair<T> {
  readonly name: string;
  readonly from: T;
  readonly to: T;
}

function assertCarries({ name, from, to }: Pair<Value>): void {
  const changes = diffValues(from, to);
  assert.ok(equalValues(applyEdits(from, changesToEdits(changes, from)), to), name);
  assert.ok(equalValues(applyEdits(to, reverseEditsOf(changes, to)), from), `${name}, back`);
}

/** What the keys of a case say are its two sides; the contents of jd's cases are JSON in strings. */
const sides = [
  ['a', 'b'],
  ['before', 'after'],
  ['left', 'right'],
  ['doc', 'expected'],
  ['original', 'result'],
  ['original', 'patch'],
  ['content_a', 'content_b'],
] as const;

function* pairsIn(name: string, value: Value): Iterable<Pair<Value>> {
  if (isList(value)) for (const item of value) yield* pairsIn(name, item);
  for (const [left, right] of isMap(value) ? sides : []) {
    const [from, to] = [sideOf(value, left), sideOf(value, right)];
    if (from !== undefined && to !== undefined) yield { name: `${name} ${left} ${right}`, from, to };
  }
}

function sideOf(value: Value, key: string): Value | undefined {
  const side = isMap(value) ? value[key] : undefined;
  return typeof side === 'string' && key.startsWith('content_') ? parseDocument('a.json', side).value : side;
}

test('the differences of the pairs of others are carried out and taken back', onCorpora, (t) => {
  for (const folder of ['jsondiffpatch', 'jd', 'json-patch-tests']) {
    const pairs = corpusFiles(folder, /\.json$/).flatMap((file) => [...pairsIn(file, corpusDocument(file).value ?? null)]);
    const tried = tryEach(pairs, assertCarries);
    t.diagnostic(`${folder}: ${tried} pairs, 0 failures`);
    assert.ok(tried > 20);
  }
});

function assertCarriesText({ name, from, to }: Pair<Document>): void {
  assert.ok(from.value !== undefined && to.value !== undefined);
  const changes = diffValues(from.value, to.value);
  const there = parseDocument(from.path, editDocument(from, changesToEdits(changes, from.value)));
  const back = parseDocument(to.path, editDocument(to, reverseEditsOf(changes, to.value)));
  assert.ok(there.value !== undefined && equalValues(there.value, to.value), name);
  assert.ok(back.value !== undefined && equalValues(back.value, from.value), `${name}, back`);
}

/** The documents of some files, two by two, as far as they parse. */
function* stepsOf(files: readonly string[]): Iterable<Pair<Document>> {
  const documents = files.map((file) => {
    const document = corpusDocument(file);
    return document.format === 'json' && document.value === undefined ? corpusDocument(file, `${file}c`) : document;
  });
  for (const [index, to] of documents.entries()) {
    const from = documents[index - 1];
    if (from?.value !== undefined && to.value !== undefined) yield { name: to.path, from, to };
  }
}

for (const [corpus, shape, group] of [
  ['history-chains', /\/v\d+\.\w+$/, (file: string) => path.posix.dirname(file)],
  ['migrations', /\.(before|after)\.\w+$/, (file: string) => file.replace(/\.(before|after)\./, '.')],
  ['dyff', /\/(from|to|old|new)\.ya?ml$/, (file: string) => path.posix.dirname(file)],
] as const) {
  test(`every step of ${corpus} is carried out and taken back, as data and as text`, onCorpora, (t) => {
    const groups = Map.groupBy(corpusFiles(corpus, shape), group);
    const steps = [...groups.values()].flatMap((files) => [...stepsOf(files)]);
    const wanted = [...groups.values()].reduce((sum, files) => sum + files.length - 1, 0);
    tryEach(steps, ({ name, from, to }) => assertCarries({ name, from: from.value ?? null, to: to.value ?? null }));
    const tried = tryEach(steps, assertCarriesText);
    t.diagnostic(`${tried} steps there and back, 0 failures; ${wanted - tried} others are of files that do not parse`);
    assert.ok(tried > 5 && wanted - tried < tried / 2);
  });
}
