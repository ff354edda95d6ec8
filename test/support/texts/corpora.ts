// Files that nobody here wrote: ../shared/corpora beside the checkout. Where that folder is absent the tests that
// need it are skipped and say so; the rules themselves are covered by the tests beside the sources' own.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Document } from '../../../src/engine/text/document.ts';
import { contentOf, documentOf } from '../../../src/engine/documents/fileDocument.ts';
import type { Value } from '../../../src/engine/values/value.ts';
import { projectRoot } from '../paths.ts';

const corpora = path.join(projectRoot, '..', 'shared', 'corpora');

/** The options of each test that reads a corpus. */
export const onCorpora: { readonly skip?: string } = existsSync(corpora)
  ? {}
  : { skip: '../shared/corpora is not there' };

/** Files below a folder of the corpora, as paths from the corpora's root, sorted. */
export function corpusFiles(folder: string, shape: RegExp): readonly string[] {
  return readdirSync(path.join(corpora, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(corpora, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => shape.test(file))
    .toSorted();
}

export function corpusBytes(file: string): Buffer {
  return readFileSync(path.join(corpora, file));
}

export function corpusJson(file: string): unknown {
  return JSON.parse(corpusBytes(file).toString());
}

/** A file as the engine reads it, under its own name or another. */
export function corpusDocument(file: string, name = file): Document {
  return documentOf(contentOf(name, corpusBytes(file)));
}

/** A document that parses. */
export type CorpusDocument = Document & { readonly value: Value };

/** Every JSON, JSONC and YAML file of all corpora that parses; a `.json` with comments counts as JSONC. */
export function* parsedDocuments(): Iterable<CorpusDocument> {
  for (const file of onCorpora.skip === undefined ? corpusFiles('', /\.(jsonc?|json5|ya?ml)$/) : []) {
    const document = corpusDocument(file);
    if (isParsed(document)) yield document;
    else if (document.format === 'json') {
      const commented = corpusDocument(file, `${file}.jsonc`);
      if (isParsed(commented)) yield commented;
    }
  }
}

function isParsed(document: Document): document is CorpusDocument {
  return document.value !== undefined;
}

/** Some of a list, at random, but the same ones for the same name in every run. */
export function sampled<T>(from: readonly T[], count: number, name: string): readonly T[] {
  const length = Math.min(count, from.length);
  const seed = createHash('sha256').update(name).digest().readInt32BE();
  const arbitrary = fc.shuffledSubarray([...from], { minLength: length, maxLength: length });
  return fc.sample(arbitrary, { seed, numRuns: 1 })[0] ?? [];
}

/** Tries every case and fails with all that failed, so that one fault does not hide another; answers how many it tried. */
export function tryEach<T>(cases: Iterable<T>, check: (one: T) => void): number {
  const failures: string[] = [];
  let tried = 0;
  for (const one of cases) {
    tried += 1;
    try {
      check(one);
    } catch (error) {
      failures.push(String(error)); // Told below.
    }
  }
  assert.deepEqual(failures, []);
  return tried;
}
