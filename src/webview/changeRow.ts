// One row of the change tree: mark, word, key path, old and new value.
import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewChange } from '../review/protocol.ts';
import type { TreeRow } from './changeTree.ts';
import { foldValue } from './foldValue.ts';
import { changeMarks, changeWords, strings } from './strings.ts';

export interface RowView {
  readonly row: TreeRow;
  readonly isCurrent: boolean;
  readonly isUnfolded: boolean;
  readonly onPress: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
  readonly onToggleChildren: () => void;
  readonly onToggleValues: () => void;
}

export function changeRow(view: RowView): TemplateResult {
  const { row } = view;
  const expanded = row.parent === undefined ? nothing : String(row.parent === 'open');
  // The indent is set through the object model, because the page's policy forbids `style` attributes.
  return html`<div
    role="treeitem"
    class="row ${row.change?.kind ?? 'group'}"
    aria-level=${row.depth + 1}
    aria-expanded=${expanded}
    tabindex=${view.isCurrent ? 0 : -1}
    .style=${`--depth: ${row.depth}`}
    @keydown=${view.onPress}
    @focus=${view.onFocus}
  >
    <span class="state">${row.change === undefined ? nothing : changeState(row.change)}</span>
    ${
      row.parent === undefined
        ? html`<span class="key">${keyPath(row.label)}</span>`
        : html`<span class="key parent" @click=${view.onToggleChildren}
            >${twistie(row)}${keyPath(row.label)}</span
          >`
    }
    <span class="values">${row.change === undefined ? nothing : changeValues(row.change, view)}</span>
  </div>`;
}

/** `root › key › 0`, with separators that are seen but not read aloud. */
function keyPath(keys: readonly string[]): TemplateResult {
  if (keys.length === 0) return html`<em>${strings.wholeDocument}</em>`;
  return html`<code
    >${keys.map((key, index) =>
      index === 0 ? key : html`<span class="separator" aria-hidden="true"> › </span>${key}`,
    )}</code
  >`;
}

function changeState({ kind }: ReviewChange): TemplateResult {
  return html`<span class="mark" aria-hidden="true">${changeMarks[kind]}</span
    ><span class="word">${changeWords[kind]}</span>`;
}

/** What the mouse presses; with the keyboard the arrow keys do the same on the row itself. */
function twistie(row: TreeRow): TemplateResult {
  return html`<span class="twistie" aria-hidden="true">${row.parent === 'open' ? '▾' : '▸'}</span>`;
}

function changeValues({ from, to, oldPath }: ReviewChange, view: RowView): TemplateResult {
  const oldFold = from === undefined ? undefined : foldValue(from, to);
  const newFold = to === undefined ? undefined : foldValue(to, from);
  const isBlock = oldFold?.isBlock === true || newFold?.isBlock === true;
  const isFoldable = oldFold?.isFolded === true || newFold?.isFolded === true;
  const oldText = view.isUnfolded ? from : oldFold?.shown;
  const newText = view.isUnfolded ? to : newFold?.shown;
  return html`<span class=${isBlock ? 'blocks' : 'line'}>
      ${oldPath === undefined ? nothing : html`<span>${strings.from} ${keyPath(oldPath)}</span>`}
      ${oldText === undefined ? nothing : oldValue(oldText, newText)}
      ${oldText === undefined || newText === undefined ? nothing : arrow(isBlock ? '↓' : '→')}
      ${newText === undefined ? nothing : html`<ins><code>${newText}</code></ins>`}
    </span>
    ${isFoldable ? foldButton(view, (from ?? '').length + (to ?? '').length) : nothing}`;
}

function oldValue(oldText: string, newText: string | undefined): TemplateResult {
  const word = newText === undefined ? nothing : html`<span class="unseen">${strings.from} </span>`;
  return html`${word}<del><code>${oldText}</code></del>`;
}

function arrow(sign: string): TemplateResult {
  return html`<span class="arrow" aria-hidden="true">${sign}</span
    ><span class="unseen"> ${strings.to} </span>`;
}

function foldButton({ isUnfolded, isCurrent, onToggleValues }: RowView, characters: number): TemplateResult {
  return html`<button
    type="button"
    class="fold"
    aria-expanded=${isUnfolded}
    tabindex=${isCurrent ? 0 : -1}
    @click=${onToggleValues}
  >
    ${isUnfolded ? strings.showLess : strings.showAll(characters)}
  </button>`;
}
