// One row of the change tree: twistie, checkbox, what it is about, and what becomes of it.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { visibleText } from '../../engine/base/visibleText.ts';
import type { ReviewChange, ReviewTarget } from '../../review/protocol.ts';
import { checkboxLabel } from '../texts/checkboxLabel.ts';
import type { TreeRow } from '../model/changeTree.ts';
import { icon } from './icons.ts';
import { hunkView } from './lineView.ts';
import type { TickState } from '../model/selection.ts';
import { changeMarks, changeWords, strings, targetSentences } from '../texts/strings.ts';
import { changeValues, keyPath } from './valueView.ts';

export interface RowView {
  readonly row: TreeRow;
  readonly index: number;
  /** Among the visible rows. */
  readonly place: number;
  /** Pixels from the top of the tree. */
  readonly top: number;
  readonly isCurrent: boolean;
  readonly isUnfolded: boolean;
  /** While the plan is carried out the boxes rest. */
  readonly isResting: boolean;
  readonly tick: TickState | undefined;
  /** It, or what it is a part of, is not ticked. */
  readonly isExcluded: boolean;
  readonly children: 'open' | 'closed' | 'none';
}

export interface RowActions {
  readonly focus: () => void;
  readonly toggleChildren: () => void;
  readonly toggleValues: () => void;
  readonly toggleTick: () => void;
  readonly openTextDiff: () => void;
}

export function rowView(view: RowView, actions: RowActions): TemplateResult {
  const { row, tick, children } = view;
  const { content } = row;
  const kind = content.kind === 'change' ? content.change.kind : '';
  // Places are set through the object model, because the page's policy forbids `style` attributes.
  return html`<div
    role="treeitem"
    class="row ${content.kind} ${kind} ${view.isExcluded ? 'left-out' : ''}"
    data-place=${view.place}
    aria-level=${row.depth + 1}
    aria-posinset=${row.position}
    aria-setsize=${row.siblings}
    aria-expanded=${children === 'none' ? nothing : String(children === 'open')}
    aria-checked=${tick === undefined ? nothing : { ticked: 'true', unticked: 'false', mixed: 'mixed' }[tick]}
    tabindex=${view.isCurrent ? 0 : -1}
    .style=${`top: ${view.top}px; --depth: ${row.depth}`}
    @focusin=${actions.focus}
  >
    ${twistie(view, actions)} ${rowContent(view, actions)}
  </div>`;
}

/** What the mouse presses; with the keyboard the arrow keys do the same on the row itself. */
function twistie({ children }: RowView, { toggleChildren }: RowActions): TemplateResult {
  if (children === 'none') return html`<span class="twistie"></span>`;
  return html`<span class="twistie pressable" aria-hidden="true" @click=${toggleChildren}
    >${icon(children === 'open' ? 'down' : 'right')}</span
  >`;
}

function rowContent(view: RowView, actions: RowActions): TemplateResult {
  const { content, target } = view.row;
  switch (content.kind) {
    case 'file':
      return html`${label(view, actions, html`<strong>${visibleText(target.name)}</strong>`)}
      ${fileDetails(target, view, actions)}`;
    case 'group':
      return label(view, actions, keyPath(content.label));
    case 'layout':
      return label(
        view,
        actions,
        html`<span class="mark" aria-hidden="true">${changeMarks.text}</span>${strings.layoutGroup}`,
      );
    case 'change':
      return html`${label(view, actions, keyPath(content.label))} ${changeState(content.change)}
      ${values(content.change, view, actions)}`;
    case 'hunk':
      return html`<div class="lines">${hunkView(content.hunk)}</div>`;
    case 'tooLong':
      return html`<span class="quiet note">${strings.tooLong}</span>
        ${textDiffButton(target, view, actions)}`;
    case 'omitted':
      return html`<span class="quiet note">${strings.omitted(content.count)}</span>`;
  }
}

/** The whole label ticks the box; where there is none, it opens and closes what is below. */
function label(view: RowView, actions: RowActions, text: TemplateResult): TemplateResult {
  const { tick, row } = view;
  if (tick === undefined) {
    return view.children === 'none'
      ? html`<span class="label">${text}</span>`
      : html`<span class="label pressable" @click=${actions.toggleChildren}>${text}</span>`;
  }
  return html`<label class="label"
    ><input
      type="checkbox"
      tabindex="-1"
      aria-label=${checkboxLabel(row)}
      aria-disabled=${view.isResting}
      .checked=${live(tick === 'ticked')}
      .indeterminate=${live(tick === 'mixed')}
      @change=${actions.toggleTick}
    /><span class="what">${text}</span></label
  >`;
}

function fileDetails(target: ReviewTarget, view: RowView, actions: RowActions): TemplateResult {
  const sentence = targetSentences[target.kind];
  const path = target.path === target.name ? '' : target.path;
  return html`<span class="details"
      >${path === '' ? nothing : html`<span>${visibleText(path)}</span>`}
      ${sentence === '' ? nothing : html`<span>${sentence}</span>`}</span
    >
    ${target.kind === 'unchanged' ? nothing : textDiffButton(target, view, actions)}`;
}

function textDiffButton(target: ReviewTarget, { isCurrent }: RowView, actions: RowActions): TemplateResult {
  return html`<button
    type="button"
    class="link"
    tabindex=${isCurrent ? 0 : -1}
    aria-label=${strings.openTextDiffOf(visibleText(target.name))}
    @click=${actions.openTextDiff}
  >
    ${strings.openTextDiff}
  </button>`;
}

function changeState({ kind }: ReviewChange): TemplateResult {
  return html`<span class="state"
    ><span class="mark" aria-hidden="true">${changeMarks[kind]}</span
    ><span class="word">${changeWords[kind]}</span></span
  >`;
}

function values(change: ReviewChange, view: RowView, actions: RowActions): TemplateResult {
  const { isUnfolded, isCurrent } = view;
  return html`<div class="values ${change.isText ? 'lines' : ''}">
    ${changeValues(change, { isUnfolded, isCurrent, onToggle: actions.toggleValues })}
  </div>`;
}
