// What a schema finds in a text, both given in the test.
import { contentOf } from '../../src/engine/content/fileDocument.ts';
import { validateFile } from '../../src/engine/content/validate.ts';
import type { FileContent, Problem } from '../../src/engine/model.ts';

export const file = (path: string, text: string): FileContent => contentOf(path, Buffer.from(text));

export async function problems(
  schema: object | string,
  text: string,
  path = 'current.json',
): Promise<readonly Problem[]> {
  return validateFile(
    file(path, text),
    file('schema.json', typeof schema === 'string' ? schema : JSON.stringify(schema)),
  );
}
