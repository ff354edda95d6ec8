// Which protected profile a plan concerns. A profile is protected whole: its own files, those of every profile that it
// extends, the defaults below them all, the live files while it is active, and the live files as they were then.
import {
  findBackup,
  findTarget,
  type Backup,
  type Plan,
  type Profile,
  type Snapshot,
  type Wish,
} from '../engine/index.ts';

/** The name of a protected profile for which an agent must not do this; `undefined` where there is none. */
export function protectedIn(snapshot: Snapshot, plan: Plan, wish: Wish): string | undefined {
  const touched = touchedBy(snapshot, plan, wish);
  const isLive = snapshot.targets.some(({ path }) => touched.has(path));
  const source = sourceOf(snapshot, plan, wish);
  return snapshot.profiles.find((profile) => {
    const { name, metadata } = profile;
    if (!metadata.protected) return false;
    const becomesActive = plan.state.activeProfile === name && snapshot.state.activeProfile !== name;
    const wasActive = snapshot.state.activeProfile === name || source?.activeProfile === name;
    return becomesActive || (isLive && wasActive) || isLayerTouched(snapshot, profile, touched);
  })?.name;
}

/** The paths that are written, and the one that is aimed at: that it holds the value already is not told so. */
function touchedBy(snapshot: Snapshot, { writes }: Plan, wish: Wish): ReadonlySet<string> {
  const aims =
    wish.kind !== 'edit'
      ? []
      : wish.profile === undefined
        ? [findTarget(snapshot, wish.target).path]
        : [`profiles/${wish.profile}/`];
  return new Set([...writes.map(({ path }) => path), ...aims]);
}

function isLayerTouched(snapshot: Snapshot, profile: Profile, touched: ReadonlySet<string>): boolean {
  const below = ancestorsOf(snapshot, profile);
  const names = new Set(below.map(({ name }) => name));
  const files = below.flatMap(({ all }) => all.map(({ path }) => path));
  const shared = [...snapshot.defaults.values()].map(({ path }) => path);
  const decisive = new Set([...files, ...shared, snapshot.manifest.path]);
  return [...touched].some((path) => decisive.has(path) || names.has(profileOf(path)));
}

/** The profile and all that it extends, each once. */
function ancestorsOf({ profiles }: Snapshot, profile: Profile): readonly Profile[] {
  const found = new Set([profile]);
  for (const { metadata } of found)
    for (const parent of profiles) if (metadata.extends.includes(parent.name)) found.add(parent);
  return [...found];
}

/** `profiles/NAME.yaml`, `profiles/NAME.local.yaml`, `profiles/NAME/TARGET.yaml`, which need not be there yet. */
function profileOf(path: string): string {
  const [, name = '', isFolder] = /^profiles\/([^/]+)(\/)?/.exec(path) ?? [];
  return isFolder === undefined ? name.replace(/\.[^.]*$/, '').replace(/\.local$/, '') : name;
}

/** The backup that a restore or an undo takes its files from. */
function sourceOf(snapshot: Snapshot, { undoes }: Plan, wish: Wish): Backup | undefined {
  if (wish.kind === 'restore') return findBackup(snapshot, wish.backup);
  const entry = snapshot.history.find(({ id }) => id === undoes);
  return entry && snapshot.backups.find(({ id }) => id === entry.backup);
}
