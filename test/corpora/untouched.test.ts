// Files that come back byte for byte: after no edit, after edits that say what is there, and after a key that came and
// went. Walked is every JSON, JSONC and YAML file of all corpora that parses.
import assert from 'node:assert/strict';
import test from 'node:test';
import { editDocument, parseDocument, type Edit } from '../../src/engine/text/document.ts';
import { valueAt, type Pointer } from '../../src/engine/values/pointer.ts';
import { isMap } from '../../src/engine/values/value.ts';
import { onCorpora, parsedDocuments, sampled, tryEach, type CorpusDocument } from '../support/texts/corpora.ts';
import { isFlow, isShared, placesIn } from '../support/texts/textFidelity.ts';

const documents = [...parsedDocuments()];

test('every file is the same after no edit, and after each value was set to what it is', onCorpora, (t) => {
  let values = 0;
  const files = tryEach(documents, (document) => {
    const same = placesIn(document.value).map(
      (pointer): Edit => ({ op: 'set', pointer, value: valueAt(document.value, pointer) ?? null }),
    );
    values += same.length;
    assert.equal(editDocument(document, []), document.text, document.path);
    assert.equal(editDocument(document, same), document.text, document.path);
  });
  assert.ok(files > 4000);
  t.diagnostic(`${files} files, ${values} values set to what they are, 0 failures`);
});

test('a new key at the root of every file comes and goes without a trace', onCorpora, (t) => {
  const maps = documents.filter(({ value }) => isMap(value) && Object.keys(value).length > 0);
  const files = tryEach(maps, (document) => comesAndGoes(document, ''));
  t.diagnostic(`${files} files, 0 failures; ${documents.length - files} others have no map with keys at the root`);
});

test('a new key in a nested map comes and goes without a trace', onCorpora, (t) => {
  const cases = documents.flatMap((document) => {
    const maps = placesIn(document.value).filter((pointer) => {
      const map = valueAt(document.value, pointer);
      return pointer !== '' && isMap(map) && Object.keys(map).length > 0;
    });
    return sampled(maps, 1, document.path).map((pointer) => ({ document, pointer }));
  });
  const own = cases.filter(({ document, pointer }) => !isShared(document, pointer) && !isPair(document, pointer));
  const tried = tryEach(own, ({ document, pointer }) => comesAndGoes(document, pointer));
  const left = cases.length - tried;
  t.diagnostic(`${tried} maps, 0 failures; ${left} left out, with an anchor, an alias or without braces in brackets`);
  assert.ok(left < cases.length / 50);
});

function comesAndGoes(document: CorpusDocument, map: Pointer): void {
  const pointer = `${map}/safekeepWasHere`;
  const more = editDocument(document, [{ op: 'set', pointer, value: ['yes', 1] }]);
  assert.notEqual(more, document.text);
  const back = editDocument(parseDocument(document.path, more), [{ op: 'remove', pointer }]);
  assert.equal(back, document.text, `${document.path} ${pointer}`);
}

/** YAML's `[a: 1]`: the braces that a second key needs stay. */
function isPair(document: CorpusDocument, pointer: Pointer): boolean {
  const start = document.locate(pointer, 'value')?.start ?? 0;
  return document.format === 'yaml' && isFlow(document, pointer) && document.text[start] !== '{';
}
