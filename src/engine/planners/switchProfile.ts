import { EngineError } from '../errors.ts';
import type { Problem, Sha256, Snapshot } from '../model.ts';
import { chainOf, resolveTarget } from '../content/resolve.ts';
import { sha256 } from '../sha256.ts';
import { bytesOf, findProfile, type Draft, type DraftWrite } from './draft.ts';

/** Makes every target what the profile resolves to. @throws EngineError `not-found`, `invalid` {problems}. */
export function planSwitch(snapshot: Snapshot, name: string): Draft {
  const profile = findProfile(snapshot, name);
  const problems: Problem[] = [];
  const writes: DraftWrite[] = [];
  const applied: Record<string, Sha256> = { ...snapshot.state.applied };
  for (const target of snapshot.targets) {
    const resolution = resolveTarget(snapshot, profile, target);
    problems.push(...resolution.problems);
    if (!resolution.content) continue;
    const after = bytesOf(resolution.content.text);
    writes.push({ path: target.path, target, before: target.file, after });
    applied[target.name] = sha256(after);
  }
  refuseProblems(name, problems);
  const { chain } = chainOf(snapshot, profile);
  const layers = [...chain.flatMap(({ all }) => all), ...snapshot.defaults.values()];
  const from = snapshot.state.activeProfile;
  return {
    action: 'switch',
    summary:
      from === name ? `Reset to ${name}` : from === null ? `Switch to ${name}` : `Switch ${from} → ${name}`,
    writes,
    state: { format: 1, activeProfile: name, applied },
    reads: layers.map(({ path, sha256: hash }) => ({ path, sha256: hash })),
  };
}

function refuseProblems(name: string, problems: readonly Problem[]): void {
  const [first] = problems;
  if (!first) return;
  const place = first.line > 0 ? `${first.file}:${first.line}:${first.column}` : first.file;
  throw new EngineError('invalid', `Profile "${name}" cannot be resolved: ${place}: ${first.message}`, {
    problems,
  });
}
