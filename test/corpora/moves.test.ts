// What is moved, renamed and wrapped in files of others: the value is as it should be, and no comment gets lost.
import assert from 'node:assert/strict';
import test from 'node:test';
import { applyEdits, editDocument, parseDocument } from '../../src/engine/text/document.ts';
import { equalValues } from '../../src/engine/values/value.ts';
import { onCorpora, parsedDocuments, sampled, tryEach } from '../support/texts/corpora.ts';
import { lostComments, movesFrom, movingOps } from '../support/texts/moves.ts';
import { commentsIn } from '../support/texts/textFidelity.ts';

const numbers = Array.from({ length: 400 }, (_, index) => index * 37);

test('edits that move what is there lose no comment', onCorpora, (t) => {
  const documents = [...parsedDocuments()].filter(
    (document) => document.path.startsWith("real-") && document.text.length < 100_000,
  );
  const cases = documents.flatMap((document) =>
    movingOps.map((op) => {
      const [from = 0, to = 0] = sampled(numbers, 2, document.path + op);
      return { document, edits: movesFrom(document.value, [[op, from, to]]) };
    }),
  );
  let comments = 0;
  const tried = tryEach(cases, ({ document, edits }) => {
    const after = parseDocument(document.path, editDocument(document, edits));
    const message = `${document.path} ${JSON.stringify(edits)}`;
    assert.ok(equalValues(after.value ?? null, applyEdits(document.value, edits)), message);
    assert.deepEqual(lostComments(document, after), [], message);
    comments += commentsIn(after).length;
  });
  t.diagnostic(`${documents.length} files, ${tried} edits, ${comments} comments kept, 0 failures`);
  assert.ok(tried > 500);
});
