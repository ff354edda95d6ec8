import { t } from '@vscode/l10n';
import { adaptValue, editDocument, type Document } from '../text/document.ts';
import { documentOf } from '../documents/fileDocument.ts';
import { validateFile } from '../schemas/validate.ts';
import { EngineError } from '../base/errors.ts';
import type { FileContent, Problem, SchemaFiles, Snapshot, Target } from '../model/model.ts';
import { andList } from '../base/wordLists.ts';
import { bytesOf, type Draft, type DraftWrite } from './draft.ts';

interface Repaired {
  readonly write?: DraftWrite;
  /** What stays wrong in a target that is not written; of the others the finished plan tells it. */
  readonly problems: readonly Problem[];
}

/** Makes every target sane, as far as its schema and its defaults tell how. @throws EngineError `not-found` without a schema. */
export async function planRepair(snapshot: Snapshot): Promise<Draft> {
  const { targets, schemas, defaults } = snapshot;
  if (schemas.size === 0)
    throw new EngineError('not-found', t('No live file has a schema to repair it with.'), {});
  const repaired = await Promise.all(
    targets.map((target) => repairTarget(target, schemas.get(target.name), defaults.get(target.name))),
  );
  const writes = repaired.flatMap(({ write }) => write ?? []);
  const read = [...schemas.values()].flatMap(({ root, parts }) => [root, ...parts.values()]);
  return {
    kind: 'repair',
    summary: writes.length === 0 ? t('Repair') : t('Repair {0}', andList(writes.map(({ path }) => path))),
    writes,
    preconditions: [...read, ...defaults.values()].map(({ path, sha256 }) => ({ path, sha256 })),
    problems: repaired.flatMap(({ problems }) => problems),
  };
}

async function repairTarget(
  target: Target,
  schema: SchemaFiles | undefined,
  defaults: FileContent | undefined,
): Promise<Repaired> {
  const { file, path } = target;
  if (!file || !schema) return { problems: [] };
  const document = documentOf(file);
  try {
    const text = document.value === undefined ? document.text : await repairText(document, schema, defaults);
    if (text === document.text) return { problems: await validateFile(file, schema) };
    return { write: { path, target, before: file, after: bytesOf(text) }, problems: [] };
  } catch (error) {
    // What the text cannot say stays as it is.
    if (!(error instanceof EngineError) || error.code !== 'invalid') throw error;
    const problem = { file: path, line: 0, column: 0, pointer: '', message: error.message };
    return { problems: [...(await validateFile(file, schema)), problem] };
  }
}

async function repairText(
  document: Document,
  schema: SchemaFiles,
  defaults: FileContent | undefined,
): Promise<string> {
  const { repairValue } = await import('../schemas/repair.ts');
  const fallback = defaults && documentOf(defaults);
  const adapted = fallback?.value === undefined ? undefined : adaptValue(fallback.value, document.format);
  const edits = repairValue(schema, document.value ?? null, adapted);
  return editDocument(document, edits, { sources: fallback ? [fallback] : [] });
}
