import type { Sha256, Snapshot } from '../model.ts';
import { chainOf } from '../content/layers.ts';
import { clashesIn, resolveOrRefuse } from '../content/resolve.ts';
import { sha256 } from '../sha256.ts';
import { bytesOf, findProfile, type Draft, type DraftWrite } from './draft.ts';

/** Makes every target what the profile resolves to. @throws EngineError `not-found`, `invalid` {problems}. */
export function planSwitch(snapshot: Snapshot, name: string): Draft {
  const profile = findProfile(snapshot, name);
  const writes: DraftWrite[] = [];
  const applied: Record<string, Sha256> = { ...snapshot.state.applied };
  for (const target of snapshot.targets) {
    const content = resolveOrRefuse(snapshot, profile, target);
    if (!content) continue;
    const after = bytesOf(content.text);
    writes.push({ path: target.path, target, before: target.file, after });
    applied[target.name] = sha256(after);
  }
  const { chain } = chainOf(snapshot, profile);
  const layers = [...chain.flatMap(({ all }) => all), ...snapshot.defaults.values()];
  const from = snapshot.state.activeProfile;
  return {
    action: 'switch',
    summary:
      from === name ? `Reset to ${name}` : from === null ? `Switch to ${name}` : `Switch ${from} → ${name}`,
    writes,
    state: { format: 1, activeProfile: name, applied },
    problems: snapshot.targets.flatMap((target) => clashesIn(snapshot, profile, target.name)),
    reads: layers.map(({ path, sha256: hash }) => ({ path, sha256: hash })),
  };
}
