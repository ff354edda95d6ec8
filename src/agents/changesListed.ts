// What a plan would change, as lines for a model and for the person who says yes. Of an edit they are made of what the agent
// may see and of what it said, never of the secret that is there: whether the two are the same is not message.
import {
  diffValues,
  documentOf,
  findProfile,
  findTarget,
  hiddenMark,
  isList,
  isMap,
  isWithin,
  mapOf,
  valueAt,
  type Change,
  type FileContent,
  type Plan,
  type PlannedWrite,
  type Redaction,
  type Snapshot,
  type Value,
  type Wish,
} from '../engine/index.ts';
import { marksIn } from './ownInput.ts';
import { changeLinesShown, noteLines, writeLines } from './report.ts';
import { shownWrites } from './shownWrites.ts';

export interface Listed {
  readonly lines: readonly string[];
  readonly changes: number;
  /** The paths of the files listed. */
  readonly files: readonly string[];
  /** Secrets were compared, of which nothing is told. */
  readonly hidesSome: boolean;
  /** Whether anything changes at all depends on a secret. */
  readonly hidesOutcome: boolean;
}

/** What an edit sets: `undefined` for all other wishes. */
export function settingOf(wish: Wish): Setting | undefined {
  const [edit] = wish.kind === 'edit' ? wish.edits : [];
  if (wish.kind !== 'edit' || edit?.op !== 'set') return undefined;
  return { wish, pointer: edit.pointer, value: edit.value };
}

export interface Setting {
  readonly wish: Extract<Wish, { kind: 'edit' }>;
  readonly pointer: string;
  readonly value: Value;
}

export function changesListed(snapshot: Snapshot, { writes }: Plan, redaction: Redaction): Listed {
  const shown = shownWrites(writes, redaction, snapshot.manifest.arrays);
  return {
    lines: writeLines(shown, redaction),
    changes: shown.reduce((sum, write) => sum + write.changes.length, 0),
    files: shown.map(({ path }) => path),
    hidesSome: redaction.hidesAny,
    hidesOutcome: redaction.hidesAny && shown.length === 0,
  };
}

export function settingListed(
  snapshot: Snapshot,
  plan: Plan,
  { setting, redaction }: { readonly setting: Setting; readonly redaction: Redaction },
): Listed {
  const { pointer, value, wish } = setting;
  const edited = editedFile(snapshot, plan, wish);
  const old = edited.file ? valueAt(documentOf(edited.file).value ?? null, pointer) : undefined;
  const [from, to] = [
    old === undefined ? undefined : redaction.value(old, pointer),
    redaction.own(value, pointer),
  ];
  const holdsSecret = marksIn(from ?? null) + marksIn(to) > 0;
  if (plan.writes.length === 0 && !holdsSecret)
    return { lines: [], changes: 0, files: [], hidesSome: false, hidesOutcome: false };
  const changes = changesAt(pointer, { from, to }, snapshot.manifest.arrays);
  const [own, others] = [
    plan.writes.find(isOf(edited.path)),
    plan.writes.filter((write) => !isOf(edited.path)(write)),
  ];
  const about = (own?.changes ?? []).filter((change) => isWithin(change.pointer, '/$profile'));
  const note = own?.kind === 'layout' && holdsSecret ? undefined : own?.kind;
  const hidesOutcome = old !== undefined && holdsSecret && changes.every(isHidden);
  return {
    lines: [
      edited.path,
      ...(changes.length > 0 && note === 'layout' ? [] : noteLines(note)),
      ...changeLinesShown([...about.map((change) => redaction.change(change)), ...changes]),
      ...writeLines(others, redaction),
    ],
    changes: changes.length + about.length + others.reduce((sum, write) => sum + write.changes.length, 0),
    files: [edited.path, ...others.map(({ path }) => path)],
    hidesSome: hidesOutcome,
    hidesOutcome,
  };
}

function isOf(path: string): (write: PlannedWrite) => boolean {
  return (write) => write.path === path;
}

/** The file whose value is set; a profile may have none for the target yet, which the plan makes. */
function editedFile(
  snapshot: Snapshot,
  { writes }: Plan,
  { target: named, profile }: Setting['wish'],
): { readonly path: string; readonly file: FileContent | null } {
  const target = findTarget(snapshot, named);
  if (profile === undefined) return { path: target.path, file: target.file };
  const file = findProfile(snapshot, profile).files.get(target.name) ?? null;
  return { path: file?.path ?? writes[0]?.path ?? profile, file };
}

/** Stands for a secret that was there, so that it is never the same as one that is set. */
const oldMark = '\u0000';

function changesAt(
  pointer: string,
  { from, to }: { readonly from: Value | undefined; readonly to: Value },
  arrays: Snapshot['manifest']['arrays'],
): readonly Change[] {
  if (from === undefined) return [{ type: 'added', pointer, to }];
  const found = diffValues(withTexts(from, hiddenMark, oldMark), to, arrays);
  return found.map((change) => ({
    ...change,
    pointer: pointer + change.pointer.replaceAll(oldMark, hiddenMark),
    ...(change.oldPointer === undefined ? {} : { oldPointer: pointer + change.oldPointer }),
    ...(change.from === undefined ? {} : { from: withTexts(change.from, oldMark, hiddenMark) }),
  }));
}

function withTexts(value: Value, text: string, other: string): Value {
  if (typeof value === 'string') return value.replaceAll(text, other);
  if (isList(value)) return value.map((item) => withTexts(item, text, other));
  if (!isMap(value)) return value;
  return mapOf(
    Object.entries(value).map(([key, part]) => [key.replaceAll(text, other), withTexts(part, text, other)]),
  );
}

function isHidden({ from, to }: Change): boolean {
  return marksIn(from ?? null) + marksIn(to ?? null) > 0;
}
