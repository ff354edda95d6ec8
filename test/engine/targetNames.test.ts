import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { perform, testFolder } from '../support/disk/configFolder.ts';

suite('a target that is called like what every object has', () => {
  for (const name of ['__proto__', 'constructor'])
    test(`${name} is recorded and followed as any other`, async () => {
      const folder = await testFolder('names', {
        'safekeep.yaml': `format: 1\ntargets: { ${name}: app.json }\n`,
        'app.json': '{ "a": 1 }\n',
        [`profiles/one/${name}.json`]: '{ "a": 2 }\n',
      });
      const engine = await folder.open();
      const { lastKnown } = await engine.snapshot();
      assert.equal(lastKnown.get('app.json'), undefined);
      await perform(engine, { kind: 'switch', profile: 'one' });
      const { state, targets } = await engine.snapshot();
      assert.deepEqual(Object.entries(state.applied), [[name, targets[0]?.file?.sha256]]);
    });
});
