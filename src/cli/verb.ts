// What a verb of the terminal is: words in, one engine verb, an outcome out. Printing is done in one place.
import { t } from '@vscode/l10n';
import type { CommitResult, Engine, Mask, OlderTarget, Plan, Operation } from '../engine/index.ts';
import { formatProblem, formatChangeListing, visibleText } from '../engine/index.ts';
import type { OptionValue } from './commandLine.ts';
import type { VerbShape } from './verbShape.ts';
import { wholeListing } from './listings/wholeListing.ts';

export interface VerbContext {
  /** Opens the config folder that the command line means. @throws EngineError `not-found`. */
  readonly open: () => Promise<Engine>;
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly force: boolean;
  /** Whether the command may change something. */
  readonly isWriting: boolean;
  /** Hides what references in profiles resolve to, unless `--reveal` is set. */
  readonly maskOf: (engine: Engine) => Mask;
  /** Prints what is done already, whatever comes of the rest; with `--json` nothing. */
  readonly tell: (text: string) => void;
  /** Prints what happened just now, with `--json` as one line. */
  readonly report: (event: Outcome) => void;
  /** Prints a line on the error stream, where it disturbs no script. */
  readonly note: (text: string) => void;
  /** Says on one passing line what takes long; only a terminal shows it. */
  readonly progress: (text: string) => void;
}

export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  /** The text is what a file or a value holds: a pipe gets its very bytes. */
  readonly isContent?: true;
  /** The text lists changes and problems, whose lines a terminal colors. */
  readonly isListing?: true;
  /** Problems, drift or damage were found: exit code 3. */
  readonly found?: boolean;
  /** Something failed, or conflicts are left in what was written: exit code 1. */
  readonly failed?: boolean;
}

export interface Verb extends VerbShape {
  readonly summary: string;
  /** What stands after `safekeep`, and what it does then. */
  readonly examples: readonly (readonly [words: string, what: string])[];
  /** `null`: everything was reported when it happened. */
  readonly run: (context: VerbContext) => Promise<Outcome | null>;
}

export function textOption({ options }: VerbContext, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function flagOption({ options }: VerbContext, name: string): boolean {
  return options[name] === true;
}

/** The argument at a place; `parseCommandLine` has seen to it that a required one is there. */
export function argument({ arguments: given }: VerbContext, place: number): string {
  return given[place] ?? '';
}

/** Opens the folder, plans, and carries out: what most verbs are. */
export async function perform(context: VerbContext, operation: Operation): Promise<Outcome> {
  const engine = await context.open();
  return runPlan(context, engine, await engine.plan(operation));
}

/** Commits a plan, or with `--dry-run` only shows it. */
export async function runPlan(
  context: VerbContext,
  engine: Engine,
  plan: Plan,
): Promise<Outcome & { readonly json: object }> {
  const dryRun = flagOption(context, 'dry-run');
  const result = dryRun ? null : await engine.commit(plan, context.force ? { accepted: 'all' } : {});
  return planOutcome(masked(plan, context.maskOf(engine)), { result, dryRun });
}

function masked(plan: Plan, mask: Mask): Plan {
  return {
    ...plan,
    writes: plan.writes.map((write) => ({ ...write, changes: write.changes.map(mask.change) })),
  };
}

/** What a plan has become, as it is printed. */
export function planOutcome(
  plan: Plan,
  { result, dryRun }: { readonly result: CommitResult | null; readonly dryRun: boolean },
): Outcome & { readonly json: object } {
  return { json: planJson(plan, result), text: planText(plan, { result, dryRun }), isListing: true };
}

export function planJson(plan: Plan, result: CommitResult | null): object {
  const changes = plan.writes.flatMap(({ target, path, changes: found }) =>
    found.map((change) => ({ target: target ?? path, ...change })),
  );
  return {
    changes,
    problems: plan.problems,
    guards: plan.guards,
    ...(plan.outdated ? { older: plan.outdated } : {}),
    ...(result ? { backup: result.backup.id } : {}),
    ...(result && result.trashed > 0 ? { trashed: result.trashed } : {}),
  };
}

const notes: Partial<Record<Plan['writes'][number]['kind'], string>> = {
  layout: t('only layout or comments differ'),
  text: t("compared as text: one side doesn't parse, or YAML directives differ"),
};

function planText(
  plan: Plan,
  { result, dryRun }: { readonly result: CommitResult | null; readonly dryRun: boolean },
): string {
  const files = plan.writes.map((write) => ({
    path: write.path,
    changes: write.changes,
    ...(wholeListing(write) ?? (notes[write.kind] ? { note: notes[write.kind] } : {})),
  }));
  const end = result
    ? t('backup {0}', result.backup.id)
    : dryRun
      ? t('dry run: nothing was written')
      : t('nothing to do');
  const guards = plan.guards.map(({ message }) => t('needs --force: {0}', message));
  const problems = plan.problems.map(formatProblem);
  const older = (plan.outdated ?? []).map((one) => olderSentence(plan, one));
  const headers = [
    `${plan.summary} · ${end}`,
    // The summary of a recovery says where each file comes from.
    ...(plan.kind === 'restore-damaged' ? [] : (plan.notes ?? [])),
    ...(dryRun ? guards : []),
    ...problems,
    ...older,
    ...(result && result.trashed > 0 ? [trashedSentence(result.trashed)] : []),
  ];
  return formatChangeListing({ headers, files });
}

function trashedSentence(count: number): string {
  return count === 1
    ? t('Moved 1 older backup to the trash. It stays there for seven days.')
    : t('Moved {0} older backups to the trash. They stay there for seven days.', count);
}

function olderSentence({ kind }: Plan, { path, version, wanted }: OlderTarget): string {
  const [is, leads] = [String(version), String(wanted)];
  return kind === 'restore'
    ? t(
        'This leaves {0} at version {1}. To bring it to {2}, use --migrate, or run "safekeep migrate" afterward.',
        path,
        is,
        leads,
      )
    : t('This leaves {0} at version {1}. Run "safekeep migrate" to bring it to {2}.', path, is, leads);
}

/** Sentences with what came along in files: each is one line. */
export function linesOf(sentences: readonly string[]): string {
  return sentences.map((sentence) => `${visibleText(sentence)}\n`).join('');
}

/** Each row is one line, whatever stands in its cells. */
export function table(cells: readonly (readonly string[])[]): string {
  const rows = cells.map((row) => row.map(visibleText));
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, widthOf(cell))),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Terminals draw the letters of East Asian scripts two columns wide. */
function widthOf(text: string): number {
  return (
    text.length +
    (text.match(/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60]/g) ?? [])
      .length
  );
}
