// What a schema finds in a text, both given in the test.
import { contentOf } from '../../../src/engine/documents/fileDocument.ts';
import { validateFile } from '../../../src/engine/schemas/validate.ts';
import type { FileContent, Problem, SchemaFiles } from '../../../src/engine/model/model.ts';

export const file = (path: string, text: string): FileContent => contentOf(path, Buffer.from(text));

/** A schema of one file. */
export function schemaOf(schema: object | string): SchemaFiles {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema);
  return {
    root: file('schema.json', text),
    uri: 'file:///config/schema.json',
    parts: new Map(),
    problems: [],
    awaited: [],
  };
}

export async function problems(
  schema: object | string,
  text: string,
  path = 'current.json',
): Promise<readonly Problem[]> {
  return validateFile(file(path, text), schemaOf(schema));
}
