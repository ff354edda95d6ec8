import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ReviewTarget } from '../../src/review/protocol.ts';
import { treeRows } from '../../src/webview/model/changeTree.ts';
import { filteredTargets, noFilter } from '../../src/webview/model/filter.ts';
import {
  countSelection,
  countTicks,
  isExcluded,
  deselectedIds,
  tickState,
  untickedOf,
  withTicks,
  type Unticked,
} from '../../src/webview/model/selection.ts';
import { changeOf, modelOf, targetOf } from '../support/editor/reviewModels.ts';

const changes = [
  changeOf('server.host', '1', '2'),
  changeOf('server.port', '1', '2'),
  changeOf('cache', '1'),
];
const texts = { from: 'a\n', to: 'b\n', isTooLong: false };
const all: Unticked = new Map();

function unticking(target: ReviewTarget, ...ids: readonly string[]): Unticked {
  return untickedOf(modelOf([target]), { [target.name]: ids });
}

/** The state of each row, by the last key that it shows. */
function states(target: ReviewTarget, unticked: Unticked): Readonly<Record<string, string | undefined>> {
  const rows = treeRows([target]);
  const counts = countTicks(rows, unticked);
  return Object.fromEntries(
    rows.map((row, index) => {
      const { content } = row;
      return ['label' in content ? content.label.join('.') : content.kind, tickState(row, index, counts)];
    }),
  );
}

describe('what is ticked', () => {
  test('a group and a file are what all below them are', () => {
    assert.deepEqual(states(targetOf(changes), unticking(targetOf(changes), 'modified /server/port')), {
      file: 'mixed',
      server: 'mixed',
      host: 'ticked',
      port: 'unticked',
      cache: 'ticked',
    });
    const server = ['modified /server/host', 'modified /server/port'];
    assert.equal(states(targetOf(changes), unticking(targetOf(changes), ...server))['server'], 'unticked');
  });

  test('only the file has a box where it goes as a whole, and nothing has one where there is no choice', () => {
    const whole = states(targetOf(changes, { granularity: 'file' }), all);
    assert.deepEqual(whole, {
      file: 'ticked',
      server: undefined,
      host: undefined,
      port: undefined,
      cache: undefined,
    });
    assert.equal(states(targetOf(changes, { granularity: 'none' }), all)['file'], undefined);
  });

  test('what has no box of its own goes with what it is a part of', () => {
    const target = targetOf(changes, { granularity: 'file' });
    const rows = treeRows([target]);
    const isOut = (unticked: Unticked) =>
      rows.map((_, index) => isExcluded(rows, index, countTicks(rows, unticked)));
    assert.deepEqual(new Set(isOut(unticking(target, 'whole'))), new Set([true]));
    assert.deepEqual(new Set(isOut(all)), new Set([false]));
  });

  test('a group of which nothing is ticked is left out as a whole', () => {
    const target = targetOf(changes);
    const rows = treeRows([target]);
    const counts = countTicks(rows, unticking(target, 'modified /server/host', 'modified /server/port'));
    assert.deepEqual(
      rows.map((_, index) => isExcluded(rows, index, counts)),
      [false, true, true, true, false],
    );
  });

  test('ticking what a filter shows leaves alone what it hides', () => {
    const model = modelOf([targetOf(changes)]);
    const shown = treeRows(filteredTargets(model, { ...noFilter, text: 'server' }));
    const none = withTicks(treeRows(model.targets), all, 'unticked');
    assert.deepEqual(deselectedIds(model, withTicks(shown, none, 'ticked')), {
      'app.yaml': ['removed /cache'],
    });
    assert.deepEqual(deselectedIds(model, withTicks(shown, all, 'unticked')), {
      'app.yaml': ['modified /server/host', 'modified /server/port'],
    });
  });

  test('files count by their changes, one without any as one, and what cannot be left out as ticked', () => {
    const text: ReviewTarget = { ...targetOf([]), name: 'b', kind: 'text', granularity: 'file', texts };
    const whole = targetOf(changes, { name: 'c', kind: 'created', granularity: 'file' });
    const fixed = targetOf(changes, { name: 'd', granularity: 'none' });
    const model = modelOf([targetOf(changes, { texts }), text, whole, fixed]);
    const count = (unticked: Unticked) => countSelection(model, unticked).selected;
    assert.equal(countSelection(model, all).total, 4 + 1 + 3 + 3);
    assert.equal(count(all), 11);
    assert.equal(count(untickedOf(model, { 'app.yaml': ['layout', 'removed /cache'] })), 9);
    assert.equal(count(untickedOf(model, { b: ['whole'] })), 10);
    assert.equal(count(untickedOf(model, { c: ['whole'] })), 8);
    assert.equal(countSelection(modelOf([fixed]), all).hasChoice, false);
  });

  test('changes that are not shown go with the file, and stay out when nothing of it is ticked', () => {
    const model = modelOf([targetOf(changes, { omitted: 5 })]);
    const ids = changes.map(({ id }) => id);
    const none = untickedOf(model, { 'app.yaml': ids });
    assert.equal(countSelection(model, untickedOf(model, { 'app.yaml': ids.slice(1) })).selected, 6);
    assert.equal(countSelection(model, none).selected, 0);
    assert.deepEqual(deselectedIds(model, none), { 'app.yaml': [...ids, 'whole'] });
    assert.deepEqual(untickedOf(model, { 'app.yaml': ['whole'] }), none);
  });

  test('ids that the model does not have are dropped, also in a file of an unlucky name', () => {
    const model = modelOf([targetOf(changes, { name: '__proto__' }), targetOf(changes)]);
    const unticked = untickedOf(model, { ['__proto__']: ['removed /cache', 'gone'], other: ['a'] });
    assert.deepEqual(Object.entries(deselectedIds(model, unticked)), [['__proto__', ['removed /cache']]]);
  });
});
