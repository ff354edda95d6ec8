// What edited live files were when they were switched to, so that the edits of a person are told from those of a profile.
import type { ConfigFolder } from '../folder/configFolder.ts';
import { driftOf } from '../state/drift.ts';
import { contentOf } from '../documents/fileDocument.ts';
import { readByHash } from './contentByHash.ts';
import type { FileContent, Snapshot } from '../model/model.ts';
import type { Bases } from '../planners/profiles/saveToProfile.ts';
import { hashOf } from '../records/stateRecord.ts';

/** @throws EngineError `io`. */
export async function findMergeBases(folder: ConfigFolder, snapshot: Snapshot): Promise<Bases> {
  const modified = driftOf(snapshot).filter(({ kind }) => kind === 'modified');
  const found = modified.map(async ({ target: name }): Promise<[string, FileContent][]> => {
    const target = snapshot.targets.find((candidate) => candidate.name === name);
    const sha256 = hashOf(snapshot.state.applied, name);
    if (!target || sha256 === undefined) return [];
    const known = await readByHash(folder, snapshot, { target, sha256 });
    return known ? [[name, contentOf(target, known.bytes)]] : [];
  });
  return new Map((await Promise.all(found)).flat());
}
