// What can be done about a finding, as another text of its file.
import * as vscode from 'vscode';
import {
  EngineError,
  layeringOf,
  parseDocument,
  pathFromPointer,
  textLeavingOut,
  textWithout,
  type Document,
  type Problem,
} from '../engine/index.ts';
import type { ConfigFile } from '../workspace/configFile.ts';

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

export function fixesAt({ file, text, at }: FixPlace, problems: readonly Problem[]): readonly Fix[] {
  const document = parseDocument(file.path, text);
  return problems
    .filter(({ pointer }) => touches(document, pointer, at))
    .flatMap((problem) => {
      const fix = fixOf(file, document, problem);
      return fix ? [{ ...fix, problem }] : [];
    });
}

/** The finding is of the text on the disk; it is looked for where it stands now. */
function touches(document: Document, pointer: string, [start, end]: FixPlace['at']): boolean {
  const ranges = [document.locate(pointer, 'key'), document.locate(pointer, 'value')];
  return ranges.some((range) => range && range.start <= end && start <= range.end);
}

function fixOf(file: ConfigFile, document: Document, problem: Problem): Omit<Fix, 'problem'> | undefined {
  const { pointer, keyword } = problem;
  const path = pathFromPointer(pointer);
  switch (keyword) {
    case 'redundant': {
      const { folder, profile, target } = file;
      const layering = profile && layeringOf(folder.snapshot, profile, target);
      const text = layering && orNothing(() => textWithout(layering, document, pointer));
      return text ? { title: vscode.l10n.t('Reset {0} to inherited', path), text } : undefined;
    }
    case 'clash': {
      const text = orNothing(() => textLeavingOut(document, pointer));
      return text ? { title: vscode.l10n.t('Leave out the inherited {0}', path), text } : undefined;
    }
    default:
      return undefined;
  }
}

/** Where the text cannot be edited so, there is nothing to offer. */
function orNothing(edit: () => string): string | undefined {
  try {
    return edit();
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid') return undefined;
    throw error;
  }
}
