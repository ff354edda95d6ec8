import { EngineError } from '../errors.ts';
import type { Problem, Sha256, Snapshot } from '../model.ts';
import { resolveTarget } from '../content/resolve.ts';
import { sha256 } from '../sha256.ts';
import { bytesOf, findProfile, type Draft, type DraftWrite } from './draft.ts';

/** Makes every target what the profile resolves to. @throws EngineError `not-found`, `invalid` {problems}. */
export function planSwitch(snapshot: Snapshot, name: string): Draft {
  const profile = findProfile(snapshot, name);
  const problems: Problem[] = [];
  const writes: DraftWrite[] = [];
  const reads = new Map<string, Sha256>();
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
  for (const file of [...snapshot.profiles.flatMap(({ all }) => all), ...snapshot.defaults.values()])
    reads.set(file.path, file.sha256);
  const from = snapshot.state.activeProfile;
  return {
    action: 'switch',
    summary: from === null || from === name ? `Switch to ${name}` : `Switch ${from} → ${name}`,
    writes,
    state: { format: 1, activeProfile: name, applied },
    reads: [...reads].map(([path, hash]) => ({ path, sha256: hash })),
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
