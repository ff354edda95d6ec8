// Which protected profile a plan concerns. A profile is protected whole: its own files, those of every profile that it
// extends, the defaults below them all, the live files while it is active, and the live files as they were then. Backups
// know it by the name that it had, so one whose profile is gone may be its, and so may one that holds what it holds.
import {
  contentOf,
  documentOf,
  equalValues,
  findBackup,
  findTarget,
  groupBy,
  isMap,
  resolveTarget,
  unreadMetadataIn,
  type Backup,
  type Plan,
  type Profile,
  type Redaction,
  type Snapshot,
  type Value,
  type Operation,
} from '../engine/index.ts';

/** The name of a protected profile for which an agent must not do this; `undefined` where there is none. */
export function protectedIn(snapshot: Snapshot, plan: Plan, operation: Operation): string | undefined {
  const touched = touchedBy(snapshot, plan, operation);
  const isLiveTouched = snapshot.targets.some(({ path }) => touched.has(path));
  const source = restoredBackup(snapshot, plan, operation);
  const unread = unreadActive(snapshot);
  if (isLiveTouched && unread !== undefined) return unread;
  const withTouched = touchedProfiles(snapshot, touched);
  return snapshot.profiles.find((profile) => {
    const { name } = profile;
    if (!isKept(profile)) return false;
    const becomesActive = plan.state.activeProfile === name && snapshot.state.activeProfile !== name;
    const wasActive = snapshot.state.activeProfile === name || source?.activeProfile === name;
    return becomesActive || (isLiveTouched && wasActive) || withTouched.has(profile);
  })?.name;
}

/**
 * Why live files as they were then may be those of a protected profile, as the start of a sentence; `undefined` where they
 * cannot be. It goes by what is shown of them, or else it would tell whether secrets are the same.
 */
export function maybeProtectedIn(
  snapshot: Snapshot,
  {
    plan,
    operation,
    redaction,
  }: { readonly plan: Plan; readonly operation: Operation; readonly redaction: Redaction },
): string | undefined {
  const kept = snapshot.profiles.filter(isKept);
  const touched = touchedBy(snapshot, plan, operation);
  if (kept.length === 0 || (operation.kind !== 'restore' && operation.kind !== 'undo')) return undefined;
  if (!snapshot.targets.some(({ path }) => touched.has(path))) return undefined;
  const source = restoredBackup(snapshot, plan, operation);
  const then = snapshot.profiles.find(({ name }) => name === source?.activeProfile);
  if (!source || (source.activeProfile !== null && !then))
    return 'the live files from before belong to a profile that was deleted or renamed';
  const planned = new Map(plan.writes.map(({ path, after }) => [path, after]));
  const before = liveFiles(snapshot, redaction, ({ file }) => file?.bytes);
  const after = liveFiles(snapshot, redaction, ({ path, file }) => planned.get(path) ?? file?.bytes);
  const comes = kept.find((profile) => after(profile) && !before(profile));
  return comes && !(then && after(then)) ? `the live files would match profile "${comes.name}"` : undefined;
}

/** Tells whether live files hold what a profile comes to, but for what is secret of it. */
function liveFiles(
  snapshot: Snapshot,
  redaction: Redaction,
  bytesOf: (target: Snapshot['targets'][number]) => Uint8Array | null | undefined,
): (profile: Profile) => boolean {
  const files = snapshot.targets.map((target) => {
    const bytes = bytesOf(target);
    const value = bytes ? documentOf(contentOf(target, bytes)).value : undefined;
    return { target, value, shown: value === undefined ? undefined : redaction.value(value, '') };
  });
  return (profile) => {
    const pairs = files.flatMap(({ target, value, shown }) => {
      const { content } = resolveTarget(snapshot, profile, target);
      return content ? [{ own: content.value, value, shown }] : [];
    });
    return (
      pairs.length > 0 &&
      pairs.every(
        ({ own, value, shown }) =>
          value !== undefined &&
          shown !== undefined &&
          haveAsManyKeys(own, value) && // First: it costs less.
          equalValues(redaction.value(own, ''), shown),
      )
    );
  };
}

