// The comments that belong to an entry, and go where it goes.
import {
  bodyOf,
  dropSlot,
  isAtHome,
  type Comments,
  type EditedNode,
  type Home,
  type Slot,
  type Slots,
} from './slots.ts';
import type { TextRange } from '../syntax/syntax.ts';

/** What a format tells of the text around entries. */
export interface CommentContext {
  of(home: Home): OwnComments;
  /** The comments on lines of their own in front of an entry that belong to none, with the blank line below. */
  apart(home: Home): readonly string[];
  /** A blank line that would be one too many without an entry and its comments. */
  hole(home: Home): readonly TextRange[];
  /** The comments between a key and its value. */
  head(home: Home): readonly string[];
  /** The comments in a map that belong to none of its entries. */
  stray(map: EditedNode): readonly string[];
}

/** The comments that belong to an entry. */
export interface OwnComments extends Comments {
  readonly aboveRanges: readonly TextRange[];
  readonly besideRanges: readonly TextRange[];
  /** Whether the one beside is at the end of the value, and goes where that goes. */
  readonly endsValue: boolean;
}

/** What comes to a place. */
export type Coming = Pick<Slot, 'body' | 'carried'>;

/** Takes a slot out of its map or list, with the comments that are its own. */
export function takeOut(slots: Slots, slot: Slot, around: CommentContext): Coming {
  const { home, carried } = slot;
  const taken = { body: bodyOf(slot), carried: merged(carried, home && commentsOf(slot, around)) };
  if (home) {
    const { aboveRanges, besideRanges } = around.of(home);
    slot.left = [...aboveRanges, ...besideRanges, ...around.hole(home)];
  }
  dropSlot(slots, slot);
  return taken;
}

/** Those that stand around a slot in the text, and have not left it. */
export function commentsOf(slot: Slot, around: CommentContext): Comments | undefined {
  const { home, left, headLeft } = slot;
  const own = home && around.of(home);
  if (!own) return undefined;
  // What stands in front of a value goes with that, or stays when it has gone.
  const head = headLeft || isAtHome(slot) ? [] : around.head(home);
  const above = [...own.above, ...head];
  return left || own.beside === undefined ? { above } : { above, beside: own.beside };
}

/** Comments in their order; of two that stand beside, the later one goes above. */
export function merged(first: Comments | undefined, second: Comments | undefined): Comments {
  const above = [...(first?.above ?? []), ...(second?.above ?? [])];
  const below = [...(first?.below ?? []), ...(second?.below ?? [])];
  const [beside, other] = [first?.beside, second?.beside].filter((comment) => comment !== undefined);
  return {
    above: other === undefined ? above : [...above, other.trim()],
    ...(beside === undefined ? {} : { beside }),
    ...(below.length === 0 ? {} : { below }),
    ...(first?.blankLines === undefined ? {} : { blankLines: first.blankLines }),
  };
}
