// The model in numbers: for the counts under the title and for the sentence a screen reader hears.
import { changeKinds, type ReviewModel, type ReviewTargetKind } from '../../review/protocol.ts';
import { kindCounts } from './filter.ts';
import { countWords, enumeration, strings } from '../texts/strings.ts';

/** A target of layout or text only has no changes of values, and is a difference all the same. */
export function isEmpty(model: ReviewModel): boolean {
  return model.targets.every((target) => target.kind === 'unchanged');
}

/** "3 added, 2 modified in 2 files, 1 file created" */
export function countsSentence(model: ReviewModel): string {
  const { targets } = model;
  const counts = kindCounts(targets);
  const omitted = targets.reduce((sum, target) => sum + target.omitted, 0);
  const changed = targets.filter(({ changes }) => changes.length > 0).length;
  const filesOf = (...kinds: readonly ReviewTargetKind[]) =>
    targets.filter(({ kind }) => kinds.includes(kind)).length;
  const byKind = changeKinds.flatMap((kind) => {
    const count = counts.get(kind) ?? 0;
    return count === 0 ? [] : [countWords[kind](count)];
  });
  if (omitted > 0) byKind.push(strings.notShown(omitted));
  const files = [
    said(filesOf('created'), strings.filesCreated),
    said(filesOf('deleted'), strings.filesDeleted),
    said(filesOf('layout', 'text'), strings.textOnly),
  ];
  const changes = byKind.length === 0 ? '' : strings.inFiles(byKind, changed);
  return enumeration([changes, ...files].filter((part) => part !== ''));
}

/** "1 added, 4 modified in 1 file. 2 warnings." */
export function announcement(model: ReviewModel): string {
  if (model.busy) return strings.working;
  const errors = model.notices.filter(({ severity }) => severity === 'error').length;
  const warnings = model.notices.filter(({ severity }) => severity === 'warning').length;
  const notices = [said(errors, strings.errors), said(warnings, strings.warnings)];
  const changes = isEmpty(model) ? strings.nothing : strings.sentence(countsSentence(model));
  const noticed = enumeration(notices.filter((part) => part !== ''));
  return noticed === '' ? changes : `${changes} ${strings.sentence(noticed)}`;
}

function said(count: number, words: (count: number) => string): string {
  return count === 0 ? '' : words(count);
}
