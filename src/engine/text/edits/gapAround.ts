// Where an entry of another document comes to: between the neighbors that it had, of those that are there, too.
import { placesIn, type Source } from './carriedText.ts';
import type { SyntaxEntry, SyntaxNode, TextRange } from '../syntax/syntax.ts';

/** Between which entries of a map a key stands, of those that are also where it comes to. */
export interface Gap {
  readonly here: TextRange;
  readonly there: TextRange;
  /** What only one of the two has between them. */
  readonly ownHere: readonly SyntaxEntry[];
  readonly ownThere: readonly SyntaxEntry[];
}

type Gaps = readonly (Gap | undefined)[];

const known = new WeakMap<SyntaxNode, { readonly other: SyntaxNode; readonly gaps: Gaps }>();

/** Returns `undefined` for items of lists, and where the keys around stand in another order. */
export function gapAround({ home, here, there }: Pick<Source, 'home' | 'here' | 'there'>): Gap | undefined {
  if (!there || here.node.kind !== 'map' || there.node.kind !== 'map') return undefined;
  const before = known.get(here.node);
  const gaps = before?.other === there.node ? before.gaps : gapsBetween(here, there);
  known.set(here.node, { other: there.node, gaps });
  return gaps[home.index];
}

type Part = Source['here'];

/** By the places of the entries; neighbors that are not there share one. */
function gapsBetween(here: Part, there: Part): Gaps {
  const [map, other] = [here.node.entries, there.node.entries];
  const [keys, places] = [placesIn(here.node), placesIn(there.node)];
  const placeOf = ({ key }: SyntaxEntry) => (key === undefined ? undefined : places.get(key));
  const ownThere = (from: number, to: number) =>
    other.slice(from, to).filter(({ key }) => key === undefined || !keys.has(key));
  const between = (first: number, last: number): Gap | undefined => {
    const [before, behind] = [map[first], map[last]];
    const [from, to] = [before && (placeOf(before) ?? -1), behind && placeOf(behind)];
    const start = from === undefined ? there.start : (other[from]?.node.end ?? 0);
    const end = to === undefined ? there.end : (other[to]?.start ?? 0);
    if (start > end) return undefined;
    return {
      here: { start: before?.node.end ?? here.start, end: behind?.start ?? here.end },
      there: { start, end },
      ownHere: map.slice(first + 1, last).filter((entry) => placeOf(entry) === undefined),
      ownThere: ownThere((from ?? -1) + 1, to ?? other.length),
    };
  };
  const shared = [
    -1,
    ...map.flatMap((entry, index) => (placeOf(entry) === undefined ? [] : [index])),
    map.length,
  ];
  return shared.slice(1).flatMap((index, nth) => {
    const last = shared[nth] ?? -1;
    const apart = index - last > 1 ? between(last, index) : undefined;
    const missing = Array.from({ length: index - last - 1 }, () => apart);
    return index < map.length ? [...missing, between(last, shared[nth + 2] ?? map.length)] : missing;
  });
}
