// JSON-Schema-Test-Suite, from ../shared/corpora; where that folder is absent the tests say so. Our own tests of the same
// rules are in test/engine/content. What fails must be exactly what is known to fail: a fault less is told, too.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { test } from 'node:test';
import { contentOf } from '../../src/engine/documents/fileDocument.ts';
import { checkValue } from '../../src/engine/schemas/schema.ts';
import { fromPlain } from '../../src/engine/values/value.ts';
import type { FileContent, SchemaFiles } from '../../src/engine/model/model.ts';
import { projectRoot } from '../support/paths.ts';
import { knownFaults, optionalFaults } from './schemaSuiteFaults.ts';

const suite = join(projectRoot, '..', 'shared', 'corpora', 'json-schema-test-suite');
const options = existsSync(suite) ? {} : { skip: `${suite} is not there` };
const remotes = 'http://localhost:1234/';

const drafts: Readonly<Record<string, string>> = {
  draft4: 'http://json-schema.org/draft-04/schema#',
  draft6: 'http://json-schema.org/draft-06/schema#',
  draft7: 'http://json-schema.org/draft-07/schema#',
  'draft2019-09': 'https://json-schema.org/draft/2019-09/schema',
  'draft2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

interface Group {
  readonly schema: object | boolean;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

interface Outcome {
  readonly keyword: string;
  /** "draft7 type/GROUP: DESCRIPTION". */
  readonly name: string;
  readonly passed: boolean;
}

function run(part: 'required' | 'optional'): readonly Outcome[] {
  const files = globSync('**/*.json', { cwd: join(suite, part) }).sort();
  return files.flatMap((file) => {
    const name = file.replaceAll(sep, '/').slice(0, -'.json'.length);
    // The suite's files are as its index says.
    const groups = JSON.parse(readFileSync(join(suite, part, file), 'utf8')) as Record<string, Group>;
    return Object.entries(groups).flatMap(([draft, group]) => outcomesOf(name, draft, group));
  });
}

function outcomesOf(name: string, draft: string, { schema, tests }: Group): readonly Outcome[] {
  const files = filesOf(draft, schema);
  const [first = '', second = ''] = name.split('/');
  const keyword = first === 'format' && name.split('/').length > 2 ? `${first}/${second}` : first;
  return tests.map(({ description, data, valid }) => {
    const { findings, problems } = checkValue(files, fromPlain(data));
    const passed = problems.length === 0 && (findings?.length === 0) === valid;
    return { keyword, name: `${draft} ${name}: ${description}`, passed };
  });
}

/** The schema with its draft named, and the other files that it may refer to as if they were local. */
function filesOf(draft: string, schema: object | boolean): SchemaFiles {
  const named = typeof schema === 'object' ? { $schema: drafts[draft], ...schema } : schema;
  const text = JSON.stringify(named);
  return {
    root: contentOf('schema.json', Buffer.from(text)),
    uri: 'file:///schema.json',
    parts: text.includes(remotes) ? partsOf(draft) : new Map(),
    problems: [], awaited: [],
  };
}

function partsOf(draft: string): ReadonlyMap<string, FileContent> {
  const folder = join(suite, '_shared', 'remotes');
  const files = globSync('**/*.json', { cwd: folder }).map((file) => file.replaceAll(sep, '/'));
  const ofDraft = files.filter((file) => !file.startsWith('draft') || file.startsWith(`${draft}/`));
  return new Map(ofDraft.map((file) => [remotes + file, contentOf(file, readFileSync(join(folder, file)))]));
}

function countsOf(outcomes: readonly Outcome[]): string {
  return Object.keys(drafts)
    .map((draft) => {
      const own = outcomes.filter(({ name }) => name.startsWith(`${draft} `));
      return `${draft} ${own.filter(({ passed }) => passed).length} of ${own.length}`;
    })
    .join(', ');
}

test('what the suite requires is so, but for known faults', options, (t) => {
  const outcomes = run('required');
  const failed = outcomes.filter(({ passed }) => !passed).map(({ name }) => name);
  t.diagnostic(`required: ${outcomes.length - failed.length} of ${outcomes.length} (${countsOf(outcomes)})`);
  assert.deepEqual(failed.toSorted(), Object.values(knownFaults).flat().toSorted());
});

test('what the suite leaves open is mostly so', options, (t) => {
  const outcomes = run('optional');
  const failed = outcomes.filter(({ passed }) => !passed);
  t.diagnostic(`optional: ${outcomes.length - failed.length} of ${outcomes.length} (${countsOf(outcomes)})`);
  const counts: Record<string, number> = {};
  for (const { keyword } of failed) counts[keyword] = (counts[keyword] ?? 0) + 1;
  assert.deepEqual(counts, optionalFaults);
});
