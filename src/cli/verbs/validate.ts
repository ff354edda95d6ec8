import { stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { t } from '@vscode/l10n';
import {
  formatProblem,
  contentOf,
  EngineError,
  readGivenFile,
  readSchemaFiles,
  validateFile,
  validateProfiles,
  validateTargets,
  type FileContent,
  type Problem,
  type SchemaFiles,
} from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import { argument, linesOf, textOption, type Verb } from '../verb.ts';
import { allFolders } from '../verbShape.ts';

export const validate: Verb = {
  usage: 'validate [FILE] [--schema SCHEMA] [--all]',
  summary: t(
    'Validate the live files and the profiles, with everything that they inherit, against their schemas, or any file against its schema.',
  ),
  options: {
    schema: {
      kind: 'text',
      about: t('The JSON Schema to validate FILE against, instead of the one that FILE names.'),
    },
    ...allFolders,
  },
  examples: [
    ['validate', t('Validates the config folder. The exit code is 3 if there are problems.')],
    ['validate app.yaml --schema app.schema.json', t('Validates one file against a schema.')],
  ],
  run: async (context) => {
    const [file, schema] = [argument(context, 0), textOption(context, 'schema')];
    if (file === '' && schema !== undefined)
      throw new UsageError(t('--schema requires a FILE. Live files have their own schemas.'));
    const problems = file === '' ? await ofFolder(context) : await ofFile(file, schema);
    return {
      json: { valid: problems.length === 0, problems },
      text: problemLines(problems) || `${t('No problems found.')}\n`,
      isListing: true,
      found: problems.length > 0,
    };
  },
};

function problemLines(problems: readonly Problem[]): string {
  return linesOf(problems.map(formatProblem));
}

async function ofFolder({
  open,
}: {
  readonly open: Parameters<Verb['run']>[0]['open'];
}): Promise<readonly Problem[]> {
  const snapshot = await (await open()).snapshot();
  const unparsed = new Set(snapshot.targets.map(({ path }) => path));
  const others = snapshot.problems.filter(({ file }) => !unparsed.has(file));
  return [...(await validateTargets(snapshot)), ...(await validateProfiles(snapshot)), ...others];
}

async function ofFile(path: string, schema: string | undefined): Promise<readonly Problem[]> {
  return validateFile(await read(path), schema === undefined ? undefined : await readSchema(schema));
}

/** With the files that it refers to, wherever they are: who names the schema may read them. Devices are no files. */
async function readSchema(path: string): Promise<SchemaFiles> {
  const root = await read(path.replaceAll(sep, '/'));
  return readSchemaFiles(root, pathToFileURL(resolve(path)).href, async (part) => {
    const entry = await stat(resolve(part)).catch(() => null); // What cannot be looked at is not there for us.
    return entry?.isFile() === true ? read(part) : null;
  });
}

async function read(path: string): Promise<FileContent> {
  const bytes = await readGivenFile(path);
  if (!bytes) throw new EngineError('not-found', t('There is no file {0}.', path), { path });
  return contentOf(path, bytes);
}
