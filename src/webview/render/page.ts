// The whole page as a function of its state.
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { ReviewModel } from '../../review/protocol.ts';
import { actionsBar } from './actionsBar.ts';
import { header } from './header.ts';
import type { PanelActions, PanelView } from '../model/panelState.ts';
import { strings } from '../texts/strings.ts';
import { isEmpty } from '../model/summary.ts';
import { toolbar } from './toolbar.ts';
import { treeView } from './treeView.ts';
import type { DrawnRows } from '../scroll/treeViewport.ts';

export function page(view: PanelView, drawn: DrawnRows, actions: PanelActions): TemplateResult {
  const { model, said } = view.state;
  // The live region stands from the first drawing on: one that arrives with its text is not read aloud.
  return html`<main aria-busy=${model?.busy !== false}>
    ${model === undefined ? loading() : content(model, { view, drawn, actions })}
    <div class="unseen" role="status">${said}</div>
  </main>`;
}

/** Until the host has shown what there is. */
function loading(): TemplateResult {
  return html`${progress()}
    <p class="empty">${strings.loading}</p>`;
}

function progress(): TemplateResult {
  return html`<div class="progress" aria-hidden="true"></div>`;
}

interface Drawing {
  readonly view: PanelView;
  readonly drawn: DrawnRows;
  readonly actions: PanelActions;
}

/** Scrolling draws the rows alone anew: the other parts follow from what is named in their guards. */
function content(model: ReviewModel, { view, drawn, actions }: Drawing): TemplateResult {
  return html`${model.busy ? progress() : nothing} ${guard([model], () => header(model))}
  ${
    isEmpty(model)
      ? html`<p class="empty">${strings.nothing}</p>`
      : html`${guard([model, view.targets], () => toolbar(view, actions))}
        ${view.rows.length === 0 ? nothingFound(actions) : treeView(view, drawn, actions)}`
  }
  ${actionsBar(model, view, actions)}`;
}

function nothingFound(actions: PanelActions): TemplateResult {
  return html`<p class="empty">
    ${strings.nothingFound}
    <button type="button" class="link" @click=${actions.clearFilter}>${strings.clearFilter}</button>
  </p>`;
}
