// Documents and records of ours, changed at random: what comes of them is a result, a problem, or an error of the engine.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { contentOf } from '../../../src/engine/documents/fileDocument.ts';
import { readMigration } from '../../../src/engine/migrations/migration.ts';
import { findPath } from '../../../src/engine/migrations/migrationPath.ts';
import { editsOfSteps } from '../../../src/engine/migrations/migrationSteps.ts';
import { profileFileProblems, readMetadata } from '../../../src/engine/records/profileMetadata.ts';
import { emptyState, readState } from '../../../src/engine/records/stateRecord.ts';
import { fromPlain } from '../../../src/engine/values/value.ts';
import { EngineError } from '../../../src/engine/base/errors.ts';
import { bytesOf } from '../../../src/engine/planners/draft.ts';
import { changedData } from '../../support/texts/changedData.ts';
import { randomRuns } from '../../support/sizes.ts';

const numRuns = randomRuns(5_000);
const hash = '0a'.repeat(32);
const file = (path: string, text: string) => contentOf(path, bytesOf(text));

/** What is not an error of the engine is a mistake of ours. */
function orRefused<Result>(work: () => Result): Result | EngineError {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError) return error;
    throw error;
  }
}

test('a record of the active profile, changed at random, counts whole or not at all', () => {
  const records = [
    { format: 1, activeProfile: 'staging', applied: { app: hash }, resolved: { app: hash } },
    { format: 1, activeProfile: null, applied: {} },
  ];
  fc.assert(
    fc.property(changedData(records), (text) => {
      const reading = orRefused(() => readState(file('.safekeep/state.json', text)));
      if (reading instanceof EngineError) {
        assert.equal(reading.code, 'unsupported-version');
        return;
      }
      const { record, problems } = reading;
      if (problems.length > 0) assert.equal(record, emptyState);
      const hashes = [...Object.values(record.applied), ...Object.values(record.resolved ?? {})];
      assert.ok(hashes.every((one) => one === hash));
      assert.ok(record.activeProfile === null || typeof record.activeProfile === 'string');
    }),
    { numRuns },
  );
});

test('a record of the active profile is a problem at the place that does not fit', () => {
  const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`t${index}`, hash]));
  const cases = [
    [{ activeProfile: '../a', applied: {} }, '/activeProfile'],
    [{ activeProfile: 'a', applied: { app: 'ABC' } }, '/applied/app'],
    [{ activeProfile: 'a', applied: { app: hash }, resolved: { app: 5 } }, '/resolved/app'],
    [{ activeProfile: 'a', applied: many }, '/applied'],
  ] as const;
  for (const [said, place] of cases) {
    const { record, problems } = readState(
      file('.safekeep/state.json', JSON.stringify({ format: 1, ...said })),
    );
    assert.equal(record, emptyState);
    assert.deepEqual(
      problems.map(({ pointer }) => pointer),
      [place],
    );
  }
});

test('a migration, changed at random, is one that can be carried out, or a problem', () => {
  const up = [
    { op: 'rename', path: '/a', to: 'b' },
    { op: 'copy', from: '/b', path: '/c/-' },
    { op: 'scale', path: '/n', factor: 2, offset: 1 },
    { op: 'mapValues', path: '/*', values: { x: 1 } },
  ];
  const value = fromPlain({ a: { x: 1 }, b: [1, 'x'], c: [], n: 5 });
  fc.assert(
    fc.property(changedData([{ from: '1.0.0', to: '1.1.0', up, down: up }]), (text) => {
      const reading = orRefused(() => readMigration(file('migrations/m.json', text)));
      if (reading instanceof EngineError) return;
      const { migration, problems } = reading;
      assert.equal(migration === undefined, problems.length > 0);
      if (!migration) return;
      findPath([migration], migration.to, migration.from);
      orRefused(() => editsOfSteps(value, migration.up, { isPart: false }));
      orRefused(() => editsOfSteps(value, migration.down ?? [], { isPart: true }));
    }),
    { numRuns },
  );
});

test('the metadata of a profile, changed at random, is read as far as it fits', () => {
  const metadata = { extends: ['a', 'b'], unset: ['/a'], description: 'x', protected: true, icon: 'rocket' };
  fc.assert(
    fc.property(changedData([metadata, { extends: 'a', unset: '/b' }]), (text) => {
      const { extends: parents, unset } = readMetadata(parseDocument('profile.json', text).value);
      assert.ok([...parents, ...unset].every((one) => typeof one === 'string'));
      profileFileProblems(file('profiles/p/profile.json', text));
      profileFileProblems(file('profiles/p.json', `{ "$profile": ${text} }`));
    }),
    { numRuns },
  );
});
