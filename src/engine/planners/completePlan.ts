// From a planner's draft to the plan that is reviewed and committed: what would not change is dropped, every
// write is compared, and the guards look for what a person would want to be asked about.
import { t } from '@vscode/l10n';
import { contentOf, documentOf } from '../documents/fileDocument.ts';
import { sameDirectives } from '../documents/directives.ts';
import { diffValues } from '../diff/diff.ts';
import { type Document, formatOf, hasSeveralDocuments } from '../text/document.ts';
import { statePath } from '../records/stateRecord.ts';
import { lossGuards } from './lostKeys.ts';
import { isList, isMap, type Value } from '../values/value.ts';
import type { Guard, Plan, PlannedWrite, PlanOptions, Snapshot, Target } from '../model/model.ts';
import { sameBytes, type Draft, type DraftWrite } from './draft.ts';
import { judgeBySchema, type PlanFindings } from './judgeBySchema.ts';
import { judgeProfiles } from './judgeProfiles.ts';
import { outdatedContent } from './upgradedContent.ts';

export async function completePlan(
  snapshot: Snapshot,
  draft: Draft,
  { isForAgents }: PlanOptions = {},
): Promise<Plan> {
  const writes = draft.writes
    .filter(({ before, after }) => !sameBytes(before?.bytes ?? null, after))
    .map((write) => compare(snapshot, write));
  const { path, sha256: hash } = snapshot.manifest;
  const older = writes.flatMap((compared) => olderIn(snapshot, compared));
  // What depends on values is judged for agents by what these are shown.
  const guardsOf = async (write: Compared) => [
    guard(write),
    ...(isForAgents === true
      ? []
      : [lossOfKeys(snapshot, write, draft), await schemaGuard(snapshot, write, draft)]),
  ];
  // A migration has looked at the profiles itself.
  const isJudged = isForAgents === true || draft.kind === 'migrate';
  const ofProfiles = isJudged ? [] : [judgeProfiles(snapshot, draft.writes)];
  const findings = (await Promise.all([...writes.map(guardsOf), ...ofProfiles])).flat();
  return {
    kind: draft.kind,
    summary: draft.summary,
    ...(draft.isPartial ? { isPartial: true } : {}),
    writes: writes.map(({ planned }) => planned),
    previousState: snapshot.state,
    state: draft.state ?? snapshot.state,
    // What needs no write, the record and the manifest must still be so too: else the commit would mix two operations.
    preconditions: [
      ...(draft.preconditions ?? []),
      ...(path === undefined ? [] : [{ path, sha256: hash ?? null }]),
      ...draft.writes.map(({ path, before }) => ({ path, sha256: before?.sha256 ?? null })),
      { path: statePath, sha256: snapshot.stateFile?.sha256 ?? null },
    ],
    backupPaths: [...snapshot.targets.map(({ path }) => path), ...(draft.backupPaths ?? [])],
    targets: pathsByName(snapshot.targets),
    damaged: snapshot.damage.map((damage) => damage.path),
    retention: snapshot.manifest.retention,
    problems: [...(draft.problems ?? []), ...findings.flatMap(({ problems }) => problems)],
    guards: [...(draft.guards ?? []), ...findings.flatMap(({ guards }) => guards)].filter(
      // Undoing takes away what the commit made: that is no loss, unless it was edited, which has its own guard.
      ({ code }) => draft.kind !== 'undo' || code !== 'removed',
    ),
    ...given(draft),
    ...(older.length === 0 ? {} : { outdated: older }),
  };
}

/** What only some drafts have. */
function given({ undoes, uses, notes, migrated }: Draft): Partial<Plan> {
  return {
    ...(undoes === undefined ? {} : { undoes }),
    ...(uses === undefined ? {} : { uses }),
    ...(notes === undefined ? {} : { notes }),
    ...(migrated === undefined ? {} : { migrated }),
  };
}

export function pathsByName(targets: Snapshot['targets']): Plan['targets'] {
  return Object.fromEntries(targets.map(({ name, path }) => [name, path]));
}

function olderIn(snapshot: Snapshot, { write: { target }, to }: Compared): NonNullable<Plan['outdated']> {
  const older = target && to?.value !== undefined ? outdatedContent(snapshot, target, to.value) : null;
  return older ? [older] : [];
}

interface Compared {
  readonly write: DraftWrite;
  readonly planned: PlannedWrite;
  readonly from: Document | null;
  readonly to: Document | null;
}

