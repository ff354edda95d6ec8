import { t } from '@vscode/l10n';
import {
  formatProblem,
  changeLine,
  documentOf,
  driftChanges,
  driftOf,
  EngineError,
  otherProfile,
  readVersions,
  statedVersion,
  type Change,
  type DamageKind,
  type Drift,
  type DriftKind,
  type Engine,
  type Snapshot,
  type Target,
  type VersionReport,
} from '../../engine/index.ts';
import { recoveryLine } from '../recoveryLine.ts';
import { linesOf, table, type Verb } from '../verb.ts';
import { allFolders } from '../verbShape.ts';

export const status: Verb = {
  usage: 'status [--all]',
  summary: t('Show the active profile and the live files, with any drift or damage.'),
  options: allFolders,
  examples: [
    ['status', t('Shows the status. The exit code is 3 if anything differs, is damaged, or has problems.')],
    ['status --all', t('Shows the status of every config folder in the current folder.')],
  ],
  run: async (context) => {
    const engine = await context.open();
    const snapshot = await engine.snapshot();
    const drift = driftOf(snapshot);
    const { change: shown } = context.maskOf(engine);
    const changesOf = (target: string) => driftChanges(snapshot, target).map(shown);
    const other = otherProfile(snapshot);
    const { folder, recovered, problems, damage } = snapshot;
    const { reports } = readVersions(snapshot);
    const json = {
      folder,
      activeProfile: snapshot.state.activeProfile,
      ...(snapshot.backupsFolder === undefined ? {} : { backupsFolder: snapshot.backupsFolder }),
      ...(other === null ? {} : { equals: other }),
      drift: drift.map(({ target, kind }) => ({ target, kind, changes: changesOf(target) })),
      damage: damage.map(({ target, kind }) => ({ target, kind })),
      targets: snapshot.targets.map((target) => describeTarget(snapshot, target)),
      recovered,
      interrupted: snapshot.interrupted,
      ...(reports.length > 0 ? { migration: reports } : {}),
    };
    // To be behind is no fault: the application of today may well want it so.
    const found = [drift, damage, problems].some(({ length }) => length > 0);
    const whole = damage.length > 0 ? await recoverable(engine) : [];
    return {
      json,
      text: describe(snapshot, { drift, changesOf, other, whole, reports }),
      isListing: true,
      found,
    };
  },
};

function describeTarget({ manifest }: Snapshot, { name, path, format, file, write }: Target): unknown {
  const value = file ? documentOf(file).value : undefined;
  const stated = value === undefined ? undefined : statedVersion(value, manifest);
  return {
    name,
    path,
    format,
    ...(write === 'in-place' ? { write } : {}),
    sha256: file?.sha256 ?? null,
    size: file?.bytes.length ?? null,
    version: stated?.value ?? null,
  };
}

/** The paths that a recovery has something for. */
async function recoverable(engine: Engine): Promise<readonly string[]> {
  try {
    return (await engine.plan({ kind: 'restore-damaged' })).writes.map(({ path }) => path);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return [];
    throw error;
  }
}

const words: Readonly<Record<DriftKind | DamageKind | 'none', string>> = {
  modified: t('modified'),
  outdated: t('outdated'),
  gone: t('missing'),
  empty: t('empty'),
  'nul-filled': t('filled with NUL bytes'),
  truncated: t('truncated'),
  none: '',
};

interface StatusFindings {
  readonly drift: readonly Drift[];
  readonly changesOf: (target: string) => readonly Change[];
  /** The profile that the live files are, where it isn't the active one. */
  readonly other: string | null;
  /** Damaged paths that can be brought back. */
  readonly whole: readonly string[];
  readonly reports: readonly VersionReport[];
}

function describe(snapshot: Snapshot, { drift, changesOf, other, whole, reports }: StatusFindings): string {
  const { folder, targets, state, problems, damage, recovered } = snapshot;
  // Of a target that is damaged, that is what there is to say.
  const kinds = new Map<string, DriftKind | DamageKind>(
    [...drift, ...damage].map(({ target, kind }) => [target, kind]),
  );
  return [
    table([
      [t('folder'), folder],
      [t('profile'), state.activeProfile ?? t('(none)')],
      ...(snapshot.backupsFolder === undefined ? [] : [[t('backups'), snapshot.backupsFolder]]),
      ...(other === null ? [] : [['', t('The live files match profile "{0}" exactly.', other)]]),
    ]),
    '\n',
    table(
      targets.map(({ name, path, file }) => [
        name,
        path,
        file ? t('{0} bytes', file.bytes.length) : '',
        words[kinds.get(name) ?? (file ? 'none' : 'gone')],
      ]),
    ),
    ...targets
      .filter(({ write }) => write === 'in-place')
      .map(({ path }) =>
        linesOf([
          t(
            '{0} is written in place. A program that reads it during a change can see it half written.',
            path,
          ),
        ]),
      ),
    ...drift
      .filter(({ target }) => damage.every((one) => one.target !== target))
      .map(({ target }) => describeDrift(snapshot, target, changesOf(target))),
    linesOf(recovered.map((one) => t('interrupted {0}', recoveryLine(one)))),
    ...damage.map(({ path, sentence }) => {
      const way = whole.includes(path)
        ? t('Run "safekeep recover" to recover it.')
        : t('No backup has an intact copy.');
      return linesOf([`${sentence} ${way}`]);
    }),
    ...reports.map(describeVersion),
    linesOf(problems.map(formatProblem)),
  ].join('');
}

/** How many documents beside that one are behind is `more`. */
interface Behind {
  readonly path: string;
  readonly is: string;
  readonly leads: string;
  readonly more: number;
}

/** Nothing where no document is behind. */
function describeVersion({ wanted, older: [first, ...others] }: VersionReport): string {
  if (!first) return '';
  const [path, is, leads] = [first.path, String(first.version), String(wanted)];
  return linesOf([versionSentence({ path, is, leads, more: others.length })]);
}

function versionSentence({ path, is, leads, more }: Behind): string {
  if (more === 0)
    return t('{0} is at version {1}. Run "safekeep migrate" to bring it to {2}.', path, is, leads);
  return more === 1
    ? t(
        '{0} is at version {1} (and {2} more document is outdated). Run "safekeep migrate" to bring it to {3}.',
        path,
        is,
        more,
        leads,
      )
    : t(
        '{0} is at version {1} (and {2} more documents are outdated). Run "safekeep migrate" to bring it to {3}.',
        path,
        is,
        more,
        leads,
      );
}

const maxLines = 20;

/** What a live file says differently than its profile, key by key. */
function describeDrift(snapshot: Snapshot, target: string, changes: readonly Change[]): string {
  const path = snapshot.targets.find(({ name }) => name === target)?.path ?? target;
  const lines = changes.slice(0, maxLines).map((change) => `  ${changeLine(change)}\n`);
  const rest = changes.length - lines.length;
  const text =
    changes.length === 0
      ? `  ${t("only comments, layout, or directives differ, or the file doesn't parse")}\n`
      : lines.join('');
  const profile = snapshot.state.activeProfile ?? '';
  return `\n${linesOf([t('profile {0} → {1}', profile, path)])}${text}${rest > 0 ? `  ${t('and {0} more', rest)}\n` : ''}`;
}
