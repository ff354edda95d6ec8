// What is accepted, what is refused and where, and what it means: the suites that others judge their parsers by.
// What differs on purpose, or in the `yaml` package, is listed by name, and a new difference fails.
import assert from 'node:assert/strict';
import path from 'node:path';
import test from 'node:test';
import { parseDocument, type Document } from '../../src/engine/text/document.ts';
import { equalValues, fromPlain, toPlain } from '../../src/engine/values/value.ts';
import { corpusBytes, corpusDocument, corpusFiles, corpusJson, onCorpora, tryEach } from '../support/texts/corpora.ts';

function assertRefused({ path: file, value, problems }: Document): void {
  assert.equal(value, undefined, `${file} was accepted`);
  for (const { line, column, message } of problems) assert.ok(line > 0 && column > 0 && message !== '', file);
  assert.ok(problems.length > 0, file);
}

test('JSONTestSuite is accepted and refused as it asks, duplicate keys refused', onCorpora, (t) => {
  const counts = { accepted: 0, refused: 0, either: 0 };
  tryEach(corpusFiles('json-test-suite', /\.json$/), (file) => {
    const document = corpusDocument(file);
    const operation = path.basename(file) === 'y_object_duplicated_key.json' ? 'n' : /\/([yn])_/.exec(file)?.[1];
    if (operation === 'y') assertMeans(document, corpusJson(file));
    else if (operation === 'n' || document.value === undefined) assertRefused(document);
    counts[operation === 'y' ? 'accepted' : operation === 'n' ? 'refused' : 'either'] += 1;
  });
  assert.ok(counts.accepted > 30 && counts.refused > 70 && counts.either > 30);
  t.diagnostic(`${counts.accepted} accepted with their data, ${counts.refused} refused, ${counts.either} either way`);
});

test('the cases of jsonc-parser are accepted and refused as there, trailing commas accepted', onCorpora, (t) => {
  const cases = corpusFiles('jsonc-parser', /parse-(in)?valid\/.*\.json$/);
  const tried = tryEach(cases, (file) => {
    // The shape of these files, by the INDEX of the corpora.
    const one = corpusJson(file) as { input: string; expected: unknown; options: { disallowComments?: true } };
    const document = parseDocument(one.options.disallowComments ? 'a.json' : 'a.jsonc', one.input);
    if (file.includes('/parse-valid/')) assertMeans({ ...document, path: file }, one.expected);
    else if (path.basename(file) !== '108-parse-trailing-comma.json') assertRefused({ ...document, path: file });
    else assert.notEqual(document.value, undefined);
  });
  assert.ok(tried > 20);
  t.diagnostic(`${tried} cases, 0 failures`);
});

/** By the names of their folders. */
const otherwise: Readonly<Record<string, readonly string[]>> = {
  'refused: A key must be a string or another scalar.': [
    '4FJ6', '6BFJ', '6PBE', 'KK5P', 'LX3P', 'M2N8/00', 'M2N8/01', 'M5DY', 'Q9WF', 'SBG9', 'V9D5',
  ],
  // A second %YAML directive, which the `yaml` package lets pass.
  'accepted though it is to be refused': ['SF5V'],
  // Tags other than those of the core schema are kept as written, and what they stand before is text.
  'accepted with other data': ['6WLZ', '9WXW', 'C4HZ', 'J7PZ', 'M5C3', 'U3C3'],
};

test('the YAML test suite is accepted with its data, and refused, as it asks', onCorpora, (t) => {
  const results = new Map<string, Set<string>>();
  const suite = 'yaml-test-suite/cases';
  const others = new Set(corpusFiles(suite, /\/(error|in\.json|out\.yaml)$/));
  const tried = tryEach(corpusFiles(suite, /\/in\.yaml$/), (file) => {
    const folder = path.posix.dirname(file);
    const isWrong = others.has(`${folder}/error`);
    const data = others.has(`${folder}/in.json`) ? corpusBytes(`${folder}/in.json`).toString() : undefined;
    const spelled = !isWrong && others.has(`${folder}/out.yaml`) ? [`${folder}/out.yaml`] : [];
    for (const one of [file, ...spelled]) {
      const result = resultOf(corpusDocument(one), { isWrong, data });
      results.set(result, (results.get(result) ?? new Set()).add(path.posix.relative(suite, folder)));
    }
  });
  for (const [result, names] of results) t.diagnostic(`${names.size} cases ${result}`);
  t.diagnostic(`${tried} cases, 0 failures`);
  const asAsked = ['refused as it asks', 'accepted with its data', 'accepted without data to compare'];
  const found = [...results].filter(([result]) => !asAsked.includes(result));
  assert.deepEqual(Object.fromEntries(found.map(([result, names]) => [result, [...names]])), otherwise);
});

interface Operation {
  readonly isWrong: boolean;
  readonly data: string | undefined;
}

function resultOf(document: Document, { isWrong, data }: Operation): string {
  if (document.value === undefined) {
    assertRefused(document);
    return isWrong ? 'refused as it asks' : `refused: ${document.problems[0]?.message}`;
  }
  if (isWrong) return 'accepted though it is to be refused';
  if (data === undefined) return 'accepted without data to compare';
  // The suite compares data: how a scalar is spelled is none of its business.
  const wanted = jsonDocuments(data);
  const found = fromPlain(toPlain(document.value));
  // A document without content beside a single one is none here.
  const filled = wanted.filter((one) => one !== null);
  const isOne = wanted.length < 2 || filled.length === 1;
  return equalValues(found, isOne ? fromPlain(filled[0] ?? null) : fromPlain(wanted)) ? 'accepted with its data' : 'accepted with other data';
}

/** The values of a text that has one after the other. */
function jsonDocuments(data: string): readonly unknown[] {
  const found: unknown[] = [];
  let open = '';
  for (const line of data.split('\n')) {
    open += `${line}\n`;
    try {
      found.push(JSON.parse(open));
      open = '';
    } catch {
      // It goes on.
    }
  }
  assert.equal(open.trim(), '');
  return found;
}

test('real files that do not parse are refused with a position', onCorpora, (t) => {
  const tried = tryEach(corpusFiles('real-yaml/unparseable', /./), (file) => assertRefused(corpusDocument(file)));
  assert.ok(tried > 0);
  t.diagnostic(`${tried} files, 0 failures`);
});

function assertMeans({ path: file, value, problems }: Document, plain: unknown): void {
  assert.deepEqual(problems, [], file);
  // Plain numbers, as those of JSON.parse are: a number too big for them is compared by its digits otherwise.
  assert.ok(value !== undefined && equalValues(fromPlain(toPlain(value)), fromPlain(plain)), file);
}
