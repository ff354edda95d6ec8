// What a model is told when a tool fails: what happened, that nothing was written, and what to do next.
import {
  EngineError,
  knownIn,
  redactionOf,
  remedyFor,
  withoutCitations,
  type Redaction,
  type RemedyKind,
} from '../engine/index.ts';
import type { ToolAnswer } from './agentTool.ts';
import { report } from './report.ts';

/** @param said the texts of the agent's input, which are no news to it. */
export function failure(
  error: unknown,
  redaction: Redaction = redactionOf([]),
  said: readonly string[] = [],
): ToolAnswer {
  if (!(error instanceof EngineError))
    return refusal('Safekeep ran into an internal error and stopped. Nothing more was done.');
  const { kind } = remedyFor(error);
  const remedy = kind === 'known' ? `${remedies.known}${knownIn(error.details).join(', ')}.` : remedies[kind];
  return refusal(`error ${error.code}: ${redaction.text(withoutCitations(error), said)}`, remedy);
}

export function refusal(...lines: readonly string[]): ToolAnswer {
  return { text: report(lines), isError: true };
}

/** For a model, in English: what it is told to do are its own tools, and what it must leave to the person. */
const remedies: Readonly<Record<RemedyKind, string>> = {
  unfinished:
    'The backup made before the change contains every file as it was. Tell the person to run "safekeep recover".',
  lost: 'Another process took over. Check with safekeep_status.',
  locked: 'Nothing was written. Another process is writing. Wait a moment, then try once more.',
  conflict:
    'Nothing was written: a file changed after the change was prepared. Check with safekeep_status, then call the tool again.',
  invalid: 'Nothing was written. Fix the problem above, or call the tool with different input.',
  foreign: 'Nothing was written. Fix the problem above, or call the tool with different input.',
  known: 'Nothing was written. Available: ',
  'not-found': 'Nothing was written. Use safekeep_listProfiles and safekeep_listBackups to see what exists.',
  exists: 'Nothing was written. Choose another name.',
  corrupt: 'Nothing was written. Choose another backup from safekeep_listBackups.',
  'unsupported-version': 'No files were changed. The person has to update Safekeep.',
  guarded: 'Nothing was written. Only the person can confirm this.',
  aborted: 'Nothing was written.',
  io: 'The files are unchanged. Tell the person what the disk refused.',
  gone: 'The files are unchanged. Tell the person what the disk refused.',
};
