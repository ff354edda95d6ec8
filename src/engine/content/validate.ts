// Findings about files: their own problems, and what their schema says.
import type { FileContent, Problem, SchemaFiles, Snapshot } from '../model.ts';
import { documentOf, problemsOf } from './fileDocument.ts';

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
