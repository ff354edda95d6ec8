// What becomes what: title, facts, counts, and what this plan raises.
import { html, nothing, type TemplateResult } from 'lit';
import type { ReviewFact, ReviewModel, ReviewNotice } from '../../review/protocol.ts';
import { severityMarks, severityWords, strings } from '../texts/strings.ts';
import { countsSentence } from '../model/summary.ts';

export function header(model: ReviewModel): TemplateResult {
  const counts = countsSentence(model);
  return html`<header>
      <h1>${model.title}</h1>
      ${model.subtitle === '' ? nothing : html`<p class="subtitle">${model.subtitle}</p>`}
      ${model.facts.length === 0 ? nothing : facts(model.facts)}
      ${counts === '' ? nothing : html`<p class="counts">${counts}</p>`}
    </header>
    ${model.notices.length === 0 ? nothing : notices(model.notices)}`;
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

function notices(list: readonly ReviewNotice[]): TemplateResult {
  return html`<ul class="notices" aria-label=${strings.noticesLabel}>
    ${list.map(
      ({ severity, message }) =>
        html`<li class=${severity}>
          <span class="mark" aria-hidden="true">${severityMarks[severity]}</span>
          <span><strong>${severityWords[severity]}</strong> ${message}</span>
        </li>`,
    )}
  </ul>`;
}
