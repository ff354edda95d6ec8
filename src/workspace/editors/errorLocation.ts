// Which file an error is about, as its details name it. It reads no disk and no message.
import { isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import type { EngineError, ErrorDetails, Problem } from '../../engine/index.ts';

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

export interface OpenFile extends vscode.Command {
  readonly arguments: [vscode.Uri, vscode.TextDocumentShowOptions];
}

/** What opens the file at its line. */
export function openErrorLocation({ uri, at }: FileAtFault): OpenFile {
  const selection = new vscode.Range(at, at);
  return { command: 'vscode.open', title: vscode.l10n.t('Show File'), arguments: [uri, { selection }] };
}

/** The problems that an error is made of; none where it is of no file. */
export function problemsIn({ details: { problems, names, path }, message }: EngineError): readonly Problem[] {
  if (Array.isArray(problems) && problems.length > 0 && problems.every(isProblem)) return problems;
  const files = Array.isArray(names) ? names : [path];
  const place = { line: 0, column: 0, pointer: '', message };
  return files.filter((file) => typeof file === 'string').map((file) => ({ file, ...place }));
}

function isProblem(one: unknown): one is Problem {
  if (typeof one !== 'object' || one === null) return false;
  const { file, line, column, message }: { [key in keyof Problem]?: unknown } = one;
  return [file, message].every((text) => typeof text === 'string') && [line, column].every(Number.isInteger);
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
