// The tools that only look: profiles, status, differences, backups. Each reads the disk anew.
import {
  driftOf,
  driftSides,
  EngineError,
  fullReference,
  type Backup,
  type Change,
  type Drift,
  type Problem,
  type Redaction,
  type Snapshot,
} from '../engine/index.ts';
import { textIn, type AgentEngine, type ToolAnswer, type ToolInput } from './agentTool.ts';
import { redactionFor } from './redactionFor.ts';
import { isVersionSecret } from './secretVersion.ts';
import { targetProblems } from './shownFindings.ts';
import { changeLines, count, problemLines, report, writeLines } from './report.ts';
import { shownChanges, shownWrites, untold } from './shownWrites.ts';

export async function listProfiles(engine: AgentEngine): Promise<ToolAnswer> {
  const snapshot = await engine.snapshot();
  const { profiles, state } = snapshot;
  const redaction = redactionFor(snapshot);
  const listed = profiles.map(({ name, metadata }) => ({
    name,
    active: name === state.activeProfile,
    protected: metadata.protected,
    extends: metadata.extends,
    description: redaction.prose(metadata.description ?? ''),
  }));
  const lines = listed.map((profile) =>
    [
      `${profile.active ? '*' : '-'} ${profile.name}`,
      ...(profile.active ? ['active'] : []),
      ...(profile.protected ? ['protected'] : []),
      ...(profile.extends.length > 0 ? [`extends ${profile.extends.join(', ')}`] : []),
      ...(profile.description === '' ? [] : [JSON.stringify(profile.description)]),
    ].join(' · '),
  );
  return { text: report([count(lines.length, 'profile', 'profiles'), ...lines]), data: { profiles: listed } };
}

export async function status(engine: AgentEngine): Promise<ToolAnswer> {
  const snapshot = await engine.snapshot();
  const redaction = redactionFor(snapshot);
  const { state, profiles, targets, history, damage, recovered } = snapshot;
  const active = profiles.find(({ name }) => name === state.activeProfile);
  const drift = driftOf(snapshot);
  return {
    text: report([
      `active profile: ${state.activeProfile ?? '(none)'}${active?.metadata.protected ? ' (protected)' : ''}`,
      ...targets.flatMap(({ name, path, file }) => [
        `live file ${path} (target ${name}): ${file ? 'exists' : 'missing'}`,
        ...drift
          .filter(({ target }) => target === name)
          .flatMap((one) => driftLines(snapshot, one, redaction)),
      ]),
      ...(redaction.hidesAny && active ? [untold] : []),
      ...(redaction.hidesAll ? [allHidden] : []),
      ...damage.map(({ sentence }) => `damaged: ${sentence} The person can run "Safekeep: Recover".`),
      ...recovered.map(({ id, outcome }) => `an interrupted commit ${id} was ${outcome}`),
      ...problemLines(await problemsOf(snapshot, redaction), redaction),
      ...(history.length > 0 ? ['newest commits:'] : []),
      ...history
        .slice(0, 5)
        .map(
          ({ id, at, author, action, summary }) =>
            `  ${id} ${at} ${author}: ${writtenBy(author, summary, { action, redaction })}`,
        ),
    ]),
  };
}

const allHidden =
  'All values are hidden, because the profiles and aliases expand to too many values to search for secrets. The person can delete profiles, or let fewer of them extend large ones.';

