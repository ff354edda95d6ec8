import { versionPointers, type Redaction, type Snapshot } from '../engine/index.ts';

/** Where the version of documents is a secret, that one is older than another would tell of it. */
export function isVersionSecret({ manifest }: Snapshot, redaction: Redaction): boolean {
  return versionPointers(manifest).some((pointer) => redaction.own('?', pointer) !== '?');
}
