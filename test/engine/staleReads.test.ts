// What a plan was computed from, besides the files that it writes: when that is another meanwhile, nothing is written.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Operation } from '../../src/engine/index.ts';
import { doubleFiles, perform, testFolder, type Files } from '../support/disk/configFolder.ts';

interface Case {
  readonly operation: Operation;
  /** Edited between the plan and the commit. */
  readonly changed: Files;
  readonly prepared?: Files;
}

const switching: Operation = { kind: 'switch', profile: 'b' };

const cases: Readonly<Record<string, Case>> = {
  'a live file that was as it should be': {
    operation: switching,
    prepared: { 'web.json': String(doubleFiles['profiles/b/web.json']) },
    changed: { 'web.json': '{ "mine": 1 }\n' },
  },
  'the defaults': { operation: switching, changed: { 'default.app.json': '{ "d": 2 }\n' } },
  'the manifest': {
    operation: switching,
    changed: { 'safekeep.json': '{ "targets": { "app": "app.json", "web": "other.json" } }\n' },
  },
  'a live file that is saved to its profile': {
    operation: { kind: 'save-to-profile' },
    prepared: { 'web.json': '{ "name": "web", "mode": "edited" }\n' },
    changed: { 'web.json': '{ "name": "web", "mode": "edited again" }\n' },
  },
};

suite('a plan is refused when another is meanwhile', () => {
  for (const [what, { operation, changed, prepared = {} }] of Object.entries(cases)) {
    test(what, async () => {
      const files = { ...doubleFiles, 'default.app.json': '{ "d": 1 }\n' };
      const folder = await testFolder('stale-reads', files);
      const engine = await folder.open();
      await perform(engine, { kind: 'switch', profile: 'a' });
      await folder.write(prepared);
      const plan = await engine.plan(operation);
      assert.ok(plan.writes.length > 0);
      assert.ok(plan.writes.every(({ path }) => changed[path] === undefined));
      await folder.write(changed);
      const names = [...plan.writes.map(({ path }) => path), ...Object.keys(changed)];
      const texts = () => Promise.all(names.map((name) => folder.text(name)));
      const before = await texts();
      const [path = ''] = Object.keys(changed);
      await assert.rejects(engine.commit(plan, { accepted: 'all' }), {
        code: 'conflict',
        message: new RegExp(path),
      });
      assert.deepEqual(await texts(), before);
    });
  }
});
