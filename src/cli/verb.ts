// What a verb of the terminal is: words in, one engine verb, an outcome out. Printing is done in one place.
import type { CommitResult, Engine, OlderTarget, Plan, Wish } from '../engine/index.ts';
import { formatChangeListing } from '../engine/index.ts';
import type { OptionValue, VerbShape } from './commandLine.ts';

export interface VerbContext {
  /** Opens the config folder that the command line means. @throws EngineError `not-found`. */
  readonly open: () => Promise<Engine>;
  readonly arguments: readonly string[];
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly force: boolean;
  /** Prints what is done already, whatever comes of the rest; with `--json` nothing. */
  readonly tell: (text: string) => void;
}

export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  /** Problems, drift or damage were found: exit code 3. */
  readonly found?: boolean;
}

export interface Verb extends VerbShape {
  readonly summary: string;
  readonly run: (context: VerbContext) => Promise<Outcome>;
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
export async function perform(context: VerbContext, wish: Wish): Promise<Outcome> {
  const engine = await context.open();
  return carryOut(context, engine, await engine.plan(wish));
}

/** Commits a plan, or with `--dry-run` only shows it. */
export async function carryOut(
  context: VerbContext,
  engine: Engine,
  plan: Plan,
): Promise<Outcome & { readonly json: object }> {
  const dryRun = flagOption(context, 'dry-run');
  const result = dryRun ? null : await engine.commit(plan, { force: context.force });
  return { json: planJson(plan, result), text: planText(plan, { result, dryRun }) };
}

export function planJson(plan: Plan, result: CommitResult | null): object {
  const changes = plan.writes.flatMap(({ target, path, changes: found }) =>
    found.map((change) => ({ target: target ?? path, ...change })),
  );
  return {
    changes,
    problems: plan.problems,
    guards: plan.guards,
    ...(plan.older ? { older: plan.older } : {}),
    ...(result ? { backup: result.backup.id } : {}),
  };
}

const notes: Partial<Record<Plan['writes'][number]['kind'], string>> = {
  layout: 'only layout or comments differ',
  text: 'compared as text: one side does not parse',
};

function planText(
  plan: Plan,
  { result, dryRun }: { readonly result: CommitResult | null; readonly dryRun: boolean },
): string {
  const files = plan.writes.map(({ path, changes, kind }) => ({
    path,
    changes,
    ...(notes[kind] ? { note: notes[kind] } : {}),
  }));
  const end = result
    ? `backup ${result.backup.id}`
    : dryRun
      ? 'dry run: nothing was written'
      : 'nothing to do';
  const guards = plan.guards.map(({ message }) => `asks for --force: ${message}`);
  const problems = plan.problems.map(({ file, line, column, message }) =>
    line > 0 ? `${file}:${line}:${column}: ${message}` : `${file}: ${message}`,
  );
  const older = (plan.older ?? []).map((one) => olderSentence(plan, one));
  const headers = [
    `${plan.summary} · ${end}`,
    // The summary of a recovery says where each file comes from.
    ...(plan.action === 'migrate' ? (plan.sources ?? []) : []),
    ...(dryRun ? guards : []),
    ...problems,
    ...older,
  ];
  return formatChangeListing({ headers, files });
}

function olderSentence({ action }: Plan, { path, version, wanted }: OlderTarget): string {
  const onTheWay = action === 'restore' ? ', or --migrate on the way in,' : '';
  return `${path} is in version ${version} then; "safekeep migrate"${onTheWay} leads to ${wanted}.`;
}

export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (known, row) => row.map((cell, column) => Math.max(known[column] ?? 0, cell.length)),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
