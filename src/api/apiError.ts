import type { SafekeepError, SafekeepErrorCode } from '../../safekeep.d.ts';

/** What the engine knows nothing of: the workspace, and what an extension asked for. */
export class ApiError extends Error implements SafekeepError {
  override readonly name = 'SafekeepError';
  readonly code: SafekeepErrorCode;

  constructor(code: Extract<SafekeepErrorCode, 'untrusted' | 'ambiguous' | 'not-found'>, message: string) {
    super(message);
    this.code = code;
  }
}
