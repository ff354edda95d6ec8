// A config folder on a simulated disk: prepared, opened by the engine, and as a crash leaves it to the next opener.
import { spawnSync } from 'node:child_process';
import { openEngine, type Engine } from '../../../src/engine/index.ts';
import type { FileSystem } from '../../../src/engine/storage/disk/fileSystem.ts';
import { thisProcess } from '../../../src/engine/storage/lock/lockHolder.ts';
import type { DiskImage } from './diskImage.ts';
import type { Node } from './diskTree.ts';
import type { Scenario } from '../faults/scenarios.ts';
import { simulatedDisk, type SimulatedDisk } from './simulatedDisk.ts';
import { testUser } from './testUser.ts';

const user = testUser();

export const simulatedWorkspace = '/work';
export const simulatedConfig = `${simulatedWorkspace}/config`;
const lockDirectory = `${simulatedConfig}/.safekeep/lock`;

export function isOfLock(path: string): boolean {
  return path.startsWith(`${lockDirectory}/`);
}

export function filesOf({ files }: Scenario): DiskImage {
  const contents = Object.entries(files).map(
    ([name, content]) => [`${simulatedConfig}/${name}`, Buffer.from(content)] as const,
  );
  return new Map([[simulatedConfig, null], ...contents]);
}

export function openOn(fileSystem: FileSystem, workspace = simulatedWorkspace): Promise<Engine> {
  return openEngine(`${workspace}/config`, { author: 'tester', workspace, fileSystem, user });
}

/** The same disk with the workspace elsewhere: what a process remembers of one place does not touch the next. */
export function movedTo(workspace: string, image: DiskImage): DiskImage {
  const moved = [...image].filter(([path]) => path.startsWith(simulatedWorkspace));
  return new Map(moved.map(([path, bytes]) => [workspace + path.slice(simulatedWorkspace.length), bytes]));
}

/** A real process that has ended: nobody on this machine is it any more. */
const dead = spawnSync(process.execPath, ['--version']).pid;
const deadHolder = Buffer.from(
  JSON.stringify({ ...(await thisProcess('crashed')), pid: dead, started: '0' }),
);

/** The disk that the next opener finds: the lock is still there, and its holder is dead. */
export function diskAfterCrash(image: DiskImage): SimulatedDisk {
  const hasLock = image.has(lockDirectory);
  return simulatedDisk(hasLock ? new Map([...image, [`${lockDirectory}/7.lock`, deadHolder]]) : image);
}

/** Leaves the lock as one who was killed does. */
export function leaveLock({ root }: SimulatedDisk): void {
  let node: Node | undefined = root;
  for (const name of lockDirectory.split('/').slice(1))
    node = node?.kind === 'directory' ? node.entries.get(name) : undefined;
  if (node?.kind === 'directory')
    node.entries.set('7.lock', { kind: 'file', id: -1, mode: 0o600, bytes: deadHolder });
}

export function withoutLock(image: DiskImage): DiskImage {
  return new Map([...image].filter(([path]) => !isOfLock(path)));
}
