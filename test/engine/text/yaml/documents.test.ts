// YAML files of several documents: each is edited where it stands, and the others keep their bytes.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editDocument, parseDocument, type Edit } from '../../../../src/engine/text/document.ts';
import { diffValues } from '../../../../src/engine/diff/diff.ts';
import { pointerFromPath } from '../../../../src/engine/documents/typedPath.ts';
import { insert, move, remove, set } from '../../../support/texts/edits.ts';

const text = `# first
kind: Service # one
metadata: { name: web }
---
# second
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1 # few
---
kind: Job
`;

const edited = (...edits: readonly Edit[]) => editDocument(parseDocument('a.yaml', text), edits);

suite('a file of several documents', () => {
  test('has its keys at the number of their document', () => {
    assert.equal(
      edited(set(pointerFromPath('#1/spec/replicas'), 3)),
      text.replace('replicas: 1', 'replicas: 3'),
    );
    assert.equal(
      edited(set('/0/spec', 1)),
      text.replace('web }\n---\n# second', 'web }\nspec: 1\n---\n# second'),
    );
    assert.equal(edited(remove('/2/kind'), set('/2/a', 1)), text.replace('kind: Job', 'a: 1'));
  });

  test('loses and gets whole documents with their markers', () => {
    const [first = '', second = '', third = ''] = text.split('---\n');
    assert.equal(edited(remove('/2')), `${first}---\n${second}`);
    assert.equal(edited(remove('/1')), `${first}---\n${third}`);
    assert.equal(edited(insert('/-', { kind: 'New' })), `${text}---\nkind: New\n`);
    assert.equal(
      edited(insert('/1', { kind: 'New' })),
      `${first}---\nkind: New\n---\n${second}---\n${third}`,
    );
    assert.equal(
      edited(insert('/0', { kind: 'New' })),
      text.replace('# first\n', '# first\nkind: New\n---\n'),
    );
  });

  test('is one document where that is left of it', () => {
    assert.equal(edited(move('/1/spec', '/0/spec')).split('---').length, 3);
    assert.deepEqual(parseDocument('a.yaml', edited(remove('/2'), remove('/1'))).problems, []);
  });

  test('has its documents told apart by their kind and name', () => {
    const swapped = text
      .replace(/^([^]*?)---\n([^]*?)---\n/, '$2---\n$1---\n')
      .replace('replicas: 1', 'replicas: 2');
    const [from, to] = [text, swapped].map((one) => parseDocument('a.yaml', one).value ?? null);
    const changes = diffValues(from ?? null, to ?? null);
    assert.deepEqual(
      changes.map(({ type, pointer }) => `${type} ${pointer}`),
      ['modified /0/spec/replicas', 'moved /0'],
    );
  });
});
