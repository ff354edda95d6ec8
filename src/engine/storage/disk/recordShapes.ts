// What the records that only Safekeep writes must look like to be read: each may be a stranger's, and what does not fit is
// damage. Checks as functions, since a history of ten thousand lines is checked with every first look; `backup.json` has
// a JSON Schema, as the editor knows it too.

/** What those who write records cut their texts to, so that nothing is written that is not read back. */
export const maxLengths = { author: 1_000, summary: 2_000 } as const;

/** Summaries were once written whole, and told again with more around them. */
const maxSummaryRead = 50 * maxLengths.summary;

type Shape = (value: unknown) => boolean;

const matching =
  (pattern: RegExp): Shape =>
  (value) =>
    typeof value === 'string' && pattern.test(value);

const text =
  (max: number): Shape =>
  (value) =>
    typeof value === 'string' && value.length <= max;

const oneOf =
  (...constants: readonly unknown[]): Shape =>
  (value) =>
    constants.includes(value);

const whole =
  (min: number, max: number): Shape =>
  (value) =>
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;

const nullable =
  (shape: Shape): Shape =>
  (value) =>
    value === null || shape(value);

const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);

type KeyShapes = Readonly<Record<string, Shape>>;

/** With each of these keys, and those that are optional as they must be; others do not matter. */
const map = (required: KeyShapes, optional: KeyShapes = {}): Shape => {
  const [all, some] = [Object.entries(required), Object.entries(optional)];
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const of = value as Readonly<Record<string, unknown>>; // So it was just found to be.
    return all.every(([key, shape]) => shape(of[key])) && some.every(([key, shape]) => shape(of[key] ?? ''));
  };
};

const hash = matching(/^[0-9a-f]{0,64}$/);
const id = matching(/^[\w.-]{1,100}$/);
const optionalId = matching(/^[\w.-]{0,100}$/);
const path = matching(/^[^\0]{1,4096}$/);

const entry = {
  id,
  at: text(40),
  author: text(maxLengths.author),
  action: text(40),
  summary: text(maxSummaryRead),
  backup: id,
  changes: whole(0, Number.MAX_SAFE_INTEGER),
  files: listOf(map({ path, before: nullable(hash), after: nullable(hash) })),
};

export const isHistoryLine = map(
  { ...entry, format: oneOf(1), previous: hash, hash },
  { undoes: optionalId },
);

export const isIntentShape = map(
  {
    format: oneOf(1),
    id,
    direction: oneOf('forward', 'back'),
    backup: id,
    files: listOf(
      map({ path, before: nullable(hash), after: nullable(hash), moved: path }, { inPlace: oneOf('', true) }),
    ),
    entry: map(entry, { undoes: optionalId }),
  },
  { mac: hash },
);

export const isHolderShape = map({
  pid: whole(1, 2 ** 31),
  host: text(300),
  since: text(40),
  command: text(maxSummaryRead),
  system: text(200),
  started: text(40),
});
