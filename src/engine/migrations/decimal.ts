// Arithmetic on numbers as people write them, in decimal digits: 0.1 times 3 is 0.3, and what was scaled can be scaled
// back without a rest.
import { jsonNumberOf, Literal, numberOf } from '../values/value.ts';

/** `digits` × 10^-`scale`. */
interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** What JSON calls a number, and of a size that is computed with in full. */
const numberSyntax = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

export function isNumberText(text: string): boolean {
  return numberSyntax.test(text);
}

/** Whether YAML takes a text for a number of such a size, also with zeros in front. */
export function isYamlNumberText(text: string): boolean {
  return isNumberText(jsonNumberOf(text) ?? text.replace(/^[-+]?0+(?=\d)/, ''));
}

/** number × factor + offset. */
export function scaled(number: number | Literal, factor: number, offset: number): number | Literal {
  return inDecimal([number, factor, offset], ([value, by, plus]) => add(multiply(value, by), plus));
}

/** (number − offset) ÷ factor: takes `scaled` back. Where the division does not come out even, the nearest double. */
export function unscaled(number: number | Literal, factor: number, offset: number): number | Literal {
  const quotient = inDecimal([number, factor, offset], ([value, by, plus]) =>
    divide(add(value, { ...plus, digits: -plus.digits }), by),
  );
  const isEven = sameNumber(scaled(quotient, factor, offset), number);
  return isEven || !(quotient instanceof Literal) ? quotient : Number(quotient.source);
}

function sameNumber(left: number | Literal, right: number | Literal): boolean {
  const [one, other] = [decimalOf(left), decimalOf(right)];
  if (!one || !other) return left === right;
  const scale = Math.max(one.scale, other.scale);
  return at(one, scale) === at(other, scale);
}

type Three<T> = readonly [T, T, T];

/** What is not written in decimal digits (YAML's 0644) stays as it is. */
function inDecimal(
  [number, factor, offset]: readonly [number | Literal, number, number],
  compute: (operands: Three<Decimal>) => Decimal,
): number | Literal {
  const operands: Three<Decimal | null> = [decimalOf(number), decimalOf(factor), decimalOf(offset)];
  const [value, by, plus] = operands;
  return value && by && plus ? numberOf(decimalText(compute([value, by, plus]))) : number;
}

function decimalOf(number: number | Literal): Decimal | null {
  const source = number instanceof Literal ? jsonNumberOf(number.source) : String(number);
  const match = numberSyntax.exec(source ?? '');
  if (!match) return null;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(sign + whole + fraction);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

function multiply(left: Decimal, right: Decimal): Decimal {
  return { digits: left.digits * right.digits, scale: left.scale + right.scale };
}

function add(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  return { digits: at(left, scale) + at(right, scale), scale };
}

function at({ digits, scale }: Decimal, wanted: number): bigint {
  return digits * 10n ** BigInt(wanted - scale);
}

const places = 20;

function divide(left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(places, left.scale);
  const numerator = at(left, scale) * 10n ** BigInt(right.scale);
  return { digits: roundedQuotient(numerator, right.digits), scale };
}

/** Half away from zero. */
function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n !== denominator < 0n;
  const [top, bottom] = [magnitude(numerator), magnitude(denominator)];
  const quotient = (top + bottom / 2n) / bottom;
  return isNegative ? -quotient : quotient;
}

function magnitude(number: bigint): bigint {
  return number < 0n ? -number : number;
}

function decimalText({ digits, scale }: Decimal): string {
  const text = magnitude(digits)
    .toString()
    .padStart(scale + 1, '0');
  const fraction = text.slice(text.length - scale).replace(/0+$/, '');
  const whole = text.slice(0, text.length - scale);
  const sign = digits < 0n ? '-' : '';
  return fraction === '' || scale === 0 ? sign + whole : `${sign}${whole}.${fraction}`;
}
