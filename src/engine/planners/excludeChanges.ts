// A draft of which a person wants only a part. What can be left out depends on the request: a migration is whole or it is
// none. What is left out of a switch is an edit of the live file, as if it had been made after it; a restore or an undo
// in part leaves the record of the active profile as it is, for the files are then as they were at no time.
import { t } from '@vscode/l10n';
import { contentOf, documentOf } from '../documents/fileDocument.ts';
import { textWithSelection, type DocumentPair, type LeftOutChanges } from '../diff/applySelected.ts';
import { equalValues } from '../values/value.ts';
import { EngineError } from '../base/errors.ts';
import type { OperationKind, Plan, PlannedWrite, Sha256, Snapshot, StateRecord } from '../model/model.ts';
import { sha256 } from '../base/sha256.ts';
import { laterChanges, type LaterChanges } from './laterChanges.ts';
import { bytesOf, sameBytes, type Draft, type DraftWrite } from './draft.ts';

/** Path → what is not wanted of its write. */
export type Exclusions = Readonly<Record<string, 'whole' | LeftOutChanges>>;

/** What can be left out of a write: each change of it, only the whole file, or nothing. */
export type Granularity = 'change' | 'file' | 'none';

/** By its changes, where it has some; the rest are all of it or nothing. */
const inPart: ReadonlySet<OperationKind> = new Set([
  'switch',
  'restore',
  'undo',
  'repair',
  'save-to-profile',
]);

export function granularityOf(
  operation: OperationKind,
  { kind, changes }: Pick<PlannedWrite, 'kind' | 'changes'>,
): Granularity {
  if (operation === 'restore-damaged') return 'file';
  // Of what changes with the anchor of an alias each can stay as it is.
  if (operation === 'edit' && kind === 'changed' && changes.length > 1) return 'change';
  if (!inPart.has(operation)) return 'none';
  if (kind === 'changed') return 'change';
  // A switch that makes no live file of the profile would leave one that is missing.
  return operation === 'switch' && kind === 'created' ? 'none' : 'file';
}

interface Planned {
  readonly draft: Draft;
  /** The plan of that draft. */
  readonly whole: Plan;
}

/** @throws EngineError `invalid` where the text cannot say a part. */
export function applyExclusions(
  snapshot: Snapshot,
  { draft, whole }: Planned,
  exclusions: Exclusions,
): Draft {
  const planned = new Map(whole.writes.map((write) => [write.path, write]));
  const wanted = (write: DraftWrite, unwanted = exclusions[write.path]): DraftWrite => {
    const known = planned.get(write.path);
    const granularity = known && granularityOf(draft.kind, known);
    if (!known || unwanted === undefined || granularity === 'none') return write;
    if (unwanted === 'whole') return { ...write, after: write.before?.bytes ?? null };
    const comparison = granularity === 'change' ? comparisonOf(snapshot, write, known) : undefined;
    return comparison ? { ...write, after: bytesOf(textWithSelection(comparison, unwanted)) } : write;
  };
  const writes = draft.writes.map((write) => wanted(write));
  if (draft.writes.every(({ after }, index) => sameBytes(after, writes[index]?.after ?? null))) return draft;
  const { state, guards = [] } = draft;
  const later = laterChanges(whole, draft.own);
  const isSpared = ({ path }: DraftWrite, index: number): boolean => {
    const [leftOut, known, ofIt] = [exclusions[path], planned.get(path), later[path]];
    const write = draft.writes[index];
    if (!leftOut || leftOut === 'whole' || !known || !ofIt || !write) return leftOut === 'whole';
    const withOldLayout = wanted(write, { changes: leftOut.changes, layout: true });
    const isLeft = ofIt.changes.every((id) => leftOut.changes.includes(id));
    return isLeft && sameBytes(withOldLayout.after, writes[index]?.after ?? null);
  };
  const spared = new Set(writes.filter(isSpared).map(({ path }) => path));
  const part = { ...draft, writes, guards: guards.filter(({ target }) => !spared.has(target)) };
  // What came later stays as an edit: the change itself is undone whole.
  if (isWithinLater(exclusions, later)) return part;
  return {
    ...part,
    summary: t('{0} (in part)', draft.summary),
    isPartial: true,
    state: state && draft.kind === 'switch' ? recordOwnLayout(state, draft.writes, writes) : undefined,
    undoes: undefined,
  };
}

function isWithinLater(exclusions: Exclusions, later: LaterChanges): boolean {
  return Object.entries(exclusions).every(([path, leftOut]) => {
    const ids = new Set(later[path]?.changes);
    return leftOut !== 'whole' && later[path] !== undefined && leftOut.changes.every((id) => ids.has(id));
  });
}

/** What has the values of the profile in a layout of its own is no edit. */
function recordOwnLayout(
  state: StateRecord,
  whole: readonly DraftWrite[],
  writes: readonly DraftWrite[],
): StateRecord {
  const own = writes.flatMap(({ target, after }, index): (readonly [string, Sha256, Sha256])[] => {
    const full = whole[index]?.after ?? null;
    if (!target || !after || !full || sameBytes(after, full)) return [];
    const [value, wanted] = [after, full].map((bytes) => documentOf(contentOf(target, bytes)).value);
    if (value === undefined || wanted === undefined || !equalValues(value, wanted)) return [];
    return [[target.name, sha256(after), sha256(full)]];
  });
  if (own.length === 0) return state;
  const applied = Object.fromEntries(own.map(([name, hash]) => [name, hash]));
  const resolved = Object.fromEntries(own.map(([name, , hash]) => [name, hash]));
  return {
    ...state,
    applied: { ...state.applied, ...applied },
    resolved: { ...resolved, ...state.resolved },
  };
}

/**
 * Path → what the changes of values alone make of a file; where a file can be left out only as a whole because its text
 * does not take a part, `null`. Files without changes of values are not named.
 */
export function valuesAlone(
  snapshot: Snapshot,
  { draft, whole }: Planned,
): ReadonlyMap<string, Uint8Array | null> {
  const drafts = new Map(draft.writes.map((write) => [write.path, write]));
  return new Map(
    whole.writes.flatMap((write) => {
      const drafted = drafts.get(write.path);
      if (!drafted || granularityOf(draft.kind, write) !== 'change') return [];
      const comparison = comparisonOf(snapshot, drafted, write);
      return comparison ? [[write.path, valuesAloneIn(comparison)] as const] : [];
    }),
  );
}

/** `null` where the text cannot say them. */
export function valuesAloneIn(comparison: DocumentPair): Uint8Array | null {
  try {
    return bytesOf(textWithSelection(comparison, { layout: true, changes: [] }));
  } catch (error) {
    if (error instanceof EngineError && error.code === 'invalid') return null; // It is told by what can be ticked.
    throw error;
  }
}

/** `undefined` of a file that comes or goes. */
function comparisonOf(
  { manifest }: Snapshot,
  { path, target, before, after }: DraftWrite,
  { changes }: PlannedWrite,
): DocumentPair | undefined {
  if (before === null || after === null) return undefined;
  const sides = { before: documentOf(before), after: documentOf(contentOf(target ?? { path }, after)) };
  return { ...sides, changes, rules: manifest.arrays };
}
