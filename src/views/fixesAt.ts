// What can be done about a finding, as another text of its file.
import * as vscode from 'vscode';
import {
  editDocument,
  EngineError,
  fixesFor,
  isMap,
  layerStack,
  parseDocument,
  pathFromPointer,
  schemaFor,
  textLeavingOut,
  textWithout,
  valueAt,
  type Document,
  type Problem,
} from '../engine/index.ts';
import { formatOfFile, type ConfigFile } from '../workspace/editors/configFile.ts';

export interface Fix {
  readonly title: string;
  /** The whole text then. */
  readonly text: string;
  readonly problem: Problem;
}

export interface FixPlace {
  readonly file: ConfigFile;
  /** What the editor holds, saved or not. */
  readonly text: string;
  /** Offsets into it: where the cursor is, or what is selected. */
  readonly at: readonly [start: number, end: number];
}

export async function fixesAt(
  { file, text, at }: FixPlace,
  problems: readonly Problem[],
): Promise<readonly Fix[]> {
  const document = parseDocument(file.path, text, formatOfFile(file));
  const found = problems
    .filter(({ pointer }) => touches(document, pointer, at))
    .map(async (problem) => (await choicesFor(file, document, problem)).flatMap(fixOf(problem)));
  return (await Promise.all(found)).flat();
}

/** The finding is of the text on the disk; it is looked for where it stands now. */
function touches(document: Document, pointer: string, [start, end]: FixPlace['at']): boolean {
  return rangesOf(document, pointer).some((range) => range.start <= end && start <= range.end);
}

/** Of a map only its key, or its first line: what is in it has findings of its own. */
function rangesOf(
  document: Document,
  pointer: string,
): readonly { readonly start: number; readonly end: number }[] {
  const [key, value] = [document.locate(pointer, 'key'), document.locate(pointer, 'value')];
  if (!value) return [];
  if (!isMap(valueAt(document.value ?? null, pointer))) return key ? [key, value] : [value];
  const lineEnd = document.text.indexOf('\n', value.start);
  return [key ?? { start: value.start, end: lineEnd < 0 ? value.end : lineEnd }];
}

/** The text is made only for what is offered. */
interface FixChoice {
  readonly title: string;
  readonly edit: () => string;
}

async function choicesFor(
  { folder, path, profile, target }: ConfigFile,
  document: Document,
  problem: Problem,
): Promise<readonly FixChoice[]> {
  const { pointer, keyword } = problem;
  const key = pathFromPointer(pointer);
  switch (keyword) {
    case undefined:
      return [];
    case 'redundant': {
      const layering = profile && layerStack(folder.snapshot, profile, target);
      const title = vscode.l10n.t('Reset {0} to inherited', key);
      return layering ? [{ title, edit: () => textWithout(layering, document, pointer) }] : [];
    }
    case 'clash': {
      const title = vscode.l10n.t('Leave out the inherited {0}', key);
      return pointer === '' ? [] : [{ title, edit: () => textLeavingOut(document, pointer) }];
    }
    default: {
      const schema = schemaFor(folder.snapshot, path);
      const fixes = schema ? await fixesFor(schema, document, problem) : [];
      return fixes.map(({ title, edits }) => ({ title, edit: () => editDocument(document, edits) }));
    }
  }
}

/** Where the text cannot be edited so, there is nothing to offer. */
function fixOf(problem: Problem): (choice: FixChoice) => readonly Fix[] {
  return ({ title, edit }) => {
    try {
      return [{ title, text: edit(), problem }];
    } catch (error) {
      if (error instanceof EngineError && error.code === 'invalid') return [];
      throw error;
    }
  };
}
