// One target: its name, what happens to it in a sentence, its changes as a tree, the way to the text diff.
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ReviewTarget } from '../review/protocol.ts';
import { changeRow } from './changeRow.ts';
import { treeRows, type TreeRow } from './changeTree.ts';
import type { PanelActions, PanelState } from './panelState.ts';
import { pressOnRow } from './rowKeys.ts';
import { strings, targetSentences } from './strings.ts';

export function targetSection(
  target: ReviewTarget,
  state: PanelState,
  actions: PanelActions,
): TemplateResult {
  const sentence = targetSentences[target.kind];
  return html`<section aria-label=${target.name}>
    <div class="target">
      <h2>${target.name}</h2>
      ${target.path === target.name ? nothing : html`<span class="path">${target.path}</span>`}
      ${target.kind === 'unchanged' ? nothing : textDiffButton(target, actions)}
    </div>
    ${sentence === '' ? nothing : html`<p class="sentence">${sentence}</p>`}
    ${target.changes.length === 0 ? nothing : tree(target, state, actions)}
    ${target.omitted === 0 ? nothing : html`<p class="sentence">${strings.omitted(target.omitted)}</p>`}
  </section>`;
}

function textDiffButton(target: ReviewTarget, actions: PanelActions): TemplateResult {
  return html`<button
    type="button"
    class="link"
    aria-label=${strings.openTextDiffOf(target.name)}
    @click=${() => actions.openTextDiff(target.name)}
  >
    ${strings.openTextDiff}
  </button>`;
}

function tree(target: ReviewTarget, state: PanelState, actions: PanelActions): TemplateResult {
  const rows = treeRows(target, state.collapsed);
  const wanted = state.current.get(target.name);
  // A row that was collapsed away can no longer be the one that Tab reaches.
  const current = rows.find((row) => row.key === wanted) ?? rows[0];
  return html`<div role="tree" aria-label=${strings.changesOf(target.name)}>
    ${repeat(
      rows,
      (row) => row.key,
      (row) =>
        changeRow({
          row,
          isCurrent: row === current,
          isUnfolded: state.unfolded.has(row.key),
          onPress: (event) => press(event, row, actions),
          onFocus: () => actions.focusRow(target.name, row.key),
          onToggleChildren: () => actions.toggleChildren(row.key),
          onToggleValues: () => actions.toggleValues(row.key),
        }),
    )}
  </div>`;
}

function press(event: KeyboardEvent, row: TreeRow, actions: PanelActions): void {
  const element = event.currentTarget;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  // Keys on a button inside the row are the button's own.
  if (!(element instanceof HTMLElement) || event.target !== element || !isPlain) return;
  const wish = pressOnRow(element, event.key);
  if (wish === undefined) return;
  event.preventDefault();
  if (wish === 'toggleValues') actions.toggleValues(row.key);
  if (wish === 'toggleChildren' && row.parent !== undefined) actions.toggleChildren(row.key);
}
