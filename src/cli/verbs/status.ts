import {
  changeLine,
  documentOf,
  driftChanges,
  driftOf,
  EngineError,
  readVersions,
  statedVersion,
  type Drift,
  type Engine,
  type Snapshot,
  type Target,
  type VersionReport,
} from '../../engine/index.ts';
import { table, type Verb } from '../verb.ts';

export const status: Verb = {
  usage: 'status',
  summary: 'Show the active profile, the targets, their drift and their damage.',
  run: async ({ open }) => {
    const engine = await open();
    const snapshot = await engine.snapshot();
    const drift = driftOf(snapshot);
    const { folder, recovered, problems, damage } = snapshot;
    const { reports } = readVersions(snapshot);
    const json = {
      folder,
      activeProfile: snapshot.state.activeProfile,
      drift: drift.map(({ target, kind }) => ({ target, kind, changes: driftChanges(snapshot, target) })),
      damage: damage.map(({ target, kind }) => ({ target, kind })),
      targets: snapshot.targets.map((target) => describeTarget(snapshot, target)),
      recovered,
      ...(reports.length > 0 ? { migration: reports } : {}),
    };
    // To be behind is no fault: the application of today may well want it so.
    const found = [drift, damage, problems].some(({ length }) => length > 0);
    const whole = damage.length > 0 ? await recoverable(engine) : [];
    return { json, text: describe(snapshot, { drift, whole, reports }), found };
  },
};

function describeTarget({ manifest }: Snapshot, { name, path, format, file }: Target): unknown {
  const value = file ? documentOf(file).value : undefined;
  const stated = value === undefined ? undefined : statedVersion(value, manifest);
  return {
    name,
    path,
    format,
    sha256: file?.sha256 ?? null,
    size: file?.bytes.length ?? null,
    version: stated?.value ?? null,
  };
}

/** The paths that a recovery has something for. */
async function recoverable(engine: Engine): Promise<readonly string[]> {
  try {
    return (await engine.plan({ kind: 'recover' })).writes.map(({ path }) => path);
  } catch (error) {
    if (error instanceof EngineError && error.code === 'not-found') return [];
    throw error;
  }
}

interface Findings {
  readonly drift: readonly Drift[];
  /** Damaged paths that can be brought back. */
  readonly whole: readonly string[];
  readonly reports: readonly VersionReport[];
}

function describe(snapshot: Snapshot, { drift, whole, reports }: Findings): string {
  const { folder, targets, state, problems, damage, recovered } = snapshot;
  // Of a target that is damaged, that is what there is to say.
  const kinds = new Map<string, string>([...drift, ...damage].map(({ target, kind }) => [target, kind]));
  return [
    `folder   ${folder}\n`,
    `profile  ${state.activeProfile ?? '(none)'}\n\n`,
    table(
      targets.map(({ name, path, file }) => [
        name,
        path,
        file ? `${file.bytes.length} bytes` : 'missing',
        kinds.get(name) ?? '',
      ]),
    ),
    ...drift
      .filter(({ target }) => damage.every((one) => one.target !== target))
      .map(({ target }) => describeDrift(snapshot, target)),
    ...recovered.map(
      ({ id, outcome, kept }) =>
        `interrupted ${id}: ${outcome}${kept.length > 0 ? `, kept ${kept.join(', ')}` : ''}\n`,
    ),
    ...damage.map(({ path, sentence }) =>
      whole.includes(path)
        ? `${sentence} "safekeep recover" brings it back.\n`
        : `${sentence} No backup holds it whole.\n`,
    ),
    ...reports.map(describeVersion),
    ...problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}\n`),
  ].join('');
}

/** Nothing where no document is behind. */
function describeVersion({ wanted, older: [first, ...others] }: VersionReport): string {
  if (!first) return '';
  const count = others.length === 1 ? '1 more document is' : `${others.length} more documents are`;
  const more = others.length === 0 ? '' : ` (and ${count} older)`;
  return `${first.path} is version ${first.version}${more}; migrations lead to ${wanted}: "safekeep migrate".\n`;
}

const mostLines = 20;

/** What a live file says differently than its profile, key by key. */
function describeDrift(snapshot: Snapshot, target: string): string {
  const path = snapshot.targets.find(({ name }) => name === target)?.path ?? target;
  const changes = driftChanges(snapshot, target);
  const lines = changes.slice(0, mostLines).map((change) => `  ${changeLine(change)}\n`);
  const rest = changes.length - lines.length;
  const text = changes.length === 0 ? '  only comments or layout, or it does not parse\n' : lines.join('');
  const profile = snapshot.state.activeProfile ?? '';
  return `\nprofile ${profile} → ${path}\n${text}${rest > 0 ? `  and ${rest} more\n` : ''}`;
}
