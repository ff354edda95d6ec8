import type { FolderState } from './workspaceState.ts';

/** What tells two readings apart: hashes and records, not contents. */
export function signatureOf(folder: FolderState): unknown {
  if (folder.kind === 'failed') {
    const { id, error, past } = folder;
    return [id, error.code, error.message, past && signatureOf(past)];
  }
  const { targets, profiles, defaults, schemas, manifest, migrations, state, backups, history, damage } =
    folder.snapshot;
  const schemaFiles = [...schemas.values()].flatMap(({ root, parts }) => [root, ...parts.values()]);
  const profileHashes = profiles.map(({ name, all }) => [name, all.map(({ sha256 }) => sha256)]);
  const targetHashes = targets.map(({ path, file }) => [path, file?.sha256]);
  return [
    folder.id,
    targetHashes,
    profileHashes,
    [...defaults.values(), ...schemaFiles].map(({ path, sha256 }) => [path, sha256]),
    manifest.sha256,
    migrations.map(({ file }) => [file.path, file.sha256]),
    state,
    backups,
    history.length,
    folder.problems,
    folder.drift.map(({ target, kind }) => [target, kind]),
    damage,
    folder.verified,
  ];
}
