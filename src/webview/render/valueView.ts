// What a change makes of a value: old → new, folded where they are long, texts of several lines line by line.
import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewChange } from '../../review/protocol.ts';
import { foldValue } from '../model/foldValue.ts';
import { diffLines, hunksOf, type Hunk } from '../model/lineDiff.ts';
import { hunkView } from './lineView.ts';
import { strings } from '../texts/strings.ts';

export interface FoldView {
  readonly isUnfolded: boolean;
  /** Whether Tab reaches the button that unfolds. */
  readonly isCurrent: boolean;
  readonly onToggle: () => void;
}

const foldedLines = 12;
const maxLines = 500;

export function changeValues(change: ReviewChange, fold: FoldView): TemplateResult {
  return change.isText ? textDiff(change, fold) : plainValues(change, fold);
}

/** `root › key › 0`, with separators that are seen but not read aloud. */
export function keyPath(keys: readonly string[]): TemplateResult {
  if (keys.length === 0) return html`<em>${strings.wholeDocument}</em>`;
  return html`<code
    >${keys.map((key, index) =>
      index === 0 ? key : html`<span class="separator" aria-hidden="true"> › </span>${key}`,
    )}</code
  >`;
}

function plainValues({ from, to, oldPath, path }: ReviewChange, fold: FoldView): TemplateResult {
  const oldFold = from === undefined ? undefined : foldValue(from, to);
  const newFold = to === undefined ? undefined : foldValue(to, from);
  const isBlock = oldFold?.isBlock === true || newFold?.isBlock === true;
  const isFoldable = oldFold?.isFolded === true || newFold?.isFolded === true;
  const oldText = fold.isUnfolded ? from : oldFold?.shown;
  const newText = fold.isUnfolded ? to : newFold?.shown;
  return html`${oldPath === undefined ? nothing : move(oldPath, path)}
    <span class=${isBlock ? 'blocks' : 'line'}>
      ${oldText === undefined ? nothing : oldValue(oldText, newText)}
      ${oldText === undefined || newText === undefined ? nothing : arrow(isBlock ? '↓' : '→')}
      ${newText === undefined ? nothing : html`<ins><code>${newText}</code></ins>`}
    </span>
    ${isFoldable ? foldButton(fold, strings.showAll((from ?? '').length + (to ?? '').length)) : nothing}`;
}

function move(oldPath: readonly string[], path: readonly string[]): TemplateResult {
  return html`<span class="line move"
    ><span class="quiet">${strings.from}</span> ${keyPath(oldPath)}
    <span class="quiet">${strings.to}</span> ${keyPath(path)}</span
  >`;
}

function oldValue(oldText: string, newText: string | undefined): TemplateResult {
  const word = newText === undefined ? nothing : html`<span class="unseen">${strings.from} </span>`;
  return html`${word}<del><code>${oldText}</code></del>`;
}

function arrow(sign: string): TemplateResult {
  return html`<span class="arrow" aria-hidden="true">${sign}</span
    ><span class="unseen"> ${strings.to} </span>`;
}

function textDiff(change: ReviewChange, fold: FoldView): TemplateResult {
  const hunks = hunksOfChange(change);
  const count = hunks.reduce((sum, { lines }) => sum + lines.length, 0);
  const max = fold.isUnfolded ? maxLines : foldedLines;
  const more = count - max;
  return html`${change.oldPath === undefined ? nothing : move(change.oldPath, change.path)}
  ${firstLines(hunks, max).map(hunkView)}
  ${fold.isUnfolded && more > 0 ? html`<p class="quiet">${strings.moreLines(more)}</p>` : nothing}
  ${count > foldedLines ? foldButton(fold, strings.showAllLines(count)) : nothing}`;
}

function firstLines(hunks: readonly Hunk[], max: number): readonly Hunk[] {
  const first: Hunk[] = [];
  let left = max;
  for (const hunk of hunks) {
    if (left <= 0) break;
    first.push({ ...hunk, lines: hunk.lines.slice(0, left) });
    left -= hunk.lines.length;
  }
  return first;
}

const knownHunks = new WeakMap<ReviewChange, readonly Hunk[]>();

/** Rows are drawn anew with each step of the scroll bar; their texts stay the same. */
function hunksOfChange(change: ReviewChange): readonly Hunk[] {
  const { from = '', to = '' } = change;
  const hunks = knownHunks.get(change) ?? hunksOf(diffLines(from, to), Infinity);
  knownHunks.set(change, hunks);
  return hunks;
}

function foldButton({ isUnfolded, isCurrent, onToggle }: FoldView, more: string): TemplateResult {
  return html`<button
    type="button"
    class="fold"
    aria-expanded=${isUnfolded}
    tabindex=${isCurrent ? 0 : -1}
    @click=${onToggle}
  >
    ${isUnfolded ? strings.showLess : more}
  </button>`;
}
