// The ways in which one call of an operation can fail, and what may be said of the answer to each.
import { EngineError, errorCodes } from '../../../src/engine/index.ts';
import { systemError } from './faultyFileSystem.ts';
import { size } from '../sizes.ts';

const errnos = ['ENOSPC', 'EIO', 'EACCES', 'EPERM', 'EBUSY', 'EMFILE', 'EROFS', 'EXDEV', 'ENAMETOOLONG'];
/** A write takes half of the bytes, and the next call goes on, or has no more room. */
const shortWrites = ['a short write', 'a short write, then ENOSPC'];
/** From then on: the same kind of call, or all. */
const spans = ['once', 'this kind of call from then on', 'all from then on'] as const;

export interface Fault {
  /** Of the call that fails first, from 0. */
  readonly at: number;
  readonly errno: string;
  readonly span: (typeof spans)[number];
}

/** The faults of the call with this number and name: one of them, its neighbors have the others, unless all are tried. */
export function faultsOfCall(at: number, call: string): readonly Fault[] {
  const every = size(27, 1);
  const failures = spans.flatMap((span) => errnos.map((errno) => ({ at, errno, span })));
  const shorts = call === 'write' ? shortWrites : [];
  return [
    ...failures.filter((_, index) => index % every === at % every),
    ...spans.flatMap((span) => shorts.map((errno) => ({ at, errno, span }))),
  ];
}

export interface FaultMaker {
  readonly intercept: (call: string, path: string) => unknown;
  /** The call that failed first. */
  readonly hit: () => string;
  /** The fault is fixed. */
  readonly end: () => void;
}

export function faultAt({ at, errno, span }: Fault): FaultMaker {
  let [count, hit, kind, isOver] = [0, '', '', false];
  const intercept = (call: string, path: string) => {
    count += 1;
    const isFirst = count === at + 1;
    if (isFirst) [hit, kind] = [`call ${count}: ${call} ${path}`, call];
    if (count <= at || isOver) return;
    const goesOn = isFirst || span === 'all from then on' || (span !== 'once' && call === kind);
    if (errno === 'a short write') return goesOn ? 'half' : undefined;
    if (errno.startsWith('a short write') && isFirst) return 'half';
    const isThen = errno.startsWith('a short write') && count === at + 2;
    if (goesOn || isThen) throw systemError(errno.replace('a short write, then ', ''));
    return;
  };
  return { intercept, hit: () => hit, end: () => (isOver = true) };
}

export function faultsOfFailure(error: unknown, fault: Fault, hit: string): readonly string[] {
  if (!(error instanceof EngineError)) return [`no EngineError but ${String(error)}`];
  return [
    ...(errorCodes.includes(error.code) ? [] : [`the code ${error.code} is not known`]),
    ...(fault.errno === 'a short write' ? [`a short write is not gone on with: ${error.message}`] : []),
    ...(error.message === '' ? ['an error without a message'] : []),
    ...(isPassing(fault, hit) ? [`what passes by itself is not tried again: ${error.message}`] : []),
  ];
}

export function faultsOfSuccess(fault: Fault, hit: string): readonly string[] {
  const isSync = hit.includes(': sync') && !hit.includes('/.safekeep/lock');
  return isSync && !isPassing(fault, hit) ? ['a failed fsync does not fail the commit'] : [];
}

/** Such a call is tried again, but for those on an open file. */
function isPassing({ errno, span }: Fault, hit: string): boolean {
  const isPassingErrno = span === 'once' && ['EBUSY', 'EMFILE'].includes(errno);
  return isPassingErrno && !/: (?:write|sync|close|set\w+) /.test(hit);
}
