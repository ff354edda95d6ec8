// What stands behind a custom tag can be read and edited, and keeps its tag and the rest of its text.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { editDocument, parseDocument, type Edit } from '../../../../src/engine/text/document.ts';
import { valueAt } from '../../../../src/engine/values/pointer.ts';
import { insert, remove, set } from '../../../support/texts/edits.ts';

const text = `ports: !override # ours
  - "80:80" # http
  # more
  - name: x
env: !merge { A: 1, B: !x [2] }
z: 1
`;

const edited = (...edits: readonly Edit[]) => editDocument(parseDocument('a.yaml', text), edits);

suite('what stands behind a custom tag', () => {
  test('is found at its place', () => {
    const { value = null } = parseDocument('a.yaml', text);
    assert.deepEqual(
      ['/ports/0', '/ports/1/name', '/env/A', '/env/B/0', '/ports/2'].map((pointer) =>
        valueAt(value, pointer),
      ),
      ['80:80', 'x', 1, 2, undefined],
    );
  });

  test('is edited where it stands', () => {
    assert.equal(
      edited(insert('/ports/-', '81:81')),
      text.replace('- name: x\n', '- name: x\n  - "81:81"\n'),
    );
    assert.equal(
      edited(set('/ports/1/name', 'w'), set('/z', 2)),
      text.replace('x\n', 'w\n').replace('z: 1', 'z: 2'),
    );
    assert.equal(
      edited(set('/env/B/0', 3), remove('/env/A')),
      text.replace('{ A: 1, B: !x [2] }', '{ B: !x [3] }'),
    );
  });
});
