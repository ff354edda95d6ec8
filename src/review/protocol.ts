// What the review panel's two sides say to each other. Every `show` is a complete view model; the page
// keeps nothing else. Both sides check what arrives (`isHostMessage`, `isPanelMessage`).

export const changeKinds = ['added', 'removed', 'modified', 'moved'] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** One difference, ready to be drawn: values are short display texts, `path` the keys from the root. */
export interface ReviewChange {
  readonly kind: ChangeKind;
  readonly pointer: string;
  readonly path: readonly string[];
  readonly from?: string;
  readonly to?: string;
  /** Of a moved list item: where it was. */
  readonly oldPath?: readonly string[];
}

/** `layout`: same values, other text. `text`: does not parse, so only the text can be compared. */
export const targetKinds = ['changed', 'unchanged', 'created', 'deleted', 'layout', 'text'] as const;

export type ReviewTargetKind = (typeof targetKinds)[number];

export interface ReviewTarget {
  readonly name: string;
  readonly path: string;
  readonly kind: ReviewTargetKind;
  readonly changes: readonly ReviewChange[];
  /** Changes left out because there are too many to draw. */
  readonly omitted: number;
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
}

export interface HostMessage {
  readonly type: 'show';
  readonly model: ReviewModel;
}

/** `apply` may be sent once for every `show`: the page then rests, so a declined question needs a new `show`. */
export type PanelMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'apply' }
  | { readonly type: 'cancel' }
  /** `target` is the name of one of the model's targets. */
  | { readonly type: 'openTextDiff'; readonly target: string };

export function isHostMessage(value: unknown): value is HostMessage {
  return isRecord(value) && value['type'] === 'show' && isReviewModel(value['model']);
}

export function isPanelMessage(value: unknown): value is PanelMessage {
  if (!isRecord(value)) return false;
  if (value['type'] === 'openTextDiff') return isString(value['target']);
  return value['type'] === 'ready' || value['type'] === 'apply' || value['type'] === 'cancel';
}

/** Also the check of the model the page kept over a reload. */
export function isReviewModel(value: unknown): value is ReviewModel {
  return (
    isRecord(value) &&
    isString(value['title']) &&
    isString(value['subtitle']) &&
    isListOf(value['facts'], isFact) &&
    isListOf(value['notices'], isNotice) &&
    isListOf(value['targets'], isTarget) &&
    isOptional(value['apply'], isString) &&
    typeof value['busy'] === 'boolean'
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
    typeof value['omitted'] === 'number' &&
    Number.isSafeInteger(value['omitted']) &&
    value['omitted'] >= 0
  );
}

function isChange(value: unknown): value is ReviewChange {
  return (
    isRecord(value) &&
    isOneOf(value['kind'], changeKinds) &&
    isString(value['pointer']) &&
    isListOf(value['path'], isString) &&
    isOptional(value['from'], isString) &&
    isOptional(value['to'], isString) &&
    isOptional(value['oldPath'], isStringList)
  );
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
