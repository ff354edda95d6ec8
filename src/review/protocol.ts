// What the review panel's two sides say to each other. Every `show` is a complete view model; the page
// keeps nothing else. Both sides check what arrives (`isHostMessage`, `isPanelMessage`).

/** The element of the page's HTML that has the texts of the window's language, English → translated, as JSON. */
export const textsElement = 'texts';

export const changeKinds = ['added', 'removed', 'modified', 'moved'] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** One difference, ready to be drawn: values are display texts, `path` the keys from the root. */
export interface ReviewChange {
  /** Names it in a selection: unique in its file, and the same in the next model. */
  readonly id: string;
  readonly kind: ChangeKind;
  readonly pointer: string;
  readonly path: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** `from` and `to` are texts of several lines as they stand, not as they are written in a document. */
  readonly isText: boolean;
  /** Of a moved list item: where it was. */
  readonly oldPath?: readonly string[];
}

/** `layout`: same values, other text. `text`: does not parse, or other YAML directives, so only the text can be compared. */
export const targetKinds = ['changed', 'unchanged', 'created', 'deleted', 'layout', 'text'] as const;

export type ReviewTargetKind = (typeof targetKinds)[number];

/** What can be left out of a file: each change of it, only the whole file, or nothing. */
export const granularities = ['change', 'file', 'none'] as const;

export type Granularity = (typeof granularities)[number];

/** The id by which the whole file is left out, and that of its layout and comments; no change has one of them. */
export const wholeId = 'whole';
export const layoutId = 'layout';

/** File name → ids of what is not ticked. */
export type ExclusionIds = Readonly<Record<string, readonly string[]>>;

export interface ReviewTarget {
  readonly name: string;
  readonly path: string;
  readonly kind: ReviewTargetKind;
  readonly granularity: Granularity;
  readonly changes: readonly ReviewChange[];
  /**
   * What only a comparison of texts shows. Of kind `changed`: layout and comments, as what the changes of values alone
   * come to and what it becomes. Of kinds `layout` and `text`: the whole file. Absent where there is no such difference.
   */
  readonly texts?: ReviewTexts;
  /** Changes left out because there are too many to draw. */
  readonly omitted: number;
}

export interface ReviewTexts {
  readonly from: string;
  readonly to: string;
  /** Too long to be compared here: `from` and `to` are empty, and the text diff shows them. */
  readonly isTooLong: boolean;
}

export const severities = ['error', 'warning', 'info'] as const;

export interface ReviewNotice {
  readonly severity: (typeof severities)[number];
  readonly message: string;
}

export interface ReviewFact {
  readonly label: string;
  readonly value: string;
}

export interface ReviewModel {
  /** Counts the plans shown; what the page sends names the one that it is about. */
  readonly revision: number;
  /** "Switch to staging" */
  readonly title: string;
  /** "config: development → staging" */
  readonly subtitle: string;
  /** Time, reason, author of a backup, and the like. */
  readonly facts: readonly ReviewFact[];
  /** Problems and guards this plan raises, worst first. */
  readonly notices: readonly ReviewNotice[];
  readonly targets: readonly ReviewTarget[];
  /** The button that carries the plan out; without it the panel is for reading only. */
  readonly apply?: string;
  /** Set while the plan is carried out: the buttons rest. */
  readonly busy: boolean;
  /** What was not ticked when the page was last heard; ids that the page does not know are of changes that are gone. */
  readonly exclusions: ExclusionIds;
  /** What opens the same review again after a reload: the host's own, and it checks it. */
  readonly reopen: string;
}

/**
 * What the page keeps in the editor's storage from one load to the next: what opens the review again, and what was not
 * ticked, by its place. No value is in it, since values may be secrets.
 */
export type KeptReview = Pick<ReviewModel, 'reopen' | 'exclusions'>;

export interface HostMessage {
  readonly type: 'show';
  readonly model: ReviewModel;
}

