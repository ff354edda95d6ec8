// What a schema has against a file that would be written.
import { t } from '@vscode/l10n';
import type { Guard, Plan, Problem, Target } from '../model/model.ts';
import type { Document } from '../text/document.ts';

export interface PlanFindings {
  readonly guards: readonly Guard[];
  readonly problems: readonly Problem[];
}

interface JudgedTarget {
  readonly target: Pick<Target, 'name' | 'path'>;
  readonly kind: Plan['kind'];
  readonly from: Document | null;
  readonly to: Document;
}

/** A file that has problems already breaks nothing, unless it is migrated. @param check what the schema finds. */
export async function judgeBySchema(
  { target: { name, path }, kind, from, to }: JudgedTarget,
  check: (document: Document) => Promise<readonly Problem[]>,
): Promise<PlanFindings> {
  // What is wrong with the schema itself does not count against the content.
  const ofTarget = ({ file }: Problem) => file === path;
  const problems = await check(to);
  const broken = problems.find(ofTarget);
  const isNew = broken && (kind === 'migrate' || !from || !(await check(from)).some(ofTarget));
  if (!isNew) return { guards: [], problems };
  const message = t('{0} would violate its schema: {1}', path, broken.message);
  return { guards: [{ code: 'schema', target: name, message }], problems };
}