/** Keys may be secrets themselves, so that they are only counted. */
function haveAsManyKeys(one: Value, other: Value): boolean {
  const count = (value: Value) => (isMap(value) ? Object.keys(value).length : -1);
  return count(one) === count(other);
}

/** The paths that are written, and those that are aimed at: that they hold the same already is not told so. */
function touchedBy(snapshot: Snapshot, plan: Plan, operation: Operation): ReadonlySet<string> {
  return new Set([...plan.writes.map(({ path }) => path), ...aimsOf(snapshot, plan, operation)]);
}

function aimsOf(snapshot: Snapshot, plan: Plan, operation: Operation): readonly string[] {
  if (operation.kind === 'undo') return entryOf(snapshot, plan)?.files.map(({ path }) => path) ?? [];
  if (operation.kind !== 'edit') return snapshot.targets.map(({ path }) => path);
  if (operation.profile !== undefined) return [`profiles/${operation.profile}/`];
  return [findTarget(snapshot, operation.target).path];
}

/** The profiles that are touched, and all that extend them, however far. One that can't be read may extend any other. */
function touchedProfiles(
  { profiles, defaults, awaited, manifest }: Snapshot,
  touched: ReadonlySet<string>,
): ReadonlySet<Profile> {
  const shared = [...[...defaults.values()].map(({ path }) => path), ...awaited.defaults, manifest.path];
  if (shared.some((path) => path !== undefined && touched.has(path))) return new Set(profiles);
  const names = new Set([...touched].map(profileOf));
  const isTouched = ({ name, all }: Profile) => names.has(name) || all.some(({ path }) => touched.has(path));
  const found = new Set(profiles.filter(isTouched));
  if (found.size > 0) for (const profile of profiles.filter(isUnread)) found.add(profile);
  const pairs = profiles.flatMap((child) => child.metadata.extends.map((parent) => ({ parent, child })));
  const extending = groupBy(pairs, ({ parent }) => parent);
  for (const { name } of found) for (const { child } of extending.get(name) ?? []) found.add(child);
  return found;
}

/** The active profile where it may be protected, but can't be read: among what was not read, or in a folder that protects. */
function unreadActive({ state, profiles, problems }: Snapshot): string | undefined {
  const { activeProfile } = state;
  if (activeProfile === null || profiles.some(({ name }) => name === activeProfile)) return undefined;
  const isKnown = profiles.some(isKept) || problems.some(({ file }) => /^profiles(\/|$)/.test(file));
  return isKnown ? activeProfile : undefined;
}

/** A profile with a file that does not parse, or says where it isn't read what the profile is, may extend any other. */
function isKept(profile: Profile): boolean {
  return profile.metadata.protected || isUnread(profile);
}

function isUnread({ all }: Profile): boolean {
  return all
    .map((file) => documentOf(file).value)
    .some((value) => value === undefined || unreadMetadataIn(value).length > 0);
}

/** `profiles/NAME.yaml`, `profiles/NAME.local.yaml`, `profiles/NAME/TARGET.yaml`, which need not be there yet. */
function profileOf(path: string): string {
  const [, name = '', isFolder] = /^profiles\/([^/]+)(\/)?/.exec(path) ?? [];
  return isFolder === undefined ? name.replace(/\.[^.]*$/, '').replace(/\.local$/, '') : name;
}

/** The backup that a restore or an undo takes its files from. */
export function restoredBackup(snapshot: Snapshot, plan: Plan, operation: Operation): Backup | undefined {
  if (operation.kind === 'restore') return findBackup(snapshot, operation.backup);
  const entry = entryOf(snapshot, plan);
  return entry && snapshot.backups.find(({ id }) => id === entry.backup);
}

function entryOf({ history }: Snapshot, { undoes }: Plan) {
  return history.find(({ id }) => id === undoes);
}