/** `apply` may be sent once for every `show`: the page then rests, so a declined question needs a new `show`. */
export type PanelMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'cancel' }
  /** What is ticked has changed: what is to be known before it is applied may be something else now. */
  | ({ readonly type: 'select' } & Selected)
  | ({ readonly type: 'apply' } & Selected)
  /** `target` is the name of one of the model's targets. */
  | ({ readonly type: 'openTextDiff'; readonly target: string } & Selected);

export interface Selected {
  readonly revision: number;
  readonly exclusions: ExclusionIds;
}

export function isHostMessage(value: unknown): value is HostMessage {
  return isRecord(value) && value['type'] === 'show' && isReviewModel(value['model']);
}

export function isPanelMessage(value: unknown): value is PanelMessage {
  if (!isRecord(value)) return false;
  if (value['type'] === 'ready' || value['type'] === 'cancel') return true;
  if (!isCount(value['revision']) || !isExclusionIds(value['exclusions'])) return false;
  if (value['type'] === 'openTextDiff') return isString(value['target']);
  return value['type'] === 'select' || value['type'] === 'apply';
}

/** The check of what a page kept, perhaps one of another version. */
export function isKeptReview(value: unknown): value is KeptReview {
  return isRecord(value) && isExclusionIds(value['exclusions']) && isString(value['reopen']);
}

/** The check of what the host shows. */
export function isReviewModel(value: unknown): value is ReviewModel {
  return (
    isRecord(value) &&
    isString(value['title']) &&
    isString(value['subtitle']) &&
    isListOf(value['facts'], isFact) &&
    isListOf(value['notices'], isNotice) &&
    isListOf(value['targets'], isTarget) &&
    isOptional(value['apply'], isString) &&
    isCount(value['revision']) &&
    typeof value['busy'] === 'boolean' &&
    isExclusionIds(value['exclusions']) &&
    isString(value['reopen'])
  );
}

function isFact(value: unknown): value is ReviewFact {
  return isRecord(value) && isString(value['label']) && isString(value['value']);
}

function isNotice(value: unknown): value is ReviewNotice {
  return isRecord(value) && isOneOf(value['severity'], severities) && isString(value['message']);
}

function isTarget(value: unknown): value is ReviewTarget {
  return (
    isRecord(value) &&
    isString(value['name']) &&
    isString(value['path']) &&
    isOneOf(value['kind'], targetKinds) &&
    isListOf(value['changes'], isChange) &&
    isOneOf(value['granularity'], granularities) &&
    isOptional(value['texts'], isTexts) &&
    isCount(value['omitted'])
  );
}

function isTexts(value: unknown): value is ReviewTexts {
  return (
    isRecord(value) &&
    isString(value['from']) &&
    isString(value['to']) &&
    typeof value['isTooLong'] === 'boolean'
  );
}

function isChange(value: unknown): value is ReviewChange {
  return (
    isRecord(value) &&
    isOneOf(value['kind'], changeKinds) &&
    isString(value['id']) &&
    isString(value['pointer']) &&
    typeof value['isText'] === 'boolean' &&
    isListOf(value['path'], isString) &&
    isOptional(value['from'], isString) &&
    isOptional(value['to'], isString) &&
    isOptional(value['oldPath'], isStringList)
  );
}

function isExclusionIds(value: unknown): value is ExclusionIds {
  return isRecord(value) && Object.values(value).every(isStringList);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isStringList(value: unknown): value is readonly string[] {
  return isListOf(value, isString);
}

function isListOf<Item>(value: unknown, isItem: (item: unknown) => item is Item): value is readonly Item[] {
  return Array.isArray(value) && value.every(isItem);
}

function isOptional(value: unknown, isPresent: (value: unknown) => boolean): boolean {
  return value === undefined || isPresent(value);
}

function isOneOf(value: unknown, words: readonly string[]): boolean {
  return isString(value) && words.includes(value);
}
