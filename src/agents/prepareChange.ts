// From an operation to a change that a person can say yes to: the plan, what it would change as text, and whether an agent may do
// it at all. A guard and a protected profile are for people: an agent has no `--force`, and its tools refuse with the
// reason and the remedy instead, since a click on "Allow" in a chat is not the typed name that protection asks for.
import {
  contentOf,
  documentOf,
  findBackup,
  guardsShown,
  hiddenMark,
  type Backup,
  type CommitResult,
  type OlderTarget,
  type Plan,
  type PlannedWrite,
  type Problem,
  type Redaction,
  type Snapshot,
  type Value,
  type Operation,
} from '../engine/index.ts';
import type { AgentEngine, ToolAnswer, PreparedChange } from './agentTool.ts';
import {
  changesListed,
  settingListed,
  settingOf,
  type ListedChanges,
  type Setting,
} from './changesListed.ts';
import { marksIn } from './ownInput.ts';
import { maybeProtectedIn, protectedIn, restoredBackup } from './protectedIn.ts';
import { redactionFor } from './redactionFor.ts';
import { count, oneLine, problemLines, report } from './report.ts';
import { refusedByPlace, refusedByPlan } from './refusals.ts';
import { judgedPlan } from './shownFindings.ts';
import { isVersionSecret } from './secretVersion.ts';
import { untold } from './shownWrites.ts';

interface PlannedChange {
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  readonly operation: Operation;
  readonly setting: Setting | undefined;
  readonly listed: ListedChanges;
  readonly redaction: Redaction;
  /** What the agent said: it stays in sentences as it came. */
  readonly said: readonly string[];
}

/**
 * @param said the texts of the agent's input.
 * @throws EngineError as `plan` does.
 */
export async function prepareChange(
  engine: AgentEngine,
  operation: Operation,
  said: readonly string[],
): Promise<PreparedChange> {
  const snapshot = await engine.snapshot();
  const named = operation.kind === 'restore' ? findBackup(snapshot, operation.backup) : undefined;
  const thenNamed = await documentsThen(engine, named);
  const early = refusedByPlace(snapshot, { operation, then: thenNamed });
  if (early) return early;
  const unjudged = await engine.plan(operation, { isForAgents: true });
  const then = named ? thenNamed : await documentsThen(engine, restoredBackup(snapshot, unjudged, operation));
  const blind = refusedByPlan(snapshot, { plan: underAllNames(unjudged), operation, then });
  if (blind) return blind;
  const setting = settingOf(operation);
  // What an agent sets is no secret to it, and must not make one of what stands elsewhere.
  const redaction = setting
    ? redactionFor(snapshot)
    : redactionFor(snapshot, unjudged.writes, [...then.values()]);
  const plan = await judgedPlan(snapshot, unjudged, { redaction, named: removedBy(operation) });
  const listed = setting
    ? settingListed(snapshot, plan, { setting, redaction })
    : changesListed(snapshot, plan, redaction);
  const prospect = { snapshot, plan, operation, setting, listed, redaction, said };
  const refusal = refusalOf(prospect);
  const summary = oneLine(redaction.text(plan.summary, said));
  const lines = previewLines(prospect);
  return {
    summary,
    preview: report(lines),
    plan,
    ...(refusal === undefined ? {} : { refusal }),
    apply: async (via) => {
      const committed = listed.hidesOutcome ? withSomeWrite(snapshot, plan) : plan;
      return doneText(prospect, await engine.commit(committed, { via }), { summary, lines });
    },
  };
}

function removedBy(operation: Operation): readonly string[] {
  if (operation.kind !== 'edit') return [];
  return operation.edits.flatMap(({ op, pointer }) => (op === 'remove' ? [pointer] : []));
}

/** As if each write were one of every path that leads to the file. */
function underAllNames(plan: Plan): Plan {
  return {
    ...plan,
    writes: plan.writes.flatMap((write) =>
      [write.path, ...(write.otherNames ?? [])].map((path) => ({ ...write, path })),
    ),
  };
}

/** What a backup holds of the live files, by their paths, where they are other ones now. */
async function documentsThen(
  engine: AgentEngine,
  backup: Backup | undefined,
): Promise<ReadonlyMap<string, Value>> {
  if (!backup) return new Map();
  const compared = await engine.compareContents(`backup:${backup.id}`, 'current');
  return new Map(
    compared.flatMap(({ write }) => {
      const value = write.before ? documentOf(contentOf(write, write.before)).value : undefined;
      return value === undefined ? [] : [[write.path, value]];
    }),
  );
}

