// The examples in docs/guide/migrations.md do what is written there.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { fromPlain, isMap, mapOf, parseDocument, renderDocument, type Value } from '../src/engine/index.ts';
import { testFolder, type Files } from './support/disk/configFolder.ts';
import { projectRoot } from './support/paths.ts';

const paper = await readFile(join(projectRoot, 'docs', 'guide', 'migrations.md'), 'utf8');
const examples = [...paper.matchAll(/^- (\{ op: (\w+).*)\n# before: (.*)\n# after: (.*)$/gm)];
const documents = [...paper.matchAll(/^```yaml\n((?:#.*\n)?from: [^]*?)^```$/gm)].map(
  ([, text = '']) => text,
);

/** What a document comes to, less its version; or why it does not. */
async function migrated(before: Value, files: Files): Promise<Value> {
  const live = { version: '1.0.0', ...(isMap(before) ? before : {}) };
  const folder = await testFolder('docs', { ...files, 'current.yaml': renderDocument(live, 'yaml') });
  const { writes } = await (await folder.open()).plan({ kind: 'migrate' });
  const { value } = parseDocument('current.yaml', Buffer.from(writes[0]?.after ?? []).toString());
  return mapOf(Object.entries(isMap(value) ? value : {}).filter(([key]) => key !== 'version'));
}

const valueOf = (text: string) => parseDocument('value.yaml', text).value ?? null;

suite('the paper on migrations', () => {
  for (const [, step = '', op = '', before = '', after = ''] of examples) {
    test(`shows what "${op}" makes of ${before}`, async () => {
      const migration = `from: 1.0.0\nto: 1.1.0\nup:\n  - ${step}\n`;
      assert.deepEqual(await migrated(valueOf(before), { 'migrations/x.yaml': migration }), valueOf(after));
    });
  }

  test('has an example of every operation', async () => {
    const schema = await readFile(join(projectRoot, 'schemas', 'migration.schema.json'), 'utf8');
    const known = [...schema.matchAll(/"op": \{\s+"const": "(\w+)"/g)].map(([, op]) => op);
    assert.deepEqual(new Set(examples.map(([, , op]) => op)), new Set(known));
  });

  test('shows documents that fit, and lead both ways', async () => {
    assert.equal(documents.length, 2);
    const [first = '', second = ''] = documents;
    const folder = await testFolder('docs', {
      'current.yaml': renderDocument(
        fromPlain({ version: '1.0.0', server: { host: 'a' }, port: '1' }),
        'yaml',
      ),
      'migrations/first.yaml': first,
      'migrations/second.yaml': second,
    });
    const { migrations, problems } = await (await folder.open()).snapshot();
    assert.deepEqual(problems, []);
    assert.ok(migrations.every(({ down }) => down !== undefined));
    const { notes } = await (await folder.open()).plan({ kind: 'migrate' });
    assert.equal(notes?.length, 2);
  });
});
