// What a plan would change, as lines for a model and for the person who says yes. What an agent sets is shown as it said it.
import {
  diffValues,
  documentOf,
  findProfile,
  findTarget,
  isWithin,
  valueAt,
  type Change,
  type FileContent,
  type Plan,
  type PlannedWrite,
  type Pointer,
  type Redaction,
  type Snapshot,
  type Value,
  type Operation,
} from '../engine/index.ts';
import { changeLinesShown, noteLines, writeLines } from './report.ts';
import { shownWrites } from './shownWrites.ts';

export interface ListedChanges {
  readonly lines: readonly string[];
  readonly changes: number;
  /** The paths of the files listed. */
  readonly files: readonly string[];
  /** Secrets were compared, of which nothing is told. */
  readonly hidesSome: boolean;
  /** Whether anything changes at all depends on a secret. */
  readonly hidesOutcome: boolean;
}

/** What an edit sets: `undefined` for all other operations. */
export function settingOf(operation: Operation): Setting | undefined {
  const [edit] = operation.kind === 'edit' ? operation.edits : [];
  if (operation.kind !== 'edit' || edit?.op !== 'set') return undefined;
  return { operation, pointer: edit.pointer, value: edit.value };
}

export interface Setting {
  readonly operation: Extract<Operation, { kind: 'edit' }>;
  readonly pointer: string;
  readonly value: Value;
}

export function changesListed(snapshot: Snapshot, { writes }: Plan, redaction: Redaction): ListedChanges {
  const shown = shownWrites(writes, redaction, snapshot.manifest.arrays);
  return {
    lines: writeLines(shown, redaction),
    changes: shown.reduce((sum, write) => sum + write.changes.length, 0),
    files: shown.map(({ path }) => path),
    hidesSome: redaction.hidesAny,
    hidesOutcome: redaction.hidesAny && shown.length === 0,
  };
}

/** Of an edit where no secret is near. */
export function settingListed(
  snapshot: Snapshot,
  plan: Plan,
  { setting, redaction }: { readonly setting: Setting; readonly redaction: Redaction },
): ListedChanges {
  const { pointer, value, operation } = setting;
  const nothing = { lines: [], changes: 0, files: [], hidesSome: false, hidesOutcome: false };
  if (plan.writes.length === 0) return nothing;
  const edited = editedFile(snapshot, plan, operation);
  const old = edited.file ? valueAt(documentOf(edited.file).value ?? null, pointer) : undefined;
  const from = old === undefined ? undefined : redaction.value(old, pointer);
  const to = redaction.own(value, pointer);
  const changes: readonly Change[] =
    from === undefined
      ? [{ type: 'added', pointer, to }]
      : diffValues(from, to, snapshot.manifest.arrays).map((change) => below(pointer, change));
  const [own, others] = [
    plan.writes.find(isOf(edited.path)),
    plan.writes.filter((write) => !isOf(edited.path)(write)),
  ];
  const about = (own?.changes ?? []).filter((change) => isWithin(change.pointer, '/$profile'));
  return {
    ...nothing,
    lines: [
      edited.path,
      ...(changes.length > 0 && own?.kind === 'layout' ? [] : noteLines(own?.kind)),
      ...changeLinesShown([...about.map((change) => redaction.change(change)), ...changes]),
      ...writeLines(others, redaction),
    ],
    changes: changes.length + about.length + others.reduce((sum, write) => sum + write.changes.length, 0),
    files: [edited.path, ...others.map(({ path }) => path)],
  };
}

function below(pointer: Pointer, change: Change): Change {
  const { oldPointer } = change;
  return {
    ...change,
    pointer: pointer + change.pointer,
    ...(oldPointer === undefined ? {} : { oldPointer: pointer + oldPointer }),
  };
}

function isOf(path: string): (write: PlannedWrite) => boolean {
  return (write) => write.path === path;
}

/** The file whose value is set; a profile may have none for the target yet, which the plan makes. */
function editedFile(
  snapshot: Snapshot,
  { writes }: Plan,
  { target: named, profile }: Setting['operation'],
): { readonly path: string; readonly file: FileContent | null } {
  const target = findTarget(snapshot, named);
  if (profile === undefined) return { path: target.path, file: target.file };
  const file = findProfile(snapshot, profile).files.get(target.name) ?? null;
  return { path: file?.path ?? writes[0]?.path ?? profile, file };
}
