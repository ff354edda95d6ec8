// What a reader does on the page, and what follows from it for the page's state. Nothing here speaks to the host.
import { selectionSentence } from './render/actionsBar.ts';
import { hasChildren } from './model/changeTree.ts';
import { isFiltering, noFilter, type Filter } from './model/filter.ts';
import {
  collapsedOf,
  withToggled,
  type PanelActions,
  type PanelState,
  type PanelView,
} from './model/panelState.ts';
import { tickState, withTicks, type Unticked } from './model/selection.ts';
import { foundSentence } from './render/toolbar.ts';
import { ancestors, nextChange, actionForKey } from './model/treeKeys.ts';
import type { TreeViewport } from './scroll/treeViewport.ts';

/** The page as its reader reaches it. */
export interface PageController {
  readonly view: PanelView;
  readonly viewport: TreeViewport;
  draw(change: Partial<PanelState>): void;
  /** The selection has changed; the host is told soon. */
  select(): void;
  apply(): void;
  cancel(): void;
  openTextDiff(target: string): void;
}

export function pageActions(reader: PageController): PanelActions {
  return {
    ...decisions(reader),
    ...folding(reader),
    ...ticking(reader),
    ...filtering(reader),
    ...moving(reader),
  };
}

type Decisions = Pick<PanelActions, 'apply' | 'cancel' | 'openTextDiff' | 'press'>;

function decisions(reader: PageController): Decisions {
  const apply = () => {
    const { state, selection } = reader.view;
    const isResting = state.model?.busy !== false || state.model.apply === undefined;
    if (!isResting && !(selection.hasChoice && selection.selected === 0)) reader.apply();
  };
  const cancel = () => {
    if (reader.view.state.model?.busy === false) reader.cancel();
  };
  return {
    apply,
    cancel,
    openTextDiff: (target) => reader.openTextDiff(target),
    press: (event) => {
      const action = pageActionFor(event);
      if (action === undefined || event.isComposing) return;
      // Otherwise Ctrl+Enter would also press the button that has the focus.
      event.preventDefault();
      if (action === 'next') goToChange(reader, 1);
      else if (action === 'previous') goToChange(reader, -1);
      else if (event.repeat) return;
      else if (action === 'apply') apply();
      else if (action === 'find') document.querySelector<HTMLElement>('.filter')?.focus();
      else if (isFiltering(reader.view.state.filter)) setFilter(reader, noFilter);
      else cancel();
    },
  };
}

type PageAction = 'apply' | 'cancel' | 'next' | 'previous' | 'find' | undefined;