async function problemsOf(snapshot: Snapshot, redaction: Redaction): Promise<readonly Problem[]> {
  const hidesVersions = isVersionSecret(snapshot, redaction);
  const own = snapshot.problems.filter(({ keyword }) => !(hidesVersions && keyword === 'version'));
  const found = [...own, ...(await targetProblems(snapshot, redaction))];
  return [...new Map(found.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function driftLines(snapshot: Snapshot, { target, kind }: Drift, redaction: Redaction): readonly string[] {
  const { changes, holdsSecret } = driftShown(snapshot, target, redaction);
  // Which of the two it is goes by the bytes, and so by the secrets in them.
  if (holdsSecret)
    return changes.length === 0
      ? []
      : ['  differs from the profile (profile → live file)', ...indented(changes, redaction)];
  const why = {
    modified: "edited since the switch to the profile; these edits aren't saved in any profile",
    outdated: 'outdated: the profile was edited after the switch',
  }[kind];
  const what =
    changes.length === 0
      ? "only comments, layout, or directives differ, or the file doesn't parse"
      : 'profile → live file';
  return [`  ${why} (${what})`, ...indented(changes, redaction)];
}

function indented(changes: readonly Change[], redaction: Redaction): readonly string[] {
  return changeLines(changes, redaction).map((line) => `  ${line}`);
}

function driftShown(snapshot: Snapshot, target: string, redaction: Redaction) {
  // Whether a migration can be done may go by a secret.
  const isMigrated = !redaction.hidesAny;
  const sides = driftSides(snapshot, target, { isMigrated });
  return sides
    ? shownChanges(sides.profile, sides.live, { redaction, arrays: snapshot.manifest.arrays })
    : { changes: [], holdsSecret: false };
}

/** Only what is the folder's own: a path would read any file. */
const references = /^(current|default|(profile|backup):.+)$/s;

export async function diff(engine: AgentEngine, input: ToolInput): Promise<ToolAnswer> {
  const snapshot = await engine.snapshot();
  const given = [textIn(input, 'from') ?? '', textIn(input, 'to') ?? 'current'] as const;
  const [from, to] = [fullReference(snapshot, given[0]), fullReference(snapshot, given[1])];
  for (const reference of [from, to])
    if (!references.test(reference))
      throw new EngineError(
        'invalid',
        `"${reference}" isn't one of: current, default, profile:NAME, backup:ID, backup:latest.`,
      );
  const compared = await engine.compareContents(from, to);
  const writes = compared.map(({ write }) => write);
  const redaction = redactionFor(snapshot, writes);
  const shown = shownWrites(writes, redaction, snapshot.manifest.arrays);
  const changes = shown.reduce((sum, write) => sum + write.changes.length, 0);
  const same = redaction.hidesAny ? 'no changes' : 'no differences';
  const found = shown.length === 0 ? same : count(changes, 'change', 'changes');
  return {
    text: report([
      `${from} → ${to}: ${found}`,
      ...(redaction.hidesAny ? [`# ${untold}`] : []),
      ...writeLines(shown, redaction),
    ]),
  };
}

export async function listBackups(engine: AgentEngine, { limit = 10 }: ToolInput): Promise<ToolAnswer> {
  const snapshot = await engine.snapshot();
  const { backups } = snapshot;
  const redaction = redactionFor(snapshot);
  const listed = backups.slice(0, Number(limit)).map((backup) => backupData(backup, redaction));
  const lines = listed.map(({ id, createdAt, name, why, author, pinned, isForeign }) =>
    [
      id,
      createdAt,
      ...(name === undefined ? [] : [JSON.stringify(name)]),
      why,
      author,
      ...(pinned ? ['pinned'] : []),
      ...(isForeign ? ['made elsewhere'] : []),
    ].join(' · '),
  );
  const title = `${count(backups.length, 'backup', 'backups')}, newest first`;
  return { text: report([title, ...lines]), data: { backups: listed } };
}

function backupData(backup: Backup, redaction: Redaction) {
  const { id, createdAt, name, note, reason, summary, author, pinned, activeProfile, isForeign } = backup;
  const before =
    summary === undefined ? reason : `before: ${writtenBy(author, summary, { action: reason, redaction })}`;
  return {
    id,
    createdAt,
    ...(name === undefined ? {} : { name: writtenBy(author, name, { action: reason, redaction }) }),
    why: note === undefined ? before : redaction.prose(note, ownOf(author, note, reason)),
    author,
    pinned,
    activeProfile,
    ...(isForeign ? { isForeign } : {}),
  };
}

function writtenBy(
  author: string,
  text: string,
  { action, redaction }: { readonly action: string; readonly redaction: Redaction },
): string {
  const own = ownOf(author, text, action);
  if (own.length > 0) return redaction.text(text, own);
  // A summary names keys by JSON Pointers, in which an address does not look like one.
  const plain = text.replaceAll('~1', '/');
  return redaction.prose(plain) === plain ? redaction.prose(text) : redaction.prose(plain);
}

/**
 * What a person wrote may hold a secret of the files, and an undo or a restore cites it. What an agent wrote of an edit or a
 * backup is its own, or else it could write down what it guesses, and see here what is hidden of it.
 */
function ownOf(author: string, text: string, action: string): readonly string[] {
  return author.includes(' via ') && (action === 'edit' || action === 'manual') ? [text] : [];
}
