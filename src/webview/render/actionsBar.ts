// Below the tree: the decision, and how much it is about.
import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewModel } from '../../review/protocol.ts';
import type { PanelActions, PanelView } from '../model/panelState.ts';
import { strings } from '../texts/strings.ts';

export function actionsBar(model: ReviewModel, view: PanelView, actions: PanelActions): TemplateResult {
  return html`<div class="actions">
    ${model.apply === undefined ? nothing : applyButton(model.apply, view, actions)}
    <button
      type="button"
      class="secondary"
      aria-disabled=${model.busy}
      aria-keyshortcuts="Escape"
      @click=${actions.cancel}
    >
      ${model.apply === undefined ? strings.close : strings.cancel}
    </button>
    <span id="selection" class="selection">${model.busy ? strings.working : selectionSentence(view)}</span>
    ${model.busy ? nothing : shortcuts(model)}
  </div>`;
}

/** "3 of 12 changes selected"; nothing where nothing can be left out. */
export function selectionSentence({ selection }: PanelView): string {
  const { selected, total, hasChoice } = selection;
  if (!hasChoice) return '';
  return selected === 0 ? strings.nothingSelected : strings.selected(selected, total);
}

/** Buttons that rest stay focusable, so that the focus is not lost and the reason can be heard. */
function applyButton(apply: string, view: PanelView, actions: PanelActions): TemplateResult {
  const { selected, total, hasChoice } = view.selection;
  const isPart = hasChoice && selected > 0 && selected < total;
  return html`<button
    type="button"
    class="primary"
    aria-disabled=${view.state.model?.busy === true || (hasChoice && selected === 0)}
    aria-describedby="selection"
    aria-keyshortcuts="Control+Enter Meta+Enter"
    @click=${actions.apply}
  >
    ${isPart ? strings.applyPart(apply, selected, total) : apply}
  </button>`;
}

function shortcuts(model: ReviewModel): TemplateResult {
  const enter = navigator.userAgent.includes('Mac') ? '⌘Enter' : 'Ctrl+Enter';
  const apply = html`<kbd>${enter}</kbd> ${strings.applies} · `;
  return html`<span class="hint"
    ><kbd>F7</kbd> ${strings.movesOn} · ${model.apply === undefined ? nothing : apply}<kbd>Esc</kbd> ${
      model.apply === undefined ? strings.closes : strings.cancels
    }</span
  >`;
}
