// From what is reviewed to what the panel draws, all of it visible but for the names that targets are found by. Pure: no
// editor, no IO.
import { formatProblem, visibleText } from '../engine/index.ts';
import type { PlanView } from '../workspace/engineWorker/keptPlans.ts';
import type { ReviewModel, ReviewNotice } from './protocol.ts';

/** Makes texts visible, and leaves the button out where there is nothing to apply. */
export function reviewModel({ apply, title, subtitle, facts, notices, ...rest }: ReviewModel): ReviewModel {
  return {
    title: visibleText(title),
    subtitle: visibleText(subtitle),
    facts: facts.map(({ label, value }) => ({ label: visibleText(label), value: visibleText(value) })),
    notices: notices.map((notice) => ({ ...notice, message: visibleText(notice.message) })),
    ...rest,
    ...(apply === undefined || rest.targets.length === 0 ? {} : { apply }),
  };
}

/** The plan's guards and problems, worst first. */
export function noticesOf({ guards, problems }: PlanView): readonly ReviewNotice[] {
  return [
    ...guards.map(({ message }): ReviewNotice => ({ severity: 'warning', message })),
    ...problems.map((problem): ReviewNotice => ({ severity: 'warning', message: formatProblem(problem) })),
  ];
}
