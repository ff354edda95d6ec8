// From a wish to a change that a person can say yes to: the plan, what it would change as text, and whether an agent may do
// it at all. A guard and a protected profile are for people: an agent has no `--force`, and its tools refuse with the
// reason and the remedy instead, since a click on "Allow" in a chat is not the typed name that protection asks for.
import type { CommitResult, Plan, Redaction, Snapshot, Wish } from '../engine/index.ts';
import type { AgentEngine, Answer, PreparedChange } from './agentTool.ts';
import { problemLine } from './look.ts';
import { redactionFor } from './redactionFor.ts';
import { count, oneLine, report, writeLines } from './report.ts';

/** @throws EngineError as `plan` does. */
export async function prepareChange(engine: AgentEngine, wish: Wish): Promise<PreparedChange> {
  const [snapshot, plan] = [await engine.snapshot(), await engine.plan(wish)];
  const redaction = redactionFor(snapshot, plan.writes);
  const refusal = refusalOf(snapshot, plan, redaction);
  const summary = oneLine(redaction.text(plan.summary));
  const lines = previewLines(plan, redaction);
  return {
    summary,
    preview: report(lines),
    plan,
    ...(refusal === undefined ? {} : { refusal }),
    apply: async (via) => doneText(summary, lines, await engine.commit(plan, { via })),
  };
}

function previewLines(plan: Plan, redaction: Redaction): readonly string[] {
  const changes = plan.writes.reduce((sum, write) => sum + write.changes.length, 0);
  const remarks = [
    plan.writes.length === 0
      ? 'nothing to do: everything is as it should be'
      : `${count(changes, 'change', 'changes')} in ${count(plan.writes.length, 'file', 'files')}`,
    ...plan.problems.map((problem) => problemLine(redaction.problem(problem))),
    ...(plan.sources ?? []).map((source) => redaction.text(source)),
    ...(plan.older ?? []).map(
      ({ path, version, wanted }) => `${path} would be in version ${version}, not ${wanted}`,
    ),
  ];
  return [...remarks.map((remark) => `# ${remark}`), ...writeLines(plan.writes, redaction)];
}

function refusalOf(snapshot: Snapshot, plan: Plan, redaction: Redaction): string | undefined {
  const name = protectedIn(snapshot, plan);
  if (name !== undefined)
    return report([
      `Refused: profile "${name}" is protected, and agents neither switch to it nor change it.`,
      'Nothing was written. Tell the person, who can do it in the editor ("Safekeep: Switch Profile…"), where the name has to be typed.',
    ]);
  if (plan.guards.length === 0) return undefined;
  return report([
    `Refused: ${redaction.text(plan.summary)}`,
    ...plan.guards.map(({ code, message }) => `guard ${code}: ${redaction.text(message)}`),
    'Nothing was written. Make a smaller change, or tell the person, who can do it in the editor or with "safekeep --force" and is asked there.',
  ]);
}

/** The protected profile that a plan makes active, or of which it changes a file. */
function protectedIn({ profiles, state }: Snapshot, { state: after, writes }: Plan): string | undefined {
  const isTouched = (path: string) => writes.some((write) => write.path === path);
  return profiles.find(
    ({ name, metadata, all }) =>
      metadata.protected &&
      ((after.activeProfile === name && state.activeProfile !== name) ||
        all.some(({ path }) => isTouched(path))),
  )?.name;
}

function doneText(summary: string, lines: readonly string[], result: CommitResult | null): Answer {
  if (!result) return { text: 'Nothing to do: everything is as it should be.', data: { done: false } };
  const { entry, backup } = result;
  return {
    text: report([
      `Done: ${summary}`,
      `commit ${entry.id}; backup ${backup.id} has the files as they were`,
      `To take it back: safekeep_undo with commit "${entry.id}".`,
      ...lines,
    ]),
    data: { done: true, commit: entry.id, backup: backup.id, changes: entry.changes },
  };
}