function previewLines(prospect: PlannedChange): readonly string[] {
  const { plan, listed, redaction, said } = prospect;
  const remarks = [
    listed.lines.length === 0 && !listed.hidesOutcome
      ? 'nothing to do: everything is up to date'
      : `${count(listed.changes, 'change', 'changes')} in ${count(listed.files.length, 'file', 'files')}`,
    ...(listed.hidesSome ? [untold] : []),
    ...problemLines(problemsShown(prospect), redaction, said),
    ...(plan.notes ?? []).map((source) => redaction.text(source, said)),
    ...olderShown(prospect).map(({ path, version, wanted }) =>
      redaction.text(`${path} is left at version ${version}, not ${wanted}`, said),
    ),
  ];
  return [...remarks.map((remark) => `# ${remark}`), ...listed.lines];
}

/** A file that is not written is not checked, so what is found in one that is not listed would tell that it is written. */
function problemsShown({ plan, listed }: PlannedChange): readonly Problem[] {
  if (listed.hidesOutcome) return [];
  const unlisted = new Set(
    plan.writes.map(({ path }) => path).filter((path) => !listed.files.includes(path)),
  );
  return plan.problems.filter(({ file }) => !unlisted.has(file));
}

function refusalOf(prospect: PlannedChange): string | undefined {
  const { snapshot, plan, operation, redaction, said } = prospect;
  const whole = underAllNames(plan);
  const name = protectedIn(snapshot, whole, operation);
  const isRead = snapshot.profiles.some((profile) => profile.name === name && profile.metadata.protected);
  if (name !== undefined)
    return report([
      `Refused: profile "${name}" ${isRead ? 'is protected' : "can't be read, so it may be protected"}. Agents can't switch to it, change it, or change its layers.`,
      'Nothing was written. Tell the person, who can do it in the editor ("Safekeep: Switch Profile…"), which asks for the name.',
    ]);
  const why = maybeProtectedIn(snapshot, { ...prospect, plan: whole });
  if (why !== undefined)
    return report([
      `Refused: ${why}, and a profile is protected here.`,
      'Nothing was written. Tell the person, who can do it in the editor or with "safekeep".',
    ]);
  const hiding = plan.writes.find(writesMark);
  if (hiding)
    return report([
      `Refused: ${hiding.path} would contain ${hiddenMark}, which stands for a secret that isn't shown.`,
      'Nothing was written. Set only the key you want to change, or tell the person.',
    ]);
  const guards = guardsOf(prospect);
  if (guards.length === 0) return undefined;
  return report([
    `Refused: ${redaction.text(plan.summary, said)}`,
    ...guards,
    'Nothing was written. Make a smaller change, or tell the person, who can confirm it in the editor or with "safekeep --force".',
  ]);
}

/** A version may be a secret, and then that there is an older one is all that is told. */
function guardsOf({ snapshot, plan, redaction, said }: PlannedChange): readonly string[] {
  const isSecret = isVersionSecret(snapshot, redaction);
  return guardsShown(plan, redaction, said).map(
    ({ code, message }) => `guard ${code}: ${isSecret && code === 'version' ? 'another version' : message}`,
  );
}

/** Whether more texts would say what stands for a secret than do now. */
function writesMark(write: PlannedWrite): boolean {
  const [was, is] = [write.before, write.after].map((bytes) => {
    if (!bytes) return 0;
    const { value, text } = documentOf(contentOf(write, bytes));
    return value === undefined ? text.split(hiddenMark).length - 1 : marksIn(value);
  });
  return (is ?? 0) > (was ?? 0);
}

/** Not where a version is a secret: that there is an older one would tell of it, too. */
function olderShown({ snapshot, plan, listed, redaction }: PlannedChange): readonly OlderTarget[] {
  if (isVersionSecret(snapshot, redaction)) return [];
  return (plan.outdated ?? []).filter(({ path }) => listed.files.includes(path));
}

/** A plan that is committed whether its secrets differ or not, since a commit that is missing would tell. */
function withSomeWrite({ targets }: Snapshot, plan: Plan): Plan {
  const file = targets.find((target) => target.file !== null)?.file;
  if (plan.writes.length > 0 || !file) return plan;
  const { path, bytes } = file;
  return { ...plan, writes: [{ path, before: bytes, after: bytes, kind: 'layout', changes: [] }] };
}

function doneText(
  { listed }: PlannedChange,
  result: CommitResult | null,
  { summary, lines }: { readonly summary: string; readonly lines: readonly string[] },
): ToolAnswer {
  if (!result) return { text: 'Nothing to do: everything is up to date.', data: { done: false } };
  const { entry, backup } = result;
  return {
    text: report([
      `Done: ${summary}`,
      `commit ${entry.id}; backup ${backup.id} has the files as they were`,
      `To undo it: safekeep_undo with commit "${entry.id}".`,
      ...lines,
    ]),
    data: { done: true, commit: entry.id, backup: backup.id, changes: listed.changes },
  };
}