function pageActionFor({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): PageAction {
  const isCommand = ctrlKey || metaKey;
  if (key === 'Enter' && isCommand) return 'apply';
  if (key === 'Escape') return 'cancel';
  if (key === 'F7') return shiftKey ? 'previous' : 'next';
  return key.toLowerCase() === 'f' && isCommand && !shiftKey ? 'find' : undefined;
}

function folding(
  reader: PageController,
): Pick<PanelActions, 'toggleChildren' | 'toggleValues' | 'collapseAll' | 'expandAll'> {
  return {
    toggleChildren: (row) => collapse(reader, withToggled(collapsedOf(reader.view.state), row)),
    toggleValues: (row) => reader.draw({ unfolded: withToggled(reader.view.state.unfolded, row) }),
    collapseAll: () => {
      const { rows } = reader.view;
      collapse(reader, new Set(rows.filter((_, index) => hasChildren(rows, index)).map(({ key }) => key)));
    },
    expandAll: () => collapse(reader, new Set()),
  };
}

function collapse(reader: PageController, collapsed: ReadonlySet<string>): void {
  reader.draw(isFiltering(reader.view.state.filter) ? { collapsedFound: collapsed } : { collapsed });
}

function ticking(reader: PageController): Pick<PanelActions, 'toggleTick' | 'tickAll'> {
  const tick = (unticked: Unticked) => {
    reader.draw({ unticked });
    reader.draw({ said: selectionSentence(reader.view) });
    reader.select();
  };
  return {
    toggleTick: (index) => {
      const { rows, ticks, state } = reader.view;
      const row = rows[index];
      const now = row === undefined ? undefined : tickState(row, index, ticks);
      // A box that rests has been changed by the browser already: the drawing takes that back.
      if (row === undefined || now === undefined || state.model?.busy !== false) {
        reader.draw({});
        return;
      }
      tick(withTicks(rows.slice(index, row.end), state.unticked, now === 'ticked' ? 'unticked' : 'ticked'));
    },
    tickAll: (to) => {
      const { rows, state } = reader.view;
      if (state.model?.busy === false) tick(withTicks(rows, state.unticked, to));
    },
  };
}

function filtering(reader: PageController): Pick<PanelActions, 'filterText' | 'filterKind' | 'clearFilter'> {
  return {
    filterText: (text) => setFilter(reader, { ...reader.view.state.filter, text }),
    filterKind: (kind) => {
      const { filter } = reader.view.state;
      setFilter(reader, { ...filter, kinds: withToggled(filter.kinds, kind) });
    },
    clearFilter: () => {
      setFilter(reader, noFilter);
      document.querySelector<HTMLElement>('.filter')?.focus();
    },
  };
}

function setFilter(reader: PageController, filter: Filter): void {
  reader.draw({ filter, collapsedFound: new Set() });
  reader.draw({ said: foundSentence(reader.view) });
}

function moving(
  reader: PageController,
): Pick<PanelActions, 'goToChange' | 'focusRow' | 'enterTree' | 'pressInTree'> {
  return {
    goToChange: (step) => goToChange(reader, step),
    focusRow: (row) => {
      if (reader.view.state.current !== row) reader.draw({ current: row });
    },
    enterTree: () => {
      const { visible, current } = reader.view;
      focusRow(reader, visible[current] ?? 0);
    },
    pressInTree: (event) => pressInTree(reader, event),
  };
}

function pressInTree(reader: PageController, event: KeyboardEvent): void {
  const { target } = event;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  // Keys on a button inside a row are the button's own, and Space on a box is the box's.
  const isOnRow = target instanceof HTMLElement && target.role === 'treeitem';
  const isOnBox = target instanceof HTMLInputElement && event.key !== ' ';
  if (!isPlain || !(isOnRow || isOnBox)) return;
  const { view, viewport } = reader;
  const { rows, visible, state } = view;
  const current = visible[view.current] ?? 0;
  const place = { rows, visible, collapsed: collapsedOf(state), current, page: viewport.pageSize() };
  const action = actionForKey(event.key, place);
  const row = rows[current];
  if (action === undefined || row === undefined) return;
  event.preventDefault();
  const actions = { ...folding(reader), ...ticking(reader) };
  if (action.kind === 'focus') focusRow(reader, action.index);
  if (action.kind === 'toggleTick') actions.toggleTick(current);
  if (action.kind === 'toggleChildren') actions.toggleChildren(row.key);
  if (action.kind === 'toggleValues') actions.toggleValues(row.key);
}

/** From the first change on, unless a row has been gone to before. */
function goToChange(reader: PageController, step: 1 | -1): void {
  const { rows, state } = reader.view;
  const current = rows.findIndex(({ key }) => key === state.current);
  const index = nextChange(rows, current < 0 && step < 0 ? rows.length : current, step);
  if (index === undefined) return;
  const above = new Set(ancestors(rows, index));
  const collapsed = collapsedOf(state);
  const open = new Set([...collapsed].filter((key) => !above.has(key)));
  if (open.size < collapsed.size) collapse(reader, open);
  focusRow(reader, index);
}

function focusRow(reader: PageController, index: number): void {
  const row = reader.view.rows[index];
  if (row === undefined) return;
  reader.draw({ current: row.key });
  // Rows that are drawn for the first time may be of another height than was thought.
  for (let round = 0; round < 3 && reader.viewport.reveal(reader.view.current); round += 1) reader.draw({});
  reader.viewport.focus(reader.view.current);
}
