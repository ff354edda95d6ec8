// Which file an error is about, as its details name it. It reads no disk and no message.
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { ErrorDetails } from '../../engine/index.ts';

export interface FileAtFault {
  readonly uri: vscode.Uri;
  /** From 0. */
  readonly at: vscode.Position;
}

/** `undefined` where it names none, or one of Safekeep's own that nobody can fix. */
export function errorLocation(details: ErrorDetails): FileAtFault | undefined {
  const { file, line, column } = locationIn(details);
  if (typeof file !== 'string') return undefined;
  const folder = typeof details['folder'] === 'string' ? details['folder'] : '';
  const path = isAbsolute(file) ? file : join(folder, file);
  if (!isAbsolute(path) || /[/\\](?:\.safekeep|backups)(?:[/\\]|$)/.test(path.slice(folder.length)))
    return undefined;
  return { uri: vscode.Uri.file(path), at: new vscode.Position(fromZero(line), fromZero(column)) };
}

interface ErrorLocation {
  readonly file?: unknown;
  readonly line?: unknown;
  readonly column?: unknown;
}

/** The first problem, the migration whose step failed, or the file alone. */
function locationIn({ problems, migration, path, line, column }: ErrorDetails): ErrorLocation {
  const first: unknown = Array.isArray(problems) ? problems[0] : undefined;
  if (typeof first === 'object' && first !== null) return first;
  return { file: migration ?? path, line, column };
}

function fromZero(count: unknown): number {
  return typeof count === 'number' && count > 0 ? count - 1 : 0;
}
