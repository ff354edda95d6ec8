// `.safekeep/state.json`: which profile was switched to, and the hash each target had then.
import { t } from '@vscode/l10n';
import { newerFormat } from '../base/errors.ts';
import type { FileContent, Problem, Sha256, StateRecord } from '../model/model.ts';
import { documentOf, problemAt, problemsOf } from '../documents/fileDocument.ts';
import { builtInProblems } from './builtInSchemas.ts';
import { isMap, toPlain, type Value, type ValueMap } from '../values/value.ts';

export const statePath = '.safekeep/state.json';

export const emptyState: StateRecord = { format: 1, activeProfile: null, applied: {} };

export interface StateReading {
  readonly record: StateRecord;
  readonly problems: readonly Problem[];
}

/** What a target was at the switch; a target may be called like what every object has, such as `constructor`. */
export function hashOf(
  hashes: Readonly<Record<string, Sha256>> | undefined,
  target: string,
): Sha256 | undefined {
  return hashes !== undefined && Object.hasOwn(hashes, target) ? hashes[target] : undefined;
}

/** More targets than anybody has. */
const maxHashes = 10_000;

/** A record that cannot be read, or does not fit its schema, counts as none. */
export function readState(file: FileContent | null): StateReading {
  if (!file) return { record: emptyState, problems: [] };
  const document = documentOf(file);
  const { value } = document;
  if (value === undefined) return { record: emptyState, problems: problemsOf(document) };
  const { format, applied, resolved }: ValueMap = isMap(value) ? value : {};
  const newer = newerFormat(format, () => file.path);
  if (newer)
    return { record: emptyState, problems: [problemAt(document, '/format', { message: newer.message })] };
  const long = Object.entries({ applied, resolved }).find(([, hashes]) => countKeys(hashes) > maxHashes);
  if (long) {
    const message = t('This record of the active profile lists more than {0} targets.', maxHashes);
    return { record: emptyState, problems: [problemAt(document, `/${long[0]}`, { message })] };
  }
  const [fault] = builtInProblems('state', document);
  if (fault) {
    const message = t('The record of the active profile is damaged: {0}', fault.message);
    return { record: emptyState, problems: [{ ...fault, message }] };
  }
  const said = toPlain(value) as StateRecord; // The schema has let it through.
  const known = said.resolved ? { resolved: said.resolved } : {};
  return {
    record: { format: 1, activeProfile: said.activeProfile, applied: said.applied, ...known },
    problems: [],
  };
}

function countKeys(hashes: Value | undefined): number {
  return isMap(hashes) ? Object.keys(hashes).length : 0;
}