function compare({ manifest }: Snapshot, write: DraftWrite): Compared {
  const { path, target, before, after, modeFrom } = write;
  const from = before && documentOf(before);
  const format = target?.format ?? before?.format;
  const to = after && documentOf(contentOf({ path, format }, after));
  const planned = {
    path,
    before: before?.bytes ?? null,
    after,
    ...compareDocuments({ from, to }, manifest.arrays),
    ...(target ? { target: target.name } : {}),
    ...(format !== undefined && format !== formatOf(path) ? { format } : {}),
    ...(modeFrom === undefined ? {} : { modeFrom }),
    ...(target?.write === 'in-place' && before && after ? { inPlace: true as const } : {}),
  };
  return { write, planned, from, to };
}

/** What a file becomes; one that is not there is `null`. */
export function compareDocuments(
  { from, to }: { readonly from: Document | null; readonly to: Document | null },
  rules: Snapshot['manifest']['arrays'],
): Pick<PlannedWrite, 'kind' | 'changes'> {
  // What is kept as a whole is compared as text, by who shows it.
  if (from?.format === 'opaque' || to?.format === 'opaque')
    return { kind: !from ? 'created' : to ? 'text' : 'deleted', changes: [] };
  const comparable = (from === null || from.value !== undefined) && (to === null || to.value !== undefined);
  const changes = comparable
    ? diffValues(from?.value ?? emptyLike(to), to?.value ?? emptyLike(from), rules)
    : [];
  if (!from) return { kind: 'created', changes };
  if (!to) return { kind: 'deleted', changes };
  if (!comparable) return { kind: 'text', changes };
  if (changes.length > 0) return { kind: 'changed', changes };
  return { kind: sameDirectives(from, to) ? 'layout' : 'text', changes };
}

/** What a file that is not there is compared as, so that each key shows as added or removed. */
function emptyLike(other: Document | null): Value {
  return isList(other?.value) ? [] : isMap(other?.value) ? {} : null;
}

/** Guards are for targets: they are what an application reads. */
function guard({ write, from, to }: Compared): PlanFindings {
  const { target, before, after } = write;
  if (!target) return { guards: [], problems: [] };
  if (!to || !after) return { guards: [goes(target)], problems: [] };
  const guards: Guard[] = [];
  const ask = (code: Guard['code'], message: string) => guards.push({ code, target: target.name, message });
  if (before && isBlank(after) && !isBlank(before.bytes)) ask('empty', t('{0} would be empty.', target.path));
  if (to.value === undefined && (!from || from.value !== undefined))
    ask('unparseable', t('{0} would no longer parse.', target.path));
  // In place, the other names change along: an archive can make a file outside of the workspace one of them.
  if (before && before.links > 1 && target.write === 'in-place')
    ask('hard-link', t('{0} has {1} hard links, which would all change.', target.path, before.links));
  else if (before && before.links > 1)
    ask('hard-link', t('{0} has {1} hard links, which would be separated.', target.path, before.links));
  return { guards, problems: [] };
}

async function schemaGuard(snapshot: Snapshot, compared: Compared, { kind }: Draft): Promise<PlanFindings> {
  const { write, from, to } = compared;
  const schema = write.target && snapshot.schemas.get(write.target.name);
  if (!write.target || !to || !schema) return { guards: [], problems: [] };
  return judgeBySchema({ target: write.target, kind, from, to }, async (document) => {
    if (document.value === undefined) return [];
    const { validateValue } = await import('../schemas/schema.ts'); // Only for a folder that has a schema: ajv is heavy.
    return validateValue(schema, document.value, document);
  });
}

function lossOfKeys(snapshot: Snapshot, { write, planned, from, to }: Compared, draft: Draft): PlanFindings {
  const { target, named = [] } = write;
  if (!target || !to || from?.value === undefined) return { guards: [], problems: [] };
  const { kind, state = snapshot.state } = draft;
  // Of several documents the one that is left is still one of them.
  const isOneLeft = hasSeveralDocuments(from) && !hasSeveralDocuments(to) && to.value !== undefined;
  const changes = isOneLeft
    ? diffValues(from.value, [to.value ?? null], snapshot.manifest.arrays)
    : planned.changes;
  const losing = { target, from: from.value, changes, named };
  return { guards: lossGuards(snapshot, losing, { kind, state }), problems: [] };
}

function goes({ name, path }: Target): Guard {
  const message = t("{0} would move to the trash, because it didn't exist at that time.", path);
  return { code: 'removed', target: name, message };
}

function isBlank(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).toString().trim() === '';
}
