// From a wish to a change that a person can say yes to: the plan, what it would change as text, and whether an agent may do
// it at all. A guard and a protected profile are for people: an agent has no `--force`, and its tools refuse with the
// reason and the remedy instead, since a click on "Allow" in a chat is not the typed name that protection asks for.
import { t } from '@vscode/l10n';
import {
  contentOf,
  documentOf,
  findTarget,
  guardsShown,
  hiddenMark,
  type CommitResult,
  type Plan,
  type PlannedWrite,
  type Redaction,
  type Snapshot,
  type Wish,
} from '../engine/index.ts';
import type { AgentEngine, Answer, PreparedChange } from './agentTool.ts';
import { changesListed, settingListed, settingOf, type Listed } from './changesListed.ts';
import { problemLine } from './look.ts';
import { marksIn } from './ownInput.ts';
import { protectedIn } from './protectedIn.ts';
import { redactionFor } from './redactionFor.ts';
import { count, oneLine, report } from './report.ts';

interface Prospect {
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  readonly wish: Wish;
  readonly listed: Listed;
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
  wish: Wish,
  said: readonly string[],
): Promise<PreparedChange> {
  const [snapshot, plan] = [await engine.snapshot(), await engine.plan(wish)];
  const setting = settingOf(wish);
  // What an agent sets is no secret to it, and must not make one of what stands elsewhere.
  const redaction = redactionFor(snapshot, setting ? [] : plan.writes);
  const listed = setting
    ? settingListed(snapshot, plan, { setting, redaction })
    : changesListed(plan, redaction);
  const prospect = { snapshot, plan, wish, listed, redaction, said };
  const refusal = refusalOf(prospect);
  const summary = oneLine(redaction.text(plan.summary, said));
  const lines = previewLines(prospect);
  return {
    summary,
    preview: report(lines),
    plan,
    ...(refusal === undefined ? {} : { refusal }),
    apply: async (via) => {
      const result = await engine.commit(plan, { via });
      return listed.hidesOutcome ? hiddenOutcome(summary, lines) : doneText(summary, lines, result);
    },
  };
}

function previewLines({ plan, listed, redaction, said }: Prospect): readonly string[] {
  const remarks = [
    listed.lines.length === 0
      ? 'nothing to do: everything is as it should be'
      : `${count(listed.changes, 'change', 'changes')} in ${count(listed.files, 'file', 'files')}`,
    // Where nothing is written nothing is checked, so what is found elsewhere would tell that the secret is the same.
    ...(listed.hidesOutcome
      ? [outcomeHidden]
      : plan.problems.map((one) => problemLine(redaction.problem(one, said)))),
    ...(plan.sources ?? []).map((source) => redaction.text(source, said)),
    ...(listed.hidesOutcome ? [] : (plan.older ?? [])).map(
      ({ path, version, wanted }) => `${path} would be in version ${version}, not ${wanted}`,
    ),
  ];
  return [...remarks.map((remark) => `# ${remark}`), ...listed.lines];
}

const outcomeHidden = 'secret values are not shown, nor whether they change';

function refusalOf(prospect: Prospect): string | undefined {
  const { snapshot, plan, wish, redaction, said } = prospect;
  const name = protectedIn(snapshot, plan, wish);
  if (name !== undefined)
    return report([
      `Refused: profile "${name}" is protected, and agents neither switch to it nor change it or what it is made of.`,
      'Nothing was written. Tell the person, who can do it in the editor ("Safekeep: Switch Profile…"), where the name has to be typed.',
    ]);
  const hiding = plan.writes.find(writesMark);
  if (hiding)
    return report([
      `Refused: ${hiding.path} would say ${hiddenMark}, which stands for a secret that isn't shown.`,
      'Nothing was written. Set the one key you mean instead, or tell the person.',
    ]);
  const guards = guardsOf(prospect);
  if (guards.length === 0) return undefined;
  return report([
    `Refused: ${redaction.text(plan.summary, said)}`,
    ...guards,
    'Nothing was written. Make a smaller change, or tell the person, who can do it in the editor or with "safekeep --force" and is asked there.',
  ]);
}

function guardsOf({ snapshot, plan, wish, listed, redaction, said }: Prospect): readonly string[] {
  const found = guardsShown(plan, redaction, said).map(({ code, message }) => `guard ${code}: ${message}`);
  if (found.length > 0 || !listed.hidesOutcome || wish.kind !== 'edit' || wish.profile !== undefined)
    return found;
  // The engine asks this only of a file that changes.
  const { path, file } = findTarget(snapshot, wish.target);
  return (file?.links ?? 1) > 1
    ? [`guard hard-link: ${t('{0} has {1} hard links, which would come apart.', path, file?.links ?? 1)}`]
    : [];
}

/** Whether more texts would say what stands for a secret than do now. */
function writesMark({ path, before, after }: PlannedWrite): boolean {
  const [was, is] = [before, after].map((bytes) => {
    if (!bytes) return 0;
    const { value, text } = documentOf(contentOf(path, bytes));
    return value === undefined ? text.split(hiddenMark).length - 1 : marksIn(value);
  });
  return (is ?? 0) > (was ?? 0);
}

/** The same whether anything was written or not. */
function hiddenOutcome(summary: string, lines: readonly string[]): Answer {
  return {
    text: report([
      `Done: ${summary}`,
      'safekeep_status names the newest commits, for safekeep_undo.',
      ...lines,
    ]),
    data: { done: true },
  };
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
