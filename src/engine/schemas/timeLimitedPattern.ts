// Patterns come with schemas, and `^(a+)+$` may search for years. All of them run at their own speed; what is limited is
// the validation as a whole. Where it is stopped within a pattern, that pattern is tried alone, and when it is at fault
// the validation is repeated without it, until the time for all attempts together is over. So no check costs anything
// in the usual case, and all blocking is bounded. What has been too slow is remembered for as long as the process lives.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { withinTime } from './timeLimit.ts';

/** A text that a check was not made on, as it takes too long. */
export interface Skipped {
  readonly keyword: 'pattern' | 'format';
  /** The pattern itself, or the name of the format. */
  readonly name: string;
  readonly text: string;
}

type Label = Omit<Skipped, 'text'>;

interface PatternCheck extends Skipped {
  readonly test: (text: string) => boolean;
}

/** Milliseconds: for a check alone, for an attempt at a validation, for one at a big document, and for all together. */
const alone = 100;
const short = 200;
const long = 1_000;
const together = 1_500;

/** By what is checked: how long the shortest text is that it took too long on. */
const slowFrom = new Map<string, number>();
let running: PatternCheck | undefined;
let skipped: Skipped[] = [];

/** A check that can be found at fault; it passes on texts that are too long for it. */
export function bounded(label: Label, test: (text: string) => boolean): (text: string) => boolean {
  const key = keyOf(label);
  return (text) => {
    if (text.length >= (slowFrom.get(key) ?? Infinity)) {
      skipped.push({ ...label, text });
      return true;
    }
    running = { ...label, text, test };
    return test(text);
  };
}

function keyOf({ keyword, name }: Label): string {
  return `${keyword} ${name}`;
}

/** A pattern as ajv wants it, which tells patterns apart by their text. @throws EngineError `invalid` {pattern}. */
export function timeLimitedPattern(pattern: string): { test(text: string): boolean; toString(): string } {
  const expression = expressionOf(pattern);
  return {
    test: bounded({ keyword: 'pattern', name: pattern }, (text) => expression.test(text)),
    toString: () => pattern,
  };
}

/** Many patterns are written for engines without the flag `u`, in which more can be escaped. */
function expressionOf(pattern: string): RegExp {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(pattern, flags);
    } catch {
      continue; // Its only fault is that it is no pattern, which is told below.
    }
  }
  throw new EngineError('invalid', t("{0} isn't a valid pattern", JSON.stringify(pattern)), { pattern });
}

export type BoundedRun<Result> =
  | { readonly kind: 'done'; readonly result: Result; readonly skipped: readonly Skipped[] }
  /** `checks`: too many of them are at fault; `work`: none is. */
  | { readonly kind: 'checks' }
  | { readonly kind: 'work' };

/** Runs a validation. */
export function runBounded<Result>(work: () => Result): BoundedRun<Result> {
  const end = performance.now() + together;
  let limit = short;
  for (let slow = 0; slow <= 1 || performance.now() < end;) {
    running = undefined;
    skipped = [];
    const done = withinTime(limit, work);
    if (done) return { kind: 'done', ...done, skipped };
    if (blameRunning()) slow += 1;
    else if (limit === long) return { kind: 'work' };
    else limit = long;
  }
  return { kind: 'checks' };
}

function blameRunning(): boolean {
  const check = running;
  const isQuick = () => check === undefined || withinTime(alone, () => check.test(check.text)) !== null;
  // A busy machine can hold up a quick check once.
  if (!check || isQuick() || isQuick()) return false;
  slowFrom.set(keyOf(check), check.text.length);
  return true;
}
