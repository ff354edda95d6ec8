// SchemaStore's schemas with the files that fit them and the files that do not, from ../shared/corpora; where that folder
// is absent the test says so. Our own tests of the same rules are in test/engine/content.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contentOf } from '../../src/engine/documents/fileDocument.ts';
import { validateFile } from '../../src/engine/schemas/validate.ts';
import type { Problem, SchemaFiles } from '../../src/engine/model/model.ts';
import { projectRoot } from '../support/paths.ts';

const groups = join(projectRoot, '..', 'shared', 'corpora', 'schemastore', 'groups');
const options = existsSync(groups) ? {} : { skip: `${groups} is not there` };
const schemaName = 'schema.json';

interface Judged {
  /** "GROUP/positive--FILE". */
  readonly name: string;
  readonly problems: readonly Problem[];
}

async function judge(group: string): Promise<readonly Judged[]> {
  const read = (file: string) => contentOf(file, readFileSync(join(groups, group, file)));
  const schema: SchemaFiles = {
    root: read(schemaName),
    uri: `file:///${group}/${schemaName}`,
    parts: new Map(),
    problems: [], awaited: [],
  };
  const files = readdirSync(join(groups, group)).filter((file) => file !== schemaName);
  return Promise.all(
    files.map(async (file) => ({
      name: `${group}/${file}`,
      problems: await validateFile(read(file), schema),
    })),
  );
}

function withSchema(): readonly string[] {
  return readdirSync(groups).filter((group) => existsSync(join(groups, group, schemaName)));
}

let judged: Promise<readonly Judged[]> | undefined;

/** Of all groups, judged once. */
async function judgeAll(): Promise<readonly Judged[]> {
  judged ??= Promise.all(withSchema().map(judge)).then((all) => all.flat());
  return judged;
}

test('files that fit their schema have no problems, and files that do not have some', options, async (t) => {
  const all = await judgeAll();
  const isPositive = ({ name }: Judged) => name.includes('/positive--');
  const positive = all.filter(isPositive);
  const negative = all.filter((one) => !isPositive(one));
  const wrong = all.filter((one) => isPositive(one) !== (one.problems.length === 0));
  const unusable = all.filter(({ problems }) => problems.some(({ file }) => file === schemaName));
  const others = readdirSync(groups).length - withSchema().length;
  t.diagnostic(
    `${positive.length} fitting and ${negative.length} other files of ${withSchema().length} schemas, ${wrong.length} judged wrongly; ${others} groups have no schema here`,
  );
  assert.deepEqual(
    [...wrong, ...unusable].map(({ name }) => name),
    [],
  );
  assert.ok(positive.length > 0 && negative.length > 0);
});

test('no finding is told twice, and each is a sentence of bounded length', options, async () => {
  for (const { name, problems } of await judgeAll()) {
    const told = problems.map(({ pointer, message }) => `${pointer} ${message}`);
    assert.equal(new Set(told).size, told.length, name);
    for (const { message } of problems) {
      assert.match(message, /^["A-Z].*\.$/s, name);
      assert.ok(message.length < 700, message);
    }
  }
});
