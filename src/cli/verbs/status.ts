import { documentOf, driftOf, valueAt, type Snapshot, type Target } from '../../engine/index.ts';
import { table, type Verb } from '../verb.ts';

export const status: Verb = {
  usage: 'status',
  summary: 'Show the active profile, the targets, their drift and their damage.',
  run: async ({ open }) => {
    const snapshot = await (await open()).snapshot();
    const drift = driftOf(snapshot);
    const { folder, recovered, problems, damage } = snapshot;
    const json = {
      folder,
      activeProfile: snapshot.state.activeProfile,
      drift,
      damage: damage.map(({ target, kind }) => ({ target, kind })),
      targets: snapshot.targets.map(describeTarget),
      recovered,
    };
    const found = [drift, damage, problems].some(({ length }) => length > 0);
    return { json, text: describe(snapshot, drift), found };
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
  { folder, targets, state, problems, damage, recovered }: Snapshot,
  drift: ReturnType<typeof driftOf>,
): string {
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
    ...recovered.map(
      ({ id, outcome, kept }) =>
        `recovered ${id}: ${outcome}${kept.length > 0 ? `, kept ${kept.join(', ')}` : ''}\n`,
    ),
    ...damage.map(({ sentence }) => `${sentence} "safekeep recover" brings it back.\n`),
    ...problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}\n`),
  ].join('');
}
