import { t } from '@vscode/l10n';
import {
  checkoutAt,
  driftOf,
  EngineError,
  findProfile,
  ownBackups,
  profileForBranch,
  type Checkout,
  resolveTarget,
  type Engine,
  type Plan,
  type Snapshot,
} from '../../engine/index.ts';
import { UsageError } from '../commandLine.ts';
import {
  argument,
  flagOption,
  linesOf,
  perform,
  runPlan,
  type Outcome,
  type Verb,
  type VerbContext,
} from '../verb.ts';
import { allFolders, dryRun } from '../verbShape.ts';

export const switchProfile: Verb = {
  usage: 'switch [NAME] [--auto] [--as-it-is] [--all] [--dry-run]',
  summary: t(
    'Make the live files match a profile, after a backup. NAME can be - for the previous profile. If the profile is outdated, its content is migrated for the live files, unless --as-it-is is set.',
  ),
  options: {
    auto: {
      kind: 'flag',
      about: t(
        'Switch to the profile for the current Git branch, as listed under "activate" in the manifest. Never overwrites changes that aren\'t saved in a profile, and never switches to a protected profile.',
      ),
    },
    'as-it-is': { kind: 'flag', about: t('Switch to an outdated profile without migrating it.') },
    ...allFolders,
    ...dryRun,
  },
  values: { NAME: 'profiles' },
  examples: [
    ['switch staging --dry-run', t('Shows the changes without writing them.')],
    ['switch staging', t('Makes the live files match the profile.')],
    ['switch -', t('Switches back to the previous profile.')],
    ['switch staging --all', t('Switches every config folder in the current folder, or none.')],
  ],
  run: async (context) => {
    const name = argument(context, 0);
    if (flagOption(context, 'auto')) return switchByBranch(context);
    if (name === '') throw new UsageError(t('Specify a profile, or use --auto.'));
    const engine = await context.open();
    const profile = name === '-' ? previousProfile(await engine.snapshot()) : name;
    return runPlan(context, engine, await planSwitch(context, engine, profile));
  },
};

function planSwitch(context: VerbContext, engine: Engine, profile: string): Promise<Plan> {
  const unmigrated = flagOption(context, 'as-it-is') ? ({ unmigrated: true } as const) : {};
  return engine.plan({ kind: 'switch', profile, ...unmigrated });
}

/** The one that was active in the newest backup with another. @throws EngineError `not-found`. */
function previousProfile({ state, profiles, backups }: Snapshot): string {
  const isOther = (name: string | null): name is string =>
    name !== state.activeProfile && profiles.some((profile) => profile.name === name);
  const previous = ownBackups(backups)
    .map(({ activeProfile }) => activeProfile)
    .find(isOther);
  if (previous === undefined) throw new EngineError('not-found', t('There is no previous profile.'), {});
  return previous;
}

async function switchByBranch(context: VerbContext): Promise<Outcome> {
  if (argument(context, 0) !== '')
    throw new UsageError(t("--auto can't be combined with the name of a profile."));
  const engine = await context.open();
  const snapshot = await engine.snapshot();
  const checkout = await checkoutAt(engine.folder);
  if (checkout.kind !== 'branch') return stays(reasons[checkout.kind]);
  const { branch } = checkout;
  const profile = profileForBranch(snapshot.manifest, branch);
  const active = snapshot.state.activeProfile;
  if (profile === undefined) return stays(t('No rule in "activate" matches the branch {0}.', branch));
  if (profile === active) return stays(t('Profile "{0}" is already active.', profile));
  if (findProfile(snapshot, profile).metadata.protected)
    return refused(t('Profile "{0}" is protected. To switch to it, specify its name.', profile));
  const plan = await planSwitch(context, engine, profile);
  if (!context.force && plan.writes.some((write) => isUnsaved(snapshot, write)))
    return refused(
      active === null
        ? t('The live files have contents that no profile has. Save them to a profile first.')
        : t('The live files have changes that profile "{0}" doesn\'t have. Save or undo them first.', active),
    );
  return runPlan(context, engine, plan);
}

/** Whether a live file is neither as Safekeep left it nor what its active profile says, which a branch may have replaced. */
function isUnsaved(snapshot: Snapshot, { target: name, before }: Plan['writes'][number]): boolean {
  const target = snapshot.targets.find((candidate) => candidate.name === name);
  if (!target || before === null) return false;
  const { activeProfile, applied } = snapshot.state;
  if (applied[target.name] === target.file?.sha256) return false;
  const profile = snapshot.profiles.find((candidate) => candidate.name === activeProfile);
  if (!profile || !resolveTarget(snapshot, profile, target).content) return true;
  return driftOf(snapshot).some((drift) => drift.target === name && drift.kind === 'modified');
}

const reasons: Readonly<Record<Exclude<Checkout['kind'], 'branch'>, string>> = {
  none: t("This folder isn't in a Git repository."),
  detached: t('No branch is checked out.'),
  busy: t('Git is in the middle of a merge, a rebase, or a similar operation.'),
};

function stays(reason: string): Outcome {
  return { json: { switched: false, reason }, text: linesOf([t('Nothing to do. {0}', reason)]) };
}

function refused(reason: string): Outcome {
  return { ...stays(reason), text: linesOf([t('Not switched. {0}', reason)]), failed: true };
}

export const undo: Verb = {
  usage: 'undo [ID] [--dry-run]',
  summary: t('Undo the last change, or the change with the given ID.'),
  options: dryRun,
  examples: [
    ['undo', t('Undoes the last change. Run it again to undo the one before.')],
    [
      'undo 20261120T091337123Z-7f3a9c --dry-run',
      t('Shows the effect of undoing that change without writing it.'),
    ],
  ],
  run: (context) => {
    const [commit] = context.arguments;
    return perform(context, { kind: 'undo', ...(commit === undefined ? {} : { commit }) });
  },
};
