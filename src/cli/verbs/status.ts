import { documentOf, driftOf, valueAt, type Snapshot, type Target } from '../../engine/index.ts';
import { table, type Verb } from '../verb.ts';

export const status: Verb = {
  usage: 'status',
  summary: 'Show the active profile, the targets and their drift.',
  run: async ({ open }) => {
    const snapshot = await (await open()).snapshot();
    const drift = driftOf(snapshot);
    const { folder, recovered, problems } = snapshot;
    const { activeProfile } = snapshot.state;
    const json = { folder, activeProfile, drift, targets: snapshot.targets.map(describeTarget), recovered };
    return { json, text: describe(snapshot, drift), found: drift.length > 0 || problems.length > 0 };
  },
};

function describeTarget({ name, path, format, file }: Target): unknown {
  const value = file ? documentOf(file).value : undefined;
  const version =
    value === undefined ? undefined : (valueAt(value, '/version') ?? valueAt(value, '/schemaVersion'));
  return {
    name,
    path,
    format,
    sha256: file?.sha256 ?? null,
    size: file?.bytes.length ?? null,
    version: version ?? null,
  };
}

function describe(
  { folder, targets, state, problems, recovered }: Snapshot,
  drift: ReturnType<typeof driftOf>,
): string {
  const kinds = new Map(drift.map(({ target, kind }) => [target, kind as string]));
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
    ...recovered.map(
      ({ id, outcome, kept }) =>
        `recovered ${id}: ${outcome}${kept.length > 0 ? `, kept ${kept.join(', ')}` : ''}\n`,
    ),
    ...problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}\n`),
  ].join('');
}
