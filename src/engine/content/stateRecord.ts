// `.safekeep/state.json`: which profile was switched to, and the hash each target had then.
import { t } from '@vscode/l10n';
import { refuseNewerFormat } from '../errors.ts';
import type { FileContent, Problem, Sha256, StateRecord } from '../model.ts';
import { documentOf, problemAt, problemsOf } from './fileDocument.ts';
import { isMap, type Value, type ValueMap } from './value.ts';

export const statePath = '.safekeep/state.json';

export const emptyState: StateRecord = { format: 1, activeProfile: null, applied: {} };

export interface StateReading {
  readonly record: StateRecord;
  readonly problems: readonly Problem[];
}

/** A record that cannot be read counts as none, and is a problem. @throws EngineError `unsupported-version`. */
export function readState(file: FileContent | null): StateReading {
  if (!file) return { record: emptyState, problems: [] };
  const document = documentOf(file);
  const value = document.value;
  const { format, activeProfile, applied, resolved }: ValueMap = isMap(value) ? value : {};
  refuseNewerFormat(format, () => file.path);
  if (format !== 1) {
    const damage = problemAt(document, '', { message: t('The record of the active profile is damaged.') });
    return { record: emptyState, problems: value === undefined ? problemsOf(document) : [damage] };
  }
  const name = typeof activeProfile === 'string' ? activeProfile : null;
  const known = isMap(resolved) ? { resolved: hashesOf(resolved) } : {};
  return { record: { format: 1, activeProfile: name, applied: hashesOf(applied), ...known }, problems: [] };
}

function hashesOf(value: Value | undefined): Readonly<Record<string, Sha256>> {
  const entries = Object.entries(isMap(value) ? value : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
