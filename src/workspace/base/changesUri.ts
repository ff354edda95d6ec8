// The address of a commit's change listing, as a document.
import * as vscode from 'vscode';
import { schemes } from '../../ids.ts';
import { shownText } from '../texts/shownText.ts';

export interface ChangesPlace {
  readonly folder: string;
  readonly commit: string;
}

export function changesUri({ folder, commit, title }: ChangesPlace & { readonly title: string }): vscode.Uri {
  const name = shownText(title).replaceAll(/[\\/:]/g, ' ');
  return vscode.Uri.from({
    scheme: schemes.changes,
    path: `/${name}.safekeep-changes`,
    query: JSON.stringify({ folder, commit }),
  });
}

/** `undefined` for an address that `changesUri` did not make. */
export function changesPlaceOf(uri: vscode.Uri): ChangesPlace | undefined {
  try {
    const place: unknown = JSON.parse(uri.query);
    const isPlace = (value: unknown): value is ChangesPlace =>
      typeof value === 'object' &&
      value !== null &&
      'folder' in value &&
      typeof value.folder === 'string' &&
      'commit' in value &&
      typeof value.commit === 'string';
    return isPlace(place) ? place : undefined;
  } catch {
    return undefined; // Somebody typed it.
  }
}
