// The address of a file in a backup, as a document: the path ends in the file's own name, so that language and icon
// follow; what it really is stands in the query.
import * as vscode from 'vscode';
import { schemes } from '../../ids.ts';

export interface BackupPlace {
  /** Absolute path of the config folder. */
  readonly folder: string;
  /** The backup's id. */
  readonly id: string;
  /** The file's path in the backup. */
  readonly path: string;
}

export function backupUri({ folder, id, path }: BackupPlace): vscode.Uri {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return vscode.Uri.from({
    scheme: schemes.backup,
    path: `/${id}/${name}`,
    query: JSON.stringify({ folder, id, path }),
  });
}

/** `undefined` for an address that `backupUri` did not make. */
export function backupPlaceOf(uri: vscode.Uri): BackupPlace | undefined {
  try {
    const place: unknown = JSON.parse(uri.query);
    return isPlace(place) ? place : undefined;
  } catch {
    return undefined; // Somebody typed it.
  }
}

function isPlace(value: unknown): value is BackupPlace {
  return (
    typeof value === 'object' &&
    value !== null &&
    'folder' in value &&
    typeof value.folder === 'string' &&
    'id' in value &&
    typeof value.id === 'string' &&
    'path' in value &&
    typeof value.path === 'string'
  );
}
