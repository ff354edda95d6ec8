// Migration documents and what their steps make of a document that stands alone.
import assert from 'node:assert/strict';
import { applyEdits, editDocument, type Document } from '../../../src/engine/text/document.ts';
import { contentOf } from '../../../src/engine/documents/fileDocument.ts';
import { readMigration, type Migration, type Step } from '../../../src/engine/migrations/migration.ts';
import { editsOfSteps, isFault } from '../../../src/engine/migrations/migrationSteps.ts';
import type { Value } from '../../../src/engine/values/value.ts';
import { bytesOf } from '../../../src/engine/planners/draft.ts';

/** A migration with these steps, as it is read from its file; `null` where the file has problems. */
export function migrationOf(up: unknown, rest: Readonly<Record<string, unknown>> = {}): Migration | null {
  const { from = 1, to = 2, path = 'migrations/a.json', ...others } = rest;
  const text = JSON.stringify({ from, to, up, ...others });
  return readMigration(contentOf(String(path), bytesOf(text))).migration ?? null;
}

/** Of steps that fit. */
export function stepsOf(up: readonly unknown[]): readonly Step[] {
  const migration = migrationOf(up);
  assert.ok(migration, JSON.stringify(up));
  return migration.up;
}

export interface MigratedText {
  readonly text: string;
  readonly value: Value;
}

/** The text and the value after the steps, or why one of them cannot be done. */
export function tryMigrate(document: Document, steps: readonly Step[]): MigratedText | string {
  assert.ok(document.value !== undefined, `${document.path} parses`);
  const outcome = editsOfSteps(document.value, steps, { isPart: false });
  if (isFault(outcome)) return outcome.fault;
  return { text: editDocument(document, outcome), value: applyEdits(document.value, outcome) };
}

/** The same for steps that can be done. */
export function migrated(document: Document, steps: readonly Step[]): MigratedText {
  const outcome = tryMigrate(document, steps);
  if (typeof outcome === 'string') assert.fail(`${document.path}: ${outcome}`);
  return outcome;
}
