// Changes that an agent must not even see a preview of: its problems, counts and guards may go by a secret.
import {
  contentOf,
  documentOf,
  isMap,
  pathFromPointer,
  type Operation,
  type Plan,
  type PlannedWrite,
  type Pointer,
  type Snapshot,
  type Value,
} from '../engine/index.ts';
import type { PreparedChange } from './agentTool.ts';
import { redactionFor } from './redactionFor.ts';
import { oneLine, report } from './report.ts';
import { isVersionSecret } from './secretVersion.ts';
import { isLayer, secretsNow, secretsThen, uncovers, type Nearness } from './secretsNear.ts';

/**
 * Where a key of the operation holds a secret, or lies among some. Before a plan is made, which finds items of lists again
 * by what they hold.
 */
export function refusedByPlace(
  snapshot: Snapshot,
  { operation, then }: Pick<Prospect, 'operation' | 'then'>,
): PreparedChange | undefined {
  const places = operationPointers(operation);
  if (places.length === 0) return undefined;
  const [nearNow, nearThen] = [secretsNow(snapshot), secretsThen(snapshot, [...then.values()])];
  for (const place of places) {
    const near = nearNow(place);
    // Where a backup has no secret, one of now goes for it.
    if (near === 'among' || (near === 'holds' && operation.kind === 'edit')) return refusedNear(place, near);
    const before = nearThen(place);
    if (before) return refusedNear(place, before);
  }
  return undefined;
}

interface Prospect {
  readonly plan: Plan;
  readonly operation: Operation;
  /** What a backup holds that the plan takes something from, by path. */
  readonly then: ReadonlyMap<string, Value>;
}

/** Where the plan would show, move or judge a secret. */
export function refusedByPlan(
  snapshot: Snapshot,
  { plan, operation, then }: Prospect,
): PreparedChange | undefined {
  const migration = refusedMigration(snapshot, plan, operation);
  if (migration) return migration;
  const other = plan.writes.find(({ path }) => !isConfiguration(snapshot, path));
  if (other)
    return refused(
      oneLine(other.path),
      'is a schema, a migration, or the manifest, and agents can change only configuration',
    );
  const checked = plan.writes.find((write) => changesSchema(snapshot, write));
  if (checked)
    return refused(
      oneLine(checked.path),
      "would be validated by another schema, and agents can't choose one",
    );
  if (uncovers(snapshot, plan, then)) return refusedNear(operationPointers(operation)[0] ?? '', 'uncovers');
  return isBelowOthers(snapshot, plan)
    ? refused('the undo', 'would also undo later changes of the same files')
    : undefined;
}

/** First: what else there is to say of the plan may go by what migrations made of secrets, or could not make. */
function refusedMigration(snapshot: Snapshot, plan: Plan, { kind }: Operation): PreparedChange | undefined {
  const redaction = redactionFor(snapshot, plan.writes);
  if (kind !== 'edit' && snapshot.migrations.length > 0 && isVersionSecret(snapshot, redaction))
    return refused('the files', 'depend on a version that is a secret here');
  // That a step could not be done tells of a secret as much as that it could.
  const isMigrated = plan.migrated !== undefined || plan.guards.some(({ code }) => code === 'version');
  if (!isMigrated || !redaction.hidesAny) return undefined;
  return refused(
    'the profile',
    "is at an older version and would be migrated, and agents can't migrate secrets",
  );
}

/**
 * A live file or a layer of one. A manifest or a migration says where secrets are, and a schema tells of them by the
 * problems that it finds, also where it is a file that is a profile as well.
 */
function isConfiguration(snapshot: Snapshot, path: string): boolean {
  if (snapshot.awaited.schemas.includes(path)) return false;
  const schemas = [...snapshot.schemas.values()].flatMap(({ root, parts }) => [root, ...parts.values()]);
  if (schemas.some((schema) => schema.path === path)) return false;
  return snapshot.targets.some((target) => target.path === path) || isLayer(snapshot, path);
}

/** The problems that a schema finds tell of secrets, so that who could choose one could guess them. */
function changesSchema({ targets }: Snapshot, write: PlannedWrite): boolean {
  const { path, before, after } = write;
  const named = (bytes: Uint8Array | null) => {
    const value = bytes ? documentOf(contentOf(write, bytes)).value : undefined;
    return isMap(value) ? value['$schema'] : undefined;
  };
  return targets.some((target) => target.path === path) && after !== null && named(before) !== named(after);
}

/** Whether the files still are as the commit left them depends on their secrets; where nothing came later, they may be. */
function isBelowOthers({ history, targets, profiles }: Snapshot, { undoes }: Plan): boolean {
  const index = history.findIndex(({ id }) => id === undoes);
  const files = [
    ...targets.map(({ path }) => path),
    ...profiles.flatMap(({ all }) => all.map(({ path }) => path)),
  ];
  const written = new Set(
    history[index]?.files.map(({ path }) => path).filter((path) => files.includes(path)),
  );
  return history
    .slice(0, Math.max(index, 0))
    .some((later) => later.files.some(({ path }) => written.has(path)));
}

function operationPointers(operation: Operation): readonly Pointer[] {
  if (operation.kind === 'restore') return 'only' in operation ? operation.only : [];
  return operation.kind === 'edit'
    ? operation.edits.flatMap((edit) => ('pointer' in edit ? [edit.pointer] : []))
    : [];
}

const whyNot: Readonly<Record<Nearness, string>> = {
  holds: "contains a secret, and agents can't change or remove an existing one",
  held: "contains a secret in the backup, and agents can't restore one on its own",
  among:
    "is in a list that contains a secret, or in a map whose keys are secrets, and agents can't change those",
  uncovers: 'would reveal a value that is a secret now',
};

function refusedNear(place: Pointer, nearness: Nearness): PreparedChange {
  return refused(place === '' ? 'the change' : oneLine(pathFromPointer(place)), whyNot[nearness]);
}

/** Without a preview: problems, counts and guards of the plan may go by the secret. */
function refused(what: string, why: string): PreparedChange {
  const refusal = report([
    `Refused: ${what} ${why}.`,
    'Nothing was written. Tell the person, who can do it in the editor or with "safekeep".',
  ]);
  return {
    summary: `Change ${what}`,
    preview: '',
    refusal,
    apply: () => Promise.resolve({ text: refusal, isError: true }),
  };
}
