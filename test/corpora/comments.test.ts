// Entries of every file that go and come: with them goes nothing but themselves, and no comment outside of them.
// Walked is every JSON, JSONC and YAML file of all corpora that parses.
import assert from 'node:assert/strict';
import test from 'node:test';
import { editDocument, type Edit } from '../../src/engine/text/document.ts';
import { valueAt } from '../../src/engine/values/pointer.ts';
import { isList, isMap } from '../../src/engine/values/value.ts';
import { onCorpora, parsedDocuments, sampled, tryEach } from '../support/texts/corpora.ts';
import {
  assertOnlyEntryGone,
  commentsIn,
  isScalar,
  isShared,
  isWholeDocument,
  placesIn,
} from '../support/texts/textFidelity.ts';

const documents = [...parsedDocuments()];

test('with an entry goes no comment outside of it, nor anything else', onCorpora, (t) => {
  let [kept, shared] = [0, 0];
  const cases = documents.flatMap((document) => {
    const entries = placesIn(document.value).filter(
      (pointer) => pointer !== '' && !isWholeDocument(document, pointer),
    );
    const count = commentsIn(document).length > 0 ? 6 : 1;
    return sampled(entries, count, document.path).map((pointer) => ({ document, pointer }));
  });
  const tried = tryEach(cases, ({ document, pointer }) => {
    const edited = editDocument(document, [{ op: 'remove', pointer }]);
    const below = placesIn(valueAt(document.value, pointer) ?? null);
    if (below.some((place) => isShared(document, pointer + place))) shared += 1;
    else kept += assertOnlyEntryGone(document, pointer, edited);
  });
  t.diagnostic(`${documents.length} files, ${tried} entries removed, ${kept} comments outside kept, 0 failures;`);
  t.diagnostic(`${shared} of the entries stand for others, too, which get text of their own`);
  assert.ok(kept > 100_000 && shared < tried / 50);
});

test('with an entry that comes every comment stays', onCorpora, (t) => {
  const commented = documents.filter((document) => commentsIn(document).length > 0);
  const values = ['x', ['a', 1], 'two\nlines', 12];
  const cases = commented.flatMap((document) => {
    const collections = placesIn(document.value).filter((pointer) => !isScalar(valueAt(document.value, pointer)));
    return sampled(collections, 3, document.path).map((pointer) => ({ document, pointer }));
  });
  let turn = 0;
  const tried = tryEach(cases, ({ document, pointer }) => {
    turn += 1;
    const here = valueAt(document.value, pointer);
    const key = isList(here) ? String(turn % (here.length + 1)) : 'safekeepWasHere';
    const value = values[turn % values.length] ?? null;
    const edit: Edit = { op: 'insert', pointer: `${pointer}/${key}`, value };
    const text = editDocument(document, [edit]);
    assert.deepEqual(commentsIn({ ...document, text }), commentsIn(document), `${document.path} ${edit.pointer}`);
  });
  t.diagnostic(`${commented.length} files, ${tried} entries inserted, 0 failures`);
  assert.ok(tried > 2000);
  assert.ok(cases.some(({ document, pointer }) => isMap(valueAt(document.value, pointer))));
});
