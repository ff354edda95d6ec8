// The model in numbers: for the counts under the title and for the sentence a screen reader hears.
import { changeKinds, type ChangeKind, type ReviewModel } from '../review/protocol.ts';
import { changeWords, strings } from './strings.ts';

export interface Summary {
  readonly total: number;
  readonly byKind: readonly { readonly kind: ChangeKind; readonly count: number }[];
  readonly omitted: number;
}

export function summarize(model: ReviewModel): Summary {
  const changes = model.targets.flatMap((target) => target.changes);
  const omitted = model.targets.reduce((sum, target) => sum + target.omitted, 0);
  const byKind = changeKinds
    .map((kind) => ({ kind, count: changes.filter((change) => change.kind === kind).length }))
    .filter(({ count }) => count > 0);
  return { total: changes.length + omitted, byKind, omitted };
}

/** A target of layout or text only has no changes of values, and is a difference all the same. */
export function isEmpty(model: ReviewModel): boolean {
  return model.targets.every((target) => target.kind === 'unchanged');
}

/** "5 changes: 1 added, 4 modified. 2 warnings." */
export function announcement(model: ReviewModel): string {
  if (model.busy) return strings.working;
  return [changesSentence(model), noticesSentence(model)].filter((sentence) => sentence !== '').join(' ');
}

function changesSentence(model: ReviewModel): string {
  if (isEmpty(model)) return strings.nothing;
  const { total, byKind, omitted } = summarize(model);
  const parts = byKind.map(({ kind, count }) => `${count.toLocaleString()} ${changeWords[kind]}`);
  if (omitted > 0) parts.push(strings.notShown(omitted));
  return parts.length === 0
    ? `${strings.changes(total)}.`
    : `${strings.changes(total)}: ${parts.join(', ')}.`;
}

function noticesSentence(model: ReviewModel): string {
  const errors = model.notices.filter(({ severity }) => severity === 'error').length;
  const warnings = model.notices.filter(({ severity }) => severity === 'warning').length;
  const parts = [errors > 0 ? strings.errors(errors) : '', warnings > 0 ? strings.warnings(warnings) : ''];
  const said = parts.filter((part) => part !== '').join(', ');
  return said === '' ? '' : `${said}.`;
}
