// The formats on files that nobody here wrote: ../shared/corpora. Where that folder is absent the tests say so;
// the rules themselves are covered by the project's own tests beside this one.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {
  editDocument,
  parseDocument,
  type Document,
  type Edit,
} from '../../../src/engine/content/document.ts';
import { formatPointer } from '../../../src/engine/content/pointer.ts';
import { isList, isMap, type Value } from '../../../src/engine/content/value.ts';

const corpora = path.resolve(import.meta.dirname, '../../../../shared/corpora');
const options = existsSync(corpora) ? {} : { skip: `${corpora} is not there` };

function filesOf(folder: string, shape: RegExp): readonly string[] {
  const files = readdirSync(path.join(corpora, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => shape.test(file)).map((file) => path.join(corpora, folder, file));
}

function textOf(file: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(file));
}

/** Real files that hold one document. */
function realDocuments(): readonly Document[] {
  const yaml = filesOf('real-yaml/files', /\.ya?ml$/).map((file) => parseDocument(file, textOf(file)));
  const jsonc = filesOf('real-jsonc', /\.(jsonc?|code-workspace)$/).map((file) =>
    parseDocument(`${file}c`, textOf(file)),
  );
  return [...yaml, ...jsonc].filter((document) => document.value !== undefined);
}

function placesIn(value: Value, keys: readonly string[] = []): readonly (readonly string[])[] {
  const below = isList(value) ? [...value.entries()] : isMap(value) ? Object.entries(value) : [];
  return [keys, ...below.flatMap(([key, item]) => placesIn(item, [...keys, String(key)]))];
}

test('JSONTestSuite is accepted and refused as it asks, duplicate keys refused', options, () => {
  const files = filesOf('json-test-suite/test_parsing', /\.json$/);
  assert.ok(files.length > 100);
  for (const file of files) {
    const text = new TextDecoder('utf-8').decode(readFileSync(file));
    const { problems, value } = parseDocument('a.json', text);
    const name = path.basename(file);
    if (name.startsWith('y_') && name !== 'y_object_duplicated_key.json')
      assert.deepEqual(problems, [], name);
    if (name.startsWith('n_') && !readFileSync(file).equals(Buffer.from(text))) continue; // Not UTF-8: refused before.
    if (name.startsWith('n_')) assert.ok(value === undefined && problems.length > 0, name);
  }
});

test('the invalid cases of the YAML test suite are refused', options, () => {
  const accepted = filesOf('yaml-test-suite/cases', /error$/)
    .map((file) => path.dirname(file))
    .filter((folder) => parseDocument('a.yaml', textOf(path.join(folder, 'in.yaml'))).problems.length === 0);
  // A second %YAML directive, which the `yaml` package lets pass.
  assert.deepEqual(
    accepted.map((folder) => path.basename(folder)),
    ['SF5V'],
  );
});

test('real files stay as they are when every value is set to what it is', options, () => {
  const documents = realDocuments();
  assert.ok(documents.length > 600);
  for (const document of documents) {
    const { value, text, path: file } = document;
    if (value === undefined) continue;
    const same: Edit[] = [];
    for (const keys of placesIn(value))
      same.push({ op: 'set', pointer: formatPointer(keys), value: at(value, keys) });
    assert.equal(editDocument(document, same), text, file);
  }
});

function at(value: Value, keys: readonly string[]): Value {
  return keys.reduce<Value>(
    (here, key) => (isList(here) ? here[Number(key)] : isMap(here) ? here[key] : null) ?? null,
    value,
  );
}

test('a new key at the root of real files comes and goes without a trace', options, () => {
  for (const document of realDocuments()) {
    if (!isMap(document.value) || Object.keys(document.value).length === 0) continue;
    const added = editDocument(document, [{ op: 'set', pointer: '/safekeepWasHere', value: ['yes', 1] }]);
    const removed = editDocument(parseDocument(document.path, added), [
      { op: 'remove', pointer: '/safekeepWasHere' },
    ]);
    assert.equal(removed, document.text, document.path);
  }
});

test('a changed scalar in real files changes its own text and nothing around it', options, () => {
  for (const document of realDocuments()) {
    const { value, text } = document;
    if (value === undefined || /(^|[\s,[])\*\w/m.test(text)) continue; // With aliases, more may have to change.
    const scalars = placesIn(value).filter(
      (keys) => keys.length > 0 && !isMap(at(value, keys)) && !isList(at(value, keys)),
    );
    for (const keys of scalars.filter((_, index) => index % 97 === 0)) {
      const pointer = formatPointer(keys);
      const range = document.locate(pointer, 'value');
      assert.ok(range);
      const edited = editDocument(document, [{ op: 'set', pointer, value: 'it is changed' }]);
      assert.ok(edited.startsWith(text.slice(0, range.start)), pointer);
      assert.ok(edited.endsWith(text.slice(range.end)), pointer);
    }
  }
});
