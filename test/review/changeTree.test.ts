import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ReviewTarget } from '../../src/review/protocol.ts';
import { treeRows, visibleRows, type TreeRow } from '../../src/webview/model/changeTree.ts';
import { filteredTargets, noFilter, type Filter } from '../../src/webview/model/filter.ts';
import { ancestors, nextChange, actionForKey } from '../../src/webview/model/treeKeys.ts';
import { changeOf, modelOf, targetOf } from '../support/editor/reviewModels.ts';

function told({ depth, content, target }: TreeRow): string {
  const label =
    'label' in content ? content.label.join('.') : content.kind === 'file' ? target.name : content.kind;
  return `${'  '.repeat(depth)}${label}`;
}

const shape = (...targets: readonly ReviewTarget[]) => treeRows(targets).map(told);

const changes = [
  changeOf('server.host', '1', '2'),
  changeOf('server.tls.cert.file', '1', '2'),
  changeOf('cache', undefined, '"redis"'),
];

describe('the tree of changes', () => {
  test('groups changes by their keys and joins keys that lead to a single place', () => {
    assert.deepEqual(shape(targetOf(changes)), [
      'app.yaml',
      '  server',
      '    host',
      '    tls.cert.file',
      '  cache',
    ]);
  });

  test('has what happens to a place itself first below it', () => {
    const moved = {
      ...changeOf('routes.0'),
      id: 'moved /routes/0',
      kind: 'moved',
      oldPath: ['routes', '2'],
    } as const;
    const rows = shape(targetOf([moved, changeOf('routes.0.path', '1', '2')]));
    assert.deepEqual(rows, ['app.yaml', '  routes.0', '    0', '    path']);
  });

  test('has layout and comments in a group of their own, and of other texts the lines alone', () => {
    const texts = { from: 'a\n', to: 'b\n', isTooLong: false };
    assert.deepEqual(shape(targetOf([changeOf('a', '1', '2')], { texts })), [
      'app.yaml',
      '  a',
      '  layout',
      '    hunk',
    ]);
    assert.deepEqual(shape(targetOf([], { kind: 'text', texts })), ['app.yaml', '  hunk']);
    const tooLong = { from: '', to: '', isTooLong: true };
    assert.deepEqual(shape(targetOf([], { kind: 'text', texts: tooLong })), ['app.yaml', '  tooLong']);
  });

  test('says of each row where it stands among its siblings, and which row it belongs to', () => {
    const rows = treeRows([targetOf(changes), targetOf(changes, { name: 'b' })]);
    assert.deepEqual(
      rows.slice(0, 5).map(({ position, siblings, parent, end }) => [position, siblings, parent, end]),
      [
        [1, 2, -1, 5],
        [1, 2, 0, 4],
        [1, 2, 1, 3],
        [2, 2, 1, 4],
        [2, 2, 0, 5],
      ],
    );
  });

  test('hides what is below a collapsed row', () => {
    const rows = treeRows([targetOf(changes)]);
    assert.deepEqual(visibleRows(rows, new Set([rows[1]?.key ?? ''])), [0, 1, 4]);
    assert.deepEqual(visibleRows(rows, new Set([rows[0]?.key ?? ''])), [0]);
  });
});

describe('the filter', () => {
  const model = modelOf([targetOf(changes), targetOf([changeOf('debug', 'true')], { name: 'worker.json' })]);
  const found = (filter: Partial<Filter>) =>
    filteredTargets(model, { ...noFilter, ...filter }).flatMap((target) =>
      target.changes.map(({ pointer }) => pointer),
    );

  test('finds key paths in each way of writing them, values, and files, in any case', () => {
    assert.deepEqual(found({ text: 'Server.TLS' }), ['/server/tls/cert/file']);
    assert.deepEqual(found({ text: '/server/h' }), ['/server/host']);
    assert.deepEqual(found({ text: 'server › host ' }), ['/server/host']);
    assert.deepEqual(found({ text: 'redis' }), ['/cache']);
    assert.deepEqual(found({ text: 'worker' }), ['/debug']);
    assert.deepEqual(found({ text: 'nowhere' }), []);
  });

  test('shows only the kinds that are asked for, together with the text', () => {
    assert.deepEqual(found({ kinds: new Set(['added', 'removed']) }), ['/cache', '/debug']);
    assert.deepEqual(found({ kinds: new Set(['added']), text: 'server' }), []);
  });
});

describe('the keyboard in the tree', () => {
  const rows = treeRows([targetOf(changes)]);
  const server = new Set([rows[1]?.key ?? '']);
  const at = (current: number, collapsed: ReadonlySet<string> = new Set()) => ({
    rows,
    visible: visibleRows(rows, collapsed),
    collapsed,
    current,
    page: 2,
  });
  const focus = (index: number) => ({ kind: 'focus', index });

  test('moves over the rows that are shown, and stays at both ends', () => {
    assert.deepEqual(actionForKey('ArrowDown', at(1)), focus(2));
    assert.deepEqual(actionForKey('ArrowDown', at(1, server)), focus(4));
    assert.deepEqual(actionForKey('ArrowUp', at(4, server)), focus(1));
    assert.equal(actionForKey('ArrowUp', at(0)), undefined);
    assert.equal(actionForKey('ArrowDown', at(4)), undefined);
    assert.deepEqual(actionForKey('End', at(0)), focus(4));
    assert.deepEqual(actionForKey('Home', at(4)), focus(0));
    assert.deepEqual(actionForKey('PageDown', at(1)), focus(3));
    assert.deepEqual(actionForKey('PageUp', at(1)), focus(0));
  });

  test('goes into a group and out of it, and opens and closes it on the way', () => {
    assert.deepEqual(actionForKey('ArrowRight', at(1)), focus(2));
    assert.deepEqual(actionForKey('ArrowRight', at(1, server)), { kind: 'toggleChildren' });
    assert.deepEqual(actionForKey('ArrowLeft', at(1)), { kind: 'toggleChildren' });
    assert.deepEqual(actionForKey('ArrowLeft', at(1, server)), focus(0));
    assert.deepEqual(actionForKey('ArrowLeft', at(3)), focus(1));
    assert.equal(actionForKey('ArrowRight', at(4)), undefined);
    assert.equal(actionForKey('ArrowLeft', at(0, new Set([rows[0]?.key ?? '']))), undefined);
  });

  test('ticks with Space, and unfolds with Enter', () => {
    assert.deepEqual(actionForKey(' ', at(2)), { kind: 'toggleTick' });
    assert.deepEqual(actionForKey('Enter', at(1)), { kind: 'toggleChildren' });
    assert.deepEqual(actionForKey('Enter', at(2)), { kind: 'toggleValues' });
    assert.equal(actionForKey('x', at(2)), undefined);
  });

  test('goes from change to change, also to those that are collapsed away', () => {
    assert.equal(nextChange(rows, -1, 1), 2);
    assert.equal(nextChange(rows, 3, 1), 4);
    assert.equal(nextChange(rows, 4, 1), undefined);
    assert.equal(nextChange(rows, 4, -1), 3);
    assert.deepEqual(ancestors(rows, 3), [rows[1]?.key, rows[0]?.key]);
  });
});
