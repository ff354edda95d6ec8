// What a model is told when a tool fails: what happened, that nothing was written, and what to do next. It goes by codes
// and details, as `cli/remedies.ts` does for a terminal.
import {
  EngineError,
  redactionOf,
  withoutCitations,
  type ErrorCode,
  type ErrorDetails,
  type Redaction,
} from '../engine/index.ts';
import type { Answer } from './agentTool.ts';
import { report } from './report.ts';

/** @param said the texts of the agent's input, which are no news to it. */
export function failure(
  error: unknown,
  redaction: Redaction = redactionOf([]),
  said: readonly string[] = [],
): Answer {
  if (!(error instanceof EngineError))
    return refusal('Safekeep made a mistake of its own and stopped. Nothing more was done.');
  const { code, details } = error;
  const remedy = details['unfinished'] === undefined ? remedies[code](details) : unfinished;
  return refusal(`error ${code}: ${redaction.text(withoutCitations(error), said)}`, remedy);
}

export function refusal(...lines: readonly string[]): Answer {
  return { text: report(lines), isError: true };
}

const unfinished =
  'The backup made before has every file as it was. Tell the person to run "safekeep recover".';

const remedies: Readonly<Record<ErrorCode, (details: ErrorDetails) => string>> = {
  locked: () => 'Nothing was written. Another process is writing; wait a moment, then try once more.',
  conflict: () =>
    'Nothing was written: a file changed after the change was worked out. Look with safekeep_status, then call the tool again.',
  invalid: () => 'Nothing was written. Fix the problem above, or call the tool with different input.',
  'not-found': ({ known }) =>
    Array.isArray(known) && known.length > 0
      ? `Nothing was written. There are: ${known.join(', ')}.`
      : 'Nothing was written. safekeep_listProfiles and safekeep_listBackups tell what there is.',
  exists: () => 'Nothing was written. Choose another name.',
  corrupt: () => 'Nothing was written. Choose another backup: safekeep_listBackups.',
  'unsupported-version': () => 'Nothing was touched. The person has to update Safekeep.',
  guarded: () => 'Nothing was written. Only the person can say yes to this.',
  aborted: () => 'Nothing was written.',
  io: () => 'The files are as they were. Tell the person what the disk refused.',
};
