// Above the tree: what is shown of the changes, and ways to move among them and to tick many at once.
import { html, nothing, type TemplateResult } from 'lit';
import { countShown, isFiltering, kindCounts, shownKinds, type ShownKind } from '../model/filter.ts';
import { icon } from './icons.ts';
import type { PanelActions, PanelView } from '../model/panelState.ts';
import { changeMarks, countWords, strings } from '../texts/strings.ts';

export function toolbar(view: PanelView, actions: PanelActions): TemplateResult {
  const { state } = view;
  return html`<div class="toolbar" role="group" aria-label=${strings.toolbarLabel}>
    <input
      type="text"
      class="filter"
      placeholder=${strings.filterLabel}
      aria-label=${strings.filterLabel}
      spellcheck="false"
      autocomplete="off"
      .value=${state.filter.text}
      @input=${(event: Event) => actions.filterText(inputValue(event))}
      @keydown=${(event: KeyboardEvent) => event.key === 'ArrowDown' && actions.enterTree()}
    />
    ${kindChips(view, actions)}
    <span class="found">${foundSentence(view)}</span>
    <span class="buttons">
      ${iconButton('previous', strings.previousChange, () => actions.goToChange(-1))}
      ${iconButton('next', strings.nextChange, () => actions.goToChange(1))}
      ${iconButton('expandAll', strings.expandAll, actions.expandAll)}
      ${iconButton('collapseAll', strings.collapseAll, actions.collapseAll)}
      ${view.selection.hasChoice ? tickButtons(view, actions) : nothing}
    </span>
  </div>`;
}

/** "3 of 340 shown"; nothing without a filter. */
export function foundSentence({ state, targets }: PanelView): string {
  if (state.model === undefined || !isFiltering(state.filter)) return '';
  return strings.shown(countShown(targets), countShown(state.model.targets));
}

function kindChips({ state }: PanelView, actions: PanelActions): TemplateResult | typeof nothing {
  const counts = kindCounts(state.model?.targets ?? []);
  const kinds = shownKinds.filter((kind) => counts.has(kind));
  if (kinds.length < 2) return nothing;
  return html`<span class="chips" role="group" aria-label=${strings.kindsLabel}
    >${kinds.map((kind) => chip({ kind, count: counts.get(kind) ?? 0, isOn: state.filter.kinds.has(kind) }, actions))}</span
  >`;
}

interface Chip {
  readonly kind: ShownKind;
  readonly count: number;
  readonly isOn: boolean;
}

function chip({ kind, count, isOn }: Chip, actions: PanelActions): TemplateResult {
  return html`<button
    type="button"
    class="chip ${kind}"
    aria-pressed=${isOn}
    @click=${() => actions.filterKind(kind)}
  >
    <span class="mark" aria-hidden="true">${changeMarks[kind]}</span>${countWords[kind](count)}
  </button>`;
}

function iconButton(name: Parameters<typeof icon>[0], label: string, press: () => void): TemplateResult {
  return html`<button type="button" class="action" aria-label=${label} title=${label} @click=${press}>
    ${icon(name)}
  </button>`;
}

function tickButtons({ state, rows }: PanelView, actions: PanelActions): TemplateResult {
  const count = rows.filter(({ tick }) => tick !== undefined).length;
  const isPart = isFiltering(state.filter);
  return html`<button type="button" class="link" @click=${() => actions.tickAll('ticked')}>
      ${isPart ? strings.tickShown(count) : strings.tickAll}
    </button>
    <button type="button" class="link" @click=${() => actions.tickAll('unticked')}>
      ${isPart ? strings.untickShown(count) : strings.tickNone}
    </button>`;
}

function inputValue({ target }: Event): string {
  return target instanceof HTMLInputElement ? target.value : '';
}
