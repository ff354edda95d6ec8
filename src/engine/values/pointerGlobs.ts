// Pointers into a document by patterns: a JSON Pointer with `*` for any part of a name and `**` for any number of names. All
// patterns are followed down a document at once, name by name, so that neither its depth nor their number takes long; past
// a bound everything matches, whoever wrote them.
import { parsePointer } from './pointer.ts';

/** How far the patterns have come at one place of a document. */
export interface GlobState {
  /** Whether one of them is the place itself. */
  readonly isMatch: boolean;
  readonly next: (name: string) => GlobState;
}

interface GlobSegment {
  /** Whether it stands for any number of names. */
  readonly isAny: boolean;
  readonly fits: (name: string) => boolean;
}

const nothing: GlobState = { isMatch: false, next: () => nothing };
const everything: GlobState = { isMatch: true, next: () => everything };

/** Characters compared, with something for each comparison; far above what a document that is read key by key takes. */
const maxWork = 20_000_000;
const workOfOne = 16;

/** Where the patterns are at the root. */
export function pointerGlobs(patterns: readonly string[]): GlobState {
  // All of them in one list, each with an end; a state is the positions that they may be at.
  const parts = patterns.flatMap((pattern) => [...parsePointer(pattern).map(partOfGlob), null]);
  const states = new Map<string, GlobState>();
  let work = 0;

  const stateAt = (reached: readonly number[]): GlobState => {
    const positions = new Set(reached.flatMap((position) => withThoseAfterAny(position)));
    if (positions.size === 0) return nothing;
    const sorted = [...positions].toSorted((one, other) => one - other);
    const key = sorted.join();
    const known = states.get(key) ?? newState(sorted);
    states.set(key, known);
    return known;
  };
  const withThoseAfterAny = (position: number): readonly number[] => {
    let last = position;
    while (parts[last]?.isAny) last += 1;
    return Array.from({ length: last - position + 1 }, (_, index) => position + index);
  };
  const newState = (positions: readonly number[]): GlobState => {
    const after = new Map<string, GlobState>();
    return {
      isMatch: positions.some((position) => parts[position] === null),
      next: (name) => {
        const known = after.get(name) ?? step(positions, name);
        after.set(name, known);
        return known;
      },
    };
  };
  const step = (positions: readonly number[], name: string): GlobState => {
    work += positions.length * (workOfOne + name.length);
    if (work > maxWork) return everything;
    return stateAt(
      positions.flatMap((position) => {
        const part = parts[position];
        if (part?.isAny) return [position];
        return part?.fits(name) ? [position + 1] : [];
      }),
    );
  };
  return stateAt([...parts.keys()].filter((at) => at === 0 || parts[at - 1] === null));
}

/** One name of a pattern. */
export function partOfGlob(part: string): GlobSegment {
  const [first = '', ...rest] = part.split('*');
  const last = rest.pop();
  return {
    isAny: part === '**',
    fits: (name) => {
      if (last === undefined) return name === part;
      if (!name.startsWith(first) || !name.endsWith(last)) return false;
      let from = first.length;
      for (const piece of rest) {
        const found = name.indexOf(piece, from);
        if (found < 0) return false;
        from = found + piece.length;
      }
      return from <= name.length - last.length;
    },
  };
}
