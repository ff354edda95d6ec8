// The one error of the engine. Content that is wrong is a `Problem` (a value); an operation that
// failed throws `EngineError`. The codes are closed: sentences and remedies are kept by the callers,
// in a `Record` over the codes.
import { t } from '@vscode/l10n';

export const errorCodes = [
  'locked',
  'conflict',
  'invalid',
  'not-found',
  'exists',
  'corrupt',
  'unsupported-version',
  'guarded',
  'aborted',
  'io',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** Facts about the failure, JSON only: paths, names, the errno code, the lock's holder. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  /** @param message one sentence for a person, without the remedy. */
  constructor(
    code: ErrorCode,
    message: string,
    { cause, ...details }: ErrorDetails & { cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }
}

/** Every document of ours carries `format: 1`. @throws EngineError `unsupported-version` for a higher one. */
export function assertFormat(format: unknown, nameOf: () => string): void {
  const refusal = newerFormat(format, nameOf);
  if (refusal) throw refusal;
}

/** The same, for where it is not to be thrown. */
export function newerFormat(format: unknown, nameOf: () => string): EngineError | null {
  if (typeof format !== 'number' || format <= 1) return null;
  const path = nameOf();
  const message = t('{0} has format {1}. This version of Safekeep supports format 1.', path, format);
  return new EngineError('unsupported-version', message, { path, format });
}
