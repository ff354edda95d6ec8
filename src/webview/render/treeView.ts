// The change tree with the rows that are near the visible part. The row that Tab reaches is always among them, so that
// scrolling away from it does not lose the focus.
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { hasChildren } from '../model/changeTree.ts';
import { collapsedOf, type PanelActions, type PanelView } from '../model/panelState.ts';
import { rowView, type RowView } from './rowView.ts';
import { isExcluded, tickState } from '../model/selection.ts';
import { strings } from '../texts/strings.ts';
import type { DrawnRows } from '../scroll/treeViewport.ts';

export function treeView(view: PanelView, drawn: DrawnRows, actions: PanelActions): TemplateResult {
  const places = placesToDraw(view, drawn);
  return html`<div
    role="tree"
    id="changes"
    aria-label=${strings.treeLabel}
    .style=${`height: ${drawn.height}px`}
    @keydown=${actions.pressInTree}
  >
    ${repeat(
      places.map((place) => rowAt(view, place, drawn)),
      ({ row }) => row.key,
      (row) => drawRow(row, actions),
    )}
  </div>`;
}

function placesToDraw(view: PanelView, { first, end }: DrawnRows): readonly number[] {
  const last = Math.min(end, view.visible.length);
  const places = Array.from({ length: Math.max(0, last - first) }, (_, step) => first + step);
  const { current } = view;
  if (current >= view.visible.length) return places;
  if (current < first) return [current, ...places];
  return current >= last ? [...places, current] : places;
}

function rowAt(view: PanelView, place: number, drawn: DrawnRows): RowView {
  const { state, rows, visible, ticks } = view;
  const index = visible[place] ?? 0;
  const row = rows[index];
  if (row === undefined) throw new RangeError(`There is no row ${index}.`);
  const isOpen = !collapsedOf(state).has(row.key);
  return {
    row,
    index,
    place,
    top: drawn.top(place),
    isCurrent: place === view.current,
    isUnfolded: state.unfolded.has(row.key),
    isResting: state.model?.busy === true,
    tick: tickState(row, index, ticks),
    isExcluded: isExcluded(rows, index, ticks),
    children: hasChildren(rows, index) ? (isOpen ? 'open' : 'closed') : 'none',
  };
}

function drawRow(view: RowView, actions: PanelActions): TemplateResult {
  const { row, index } = view;
  return rowView(view, {
    focus: () => actions.focusRow(row.key),
    toggleChildren: () => actions.toggleChildren(row.key),
    toggleValues: () => actions.toggleValues(row.key),
    toggleTick: () => actions.toggleTick(index),
    openTextDiff: () => actions.openTextDiff(row.target.name),
  });
}
