import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findPath, highestReachable } from '../../../src/engine/migrations/migrationPath.ts';
import type { Migration } from '../../../src/engine/migrations/migration.ts';
import {
  compareVersions,
  isVersion,
  versionLike,
  type Version,
} from '../../../src/engine/migrations/version.ts';
import { migrationOf } from '../../support/texts/migrations.ts';

/** "1.0.0 1.1.0" leads from the one to the other; "one-way" behind it says that it cannot be taken back. */
function migrationsOf(...texts: readonly string[]): readonly Migration[] {
  return texts.map((text, index) => {
    const [from = '', to = '', oneWay] = text.split(' ');
    const version = (said: string) => (isNaN(Number(said)) ? said : Number(said));
    const up = oneWay ? [{ op: 'remove', path: '/a' }] : [{ op: 'rename', path: '/a', to: 'b' }];
    const migration = migrationOf(up, {
      from: version(from),
      to: version(to),
      path: `migrations/${index}.json`,
    });
    assert.ok(migration, text);
    return migration;
  });
}

/** The versions on the way, or why there is none. */
function way(migrations: readonly Migration[], from: Version, to: Version): string {
  const path = findPath(migrations, from, to);
  return 'fault' in path ? path.fault : [from, ...path.map((leg) => leg.to)].join(' → ');
}

const chain = migrationsOf('1.0.0 1.1.0', '1.1.0 1.2.0');

suite('the way from one version to another', () => {
  test('goes from migration to migration, up and down', () => {
    assert.equal(way(chain, '1.0.0', '1.2.0'), '1.0.0 → 1.1.0 → 1.2.0');
    assert.equal(way(chain, '1.2.0', '1.0.0'), '1.2.0 → 1.1.0 → 1.0.0');
    assert.equal(way(chain, '1.1.0', '1.1.0'), '1.1.0');
  });

  test('is a direct migration rather than a chain, and a short chain rather than a long one', () => {
    assert.equal(way([...chain, ...migrationsOf('1.0.0 1.2.0')], '1.0.0', '1.2.0'), '1.0.0 → 1.2.0');
    const two = migrationsOf('1 2', '2 3', '3 4', '2 4');
    assert.equal(way(two, 1, 4), '1 → 2 → 4');
  });

  test('is told to be ambiguous where two are equally short, with the versions between', () => {
    const two = migrationsOf('1.0.0 1.1.0', '1.0.0 1.2.0', '1.1.0 2.0.0', '1.2.0 2.0.0');
    assert.equal(
      way(two, '1.0.0', '2.0.0'),
      'Two migration paths are equally short: 1.0.0 → 1.1.0 → 2.0.0 and 1.0.0 → 1.2.0 → 2.0.0. Add a direct migration from 1.0.0 to 2.0.0.',
    );
    assert.equal(
      way(migrationsOf('1 2', '1 2'), 1, 2),
      'migrations/0.json and migrations/1.json both lead from 1 to 2; keep one of them.',
    );
  });

  test('that is missing is told with what is reached from both sides', () => {
    const gap = migrationsOf('1.0.0 1.1.0', '1.2.0 2.0.0');
    assert.equal(
      way(gap, '1.0.0', '2.0.0'),
      'There is no migration path from 1.0.0 to 2.0.0. From 1.0.0, migrations lead to 1.1.0; to 2.0.0, they lead from 1.2.0.',
    );
    assert.equal(way(gap, '0.9.0', '3.0.0'), 'There is no migration path from 0.9.0 to 3.0.0.');
  });

  test('back stops at a migration that is one-way, which says why', () => {
    assert.equal(
      way(migrationsOf('1 2', '2 3 one-way'), 3, 1),
      'migrations/1.json is one-way: step 1 (remove /a) can\'t be reversed. Add "down" steps that lead back to 2.',
    );
  });

  test('is found in thousands of migrations, and does not go round in circles', () => {
    const many = Array.from({ length: 300 }, (_, index) => `${index} ${index + 1}`);
    assert.equal(way(migrationsOf(...many), 0, 300).split(' → ').length, 301);
  });

  test('leads to the highest version that can be reached', () => {
    assert.equal(
      highestReachable(migrationsOf('1.9.0 1.10.0', '1.9.0 1.9.1', '3.0.0 4.0.0'), '1.9.0'),
      '1.10.0',
    );
    assert.equal(highestReachable(chain, '0.1.0'), '0.1.0');
  });
});

suite('a version', () => {
  test('is one of Semantic Versioning, or a whole number', () => {
    assert.deepEqual(['1.0.0', '1.0.0-rc.1', '1.0.0+build', 3, '3', 0].filter(isVersion).length, 6);
    assert.deepEqual(
      ['1.0', 'v1.0.0', '01.0.0', '1.0.0-01', '', 'x', -1, 1.5, null, true, '3.8'].filter(isVersion),
      [],
    );
  });

  test('before a release is older than the release, and numbers count as numbers', () => {
    const sorted = [
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-rc.2',
      '1.0.0-rc.10',
      '1.0.0',
      '1.9.0',
      '1.10.0',
      2,
    ];
    assert.deepEqual(sorted.toReversed().toSorted(compareVersions), sorted);
  });

  test('is written in the kind that the document had', () => {
    assert.deepEqual(
      [versionLike('1', 2), versionLike(1, '2'), versionLike(1, '2.0.0'), versionLike(undefined, 2)],
      ['2', 2, '2.0.0', 2],
    );
  });
});
