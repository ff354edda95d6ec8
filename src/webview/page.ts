// The whole page as a function of its state.
import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewFact, ReviewModel, ReviewNotice } from '../review/protocol.ts';
import type { PanelActions, PanelState } from './panelState.ts';
import { changeMarks, changeWords, severityMarks, severityWords, strings } from './strings.ts';
import { announcement, isEmpty, summarize } from './summary.ts';
import { targetSection } from './targetSection.ts';

export function page(state: PanelState, actions: PanelActions): TemplateResult {
  const { model } = state;
  // The live region stands from the first drawing on: one that arrives with its text is not read aloud.
  return html`<main aria-busy=${model?.busy === true}>
    ${model === undefined ? nothing : content(model, state, actions)}
    <div class="unseen" role="status">${model === undefined ? '' : announcement(model)}</div>
  </main>`;
}

function content(model: ReviewModel, state: PanelState, actions: PanelActions): TemplateResult {
  return html`${model.busy ? html`<div class="progress" aria-hidden="true"></div>` : nothing}
    <header>
      <h1>${model.title}</h1>
      ${model.subtitle === '' ? nothing : html`<p class="subtitle">${model.subtitle}</p>`}
      ${model.facts.length === 0 ? nothing : facts(model.facts)} ${counts(model)}
    </header>
    ${model.notices.length === 0 ? nothing : notices(model.notices)}
    ${
      isEmpty(model)
        ? html`<p class="empty">${strings.nothing}</p>`
        : model.targets.map((target) => targetSection(target, state, actions))
    }
    ${footer(model, actions)}`;
}

function facts(list: readonly ReviewFact[]): TemplateResult {
  return html`<dl aria-label=${strings.factsLabel}>
    ${list.map(
      ({ label, value }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function counts(model: ReviewModel): TemplateResult | typeof nothing {
  const { byKind, omitted } = summarize(model);
  if (byKind.length === 0) return nothing;
  return html`<ul class="counts" aria-label=${strings.countsLabel}>
    ${byKind.map(
      ({ kind, count }) =>
        html`<li class=${kind}>
          <span class="mark" aria-hidden="true">${changeMarks[kind]}</span>${count.toLocaleString()}
          ${changeWords[kind]}
        </li>`,
    )}
    ${omitted === 0 ? nothing : html`<li>${strings.notShown(omitted)}</li>`}
  </ul>`;
}

function notices(list: readonly ReviewNotice[]): TemplateResult {
  return html`<ul class="notices" aria-label=${strings.noticesLabel}>
    ${list.map(
      ({ severity, message }) =>
        html`<li class=${severity}>
          <span class="mark" aria-hidden="true">${severityMarks[severity]}</span>
          <span><strong>${severityWords[severity]}:</strong> ${message}</span>
        </li>`,
    )}
  </ul>`;
}

/** While the plan is carried out the buttons rest, but stay focusable, so that the focus is not lost. */
function footer(model: ReviewModel, actions: PanelActions): TemplateResult {
  return html`<div class="actions">
    ${
      model.apply === undefined
        ? nothing
        : html`<button
            type="button"
            class="primary"
            aria-disabled=${model.busy}
            aria-keyshortcuts="Control+Enter Meta+Enter"
            @click=${actions.apply}
          >
            ${model.apply}
          </button>`
    }
    <button
      type="button"
      class="secondary"
      aria-disabled=${model.busy}
      aria-keyshortcuts="Escape"
      @click=${actions.cancel}
    >
      ${model.apply === undefined ? strings.close : strings.cancel}
    </button>
    ${model.busy ? html`<span class="hint">${strings.working}</span>` : shortcuts(model)}
  </div>`;
}

function shortcuts(model: ReviewModel): TemplateResult {
  const enter = navigator.userAgent.includes('Mac') ? '⌘Enter' : 'Ctrl+Enter';
  const apply = html`<kbd>${enter}</kbd> ${strings.applies} · `;
  return html`<span class="hint"
    >${model.apply === undefined ? nothing : apply}<kbd>Esc</kbd> ${
      model.apply === undefined ? strings.closes : strings.cancels
    }</span
  >`;
}
