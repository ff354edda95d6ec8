// Layers of other tools, resolved by our rules: as profiles that extend each other, to a text and its data.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { adaptValue, applyEdits, editDocument, formatOf, parseDocument, type Document, type Edit } from '../../src/engine/text/document.ts';
import { contentOf } from '../../src/engine/documents/fileDocument.ts';
import { defaultManifest } from '../../src/engine/records/manifest.ts';
import { valueAt, type Pointer } from '../../src/engine/values/pointer.ts';
import { resolveOrThrow } from '../../src/engine/layers/resolve.ts';
import { equalValues, isList, isMap, type Value } from '../../src/engine/values/value.ts';
import type { ArrayRule, Profile } from '../../src/engine/model/model.ts';
import { corpusBytes, corpusDocument, corpusFiles, corpusJson, onCorpora, tryEach } from '../support/texts/corpora.ts';
import { placesIn } from '../support/texts/textFidelity.ts';

interface Layer {
  /** Its name tells its format. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

function layerOf(file: string): Layer {
  return { file, bytes: corpusBytes(file) };
}

/** What the last of some profiles resolves to, each of which extends the one before. */
function resolved(layers: readonly Layer[], arrays: Readonly<Record<Pointer, ArrayRule>> = {}): Value {
  const profiles = layers.map(({ file, bytes }, index): Profile => {
    const content = contentOf(`profiles/${index}-${path.basename(file)}`, bytes);
    const metadata = { extends: index === 0 ? [] : [String(index - 1)], unset: [], protected: false };
    const files = new Map([['live', content]]);
    return { name: String(index), metadata, files, overlays: new Map(), all: [content] };
  });
  const last = profiles.at(-1);
  assert.ok(last);
  const sources = { profiles, defaults: new Map(), manifest: { ...defaultManifest, arrays } };
  const values = ['live.json', 'live.yaml'].map((live) => {
    const target = { name: 'live', path: live, format: formatOf(live), file: null };
    const content = resolveOrThrow(sources, last, target);
    const { value } = parseDocument(live, content?.text ?? '');
    assert.ok(content && value !== undefined && equalValues(value, content.value));
    return value;
  });
  const [json, yaml] = values;
  assert.ok(json !== undefined && yaml !== undefined && equalValues(json, adaptValue(yaml, 'json')));
  return json;
}

function assertResolves(value: Value, expected: string): void {
  // A !!binary, which is kept as written, and is a buffer of Node there.
  const binary: Edit = { op: 'remove', pointer: '/auth/secret' };
  const wanted = corpusDocument(expected).value;
  assert.ok(wanted !== undefined && equalValues(applyEdits(value, [binary]), applyEdits(wanted, [binary])), expected);
}

test('the configurations of node-config resolve to what it makes of them', onCorpora, (t) => {
  let layers = 0;
  const tried = tryEach(corpusFiles('merge-layers/node-config', /case\.json$/), (file) => {
    const folder = path.posix.dirname(file);
    // Their names tell the order. The JSON5 among them is JSON with comments and trailing commas.
    const files = corpusFiles(`${folder}/layers`, /./);
    layers += files.length;
    assertResolves(resolved(files.map(layerOf)), `${folder}/expected.json`);
  });
  t.diagnostic(`${tried} cases of ${layers} layers, 0 failures`);
  assert.ok(tried > 5);
});

test('the values of Helm charts resolve to what Helm makes of them, a null said as unset', onCorpora, (t) => {
  let unset = 0;
  const tried = tryEach(corpusFiles('merge-layers/helm', /overlays\/.*\.ya?ml$/), (file) => {
    const folder = path.posix.dirname(path.posix.dirname(file));
    const nulls = [...nullsIn(corpusDocument(file).value ?? null)];
    unset += nulls.length;
    const overlay = { file, bytes: Buffer.from(unsetting(nulls, corpusDocument(file))) };
    const expected = path.posix.basename(file).replace(/\.ya?ml$/, '.json');
    assertResolves(resolved([layerOf(`${folder}/values.yaml`), overlay]), `${folder}/expected/${expected}`);
  });
  t.diagnostic(`${tried} cases with ${unset} keys unset, 0 failures`);
  assert.ok(tried > 50 && unset > 0);
});

/** The text of a layer that unsets what it says is null. */
function unsetting(nulls: readonly Pointer[], document: Document): string {
  if (nulls.length === 0) return document.text;
  const removals = nulls.map((pointer): Edit => ({ op: 'remove', pointer }));
  return editDocument(document, [...removals, { op: 'set', pointer: '/$profile/unset', value: nulls }]);
}

/** In lists a null is an item in Helm, too. */
function* nullsIn(value: Value, at: Pointer = ''): Iterable<Pointer> {
  for (const [key, item] of isMap(value) ? Object.entries(value) : []) {
    if (item === null) yield `${at}/${key}`;
    else yield* nullsIn(item, `${at}/${key}`);
  }
}


test('the overrides of Compose that follow the rule append resolve to what Compose makes of them', onCorpora, (t) => {
  const others: string[] = [];
  const tried = tryEach(corpusFiles('merge-layers/compose-override', /case\.json$/), (file) => {
    const folder = path.posix.dirname(file);
    const layers = ['base.yaml', 'override.yaml'].map((name) => layerOf(`${folder}/${name}`));
    const base = corpusDocument(`${folder}/base.yaml`).value ?? null;
    const lists = placesIn(base).filter((pointer) => isList(valueAt(base, pointer)));
    const value = resolved(layers, Object.fromEntries(lists.map((pointer) => [pointer, 'append'])));
    const { matches } = corpusJson(file) as { readonly matches: readonly string[] }; // So says its index.
    if (matches.includes('arrays-replace (RFC 7396)')) assertResolves(resolved(layers), `${folder}/expected.yaml`);
    if (matches.includes('arrays-concat-unique')) assertResolves(value, `${folder}/expected.yaml`);
    else others.push(path.posix.basename(folder));
  });
  t.diagnostic(`${tried - others.length} cases, 0 failures; by rules of Compose's own: ${others.join(', ')}`);
  assert.equal(others.length, 15);
});
