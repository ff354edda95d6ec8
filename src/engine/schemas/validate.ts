// Findings about files: their own problems, and what their schema says.
import type { FileContent, Problem, SchemaFiles, Snapshot } from '../model/model.ts';
import type { Document } from '../text/document.ts';
import { documentOf, problemsOf } from '../documents/fileDocument.ts';
import type { Value } from '../values/value.ts';
import type { SchemaFix } from './schemaFixes.ts';

/** Every target against its schema. */
export async function validateTargets(snapshot: Snapshot): Promise<readonly Problem[]> {
  const found = await Promise.all(
    snapshot.targets.map(async ({ name, file }) =>
      file ? validateFile(file, snapshot.schemas.get(name)) : [],
    ),
  );
  // Targets may share a schema, and what is wrong with that is told once.
  return [...new Map(found.flat().map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** One file: its own problems when it does not parse, else what the schema finds. */
export async function validateFile(
  file: FileContent,
  schema: SchemaFiles | undefined,
): Promise<readonly Problem[]> {
  const document = documentOf(file);
  if (document.value === undefined || !schema) return problemsOf(document);
  const { validateValue } = await import('./schema.ts');
  return validateValue(schema, document.value, document);
}

/**
 * What a schema finds in each of several values that stand for the one of a document, so that it goes by none of what these
 * leave out.
 */
export async function validateShown(
  schema: SchemaFiles,
  document: Document,
  [first, ...others]: readonly [Value, ...Value[]],
): Promise<readonly Problem[]> {
  const { validateValue } = await import('./schema.ts');
  const keysIn = (value: Value) =>
    new Set(validateValue(schema, value, document).map((problem) => JSON.stringify(problem)));
  const known = others.map(keysIn);
  return validateValue(schema, first, document).filter((problem) =>
    known.every((keys) => keys.has(JSON.stringify(problem))),
  );
}

/** What can be done about a problem that the schema has with a document. */
export async function fixesFor(
  schema: SchemaFiles,
  document: Document,
  problem: Problem,
): Promise<readonly SchemaFix[]> {
  const { findFixes } = await import('./schemaFixes.ts');
  return findFixes(schema, document, problem);
}

/** The schema that counts for a file: a target, its defaults, or a profile's file for it. */
export function schemaFor(snapshot: Snapshot, path: string): SchemaFiles | undefined {
  const filesOf = (target: string) => [
    snapshot.defaults.get(target),
    ...snapshot.profiles.flatMap(({ files, overlays }) => [files.get(target), overlays.get(target)]),
  ];
  const target = snapshot.targets.find(
    (one) => one.path === path || filesOf(one.name).some((file) => file?.path === path),
  );
  return target && snapshot.schemas.get(target.name);
}
