// `migrations/*`: documents with the steps from one version to another. They are not carried out yet; what is read is
// whether they fit their schema.
import { documentOf, problemsOf } from './content/fileDocument.ts';
import { extensionOf } from './content/fileNames.ts';
import { ownProblems } from './content/ownSchemas.ts';
import type { FileContent, Problem } from './model.ts';
import type { ConfigFolder } from './configFolder.ts';

type Read = (path: string) => Promise<FileContent | null>;

/** What is wrong with each of them. */
export async function readMigrations(folder: ConfigFolder, read: Read): Promise<readonly Problem[]> {
  const names = (await folder.list('migrations')).filter(
    (name) => extensionOf(name) !== '' && !name.startsWith('.'),
  );
  const files = await Promise.all(names.toSorted().map((name) => read(`migrations/${name}`)));
  return files
    .filter((file) => file !== null)
    .map(documentOf)
    .flatMap((document) => [...problemsOf(document), ...ownProblems('migration', document)]);
}
