import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openEngine } from '../../src/engine/index.ts';
import { thisProcess } from '../../src/engine/storage/lock/lockHolder.ts';
import { nodeFileSystem } from '../../src/engine/storage/disk/nodeFileSystem.ts';
import { gitRepository } from '../support/disk/gitRepository.ts';
import { testUser } from '../support/disk/testUser.ts';

suite('a lock that git tracks', () => {
  test('makes nobody wait who looks: nothing there is believed', async () => {
    const repository = await gitRepository();
    const stranger = { ...(await thisProcess('forged')), host: 'elsewhere' };
    await repository.write({
      'config/current.yaml': 'a: 1\n',
      'config/.safekeep/lock/7.lock': JSON.stringify(stranger),
    });
    repository.git('add', '-f', '.');
    let waited = 0;
    const pause = (ms: number) => {
      waited += ms;
      return Promise.resolve();
    };
    const fileSystem = { ...nodeFileSystem, now: () => waited, pause };
    const engine = await openEngine(repository.path('config'), { fileSystem, user: testUser() });
    const { problems } = await engine.snapshot();
    assert.match(problems.map(({ message }) => message).join('\n'), /Git tracks config\/\.safekeep/);
    assert.ok(waited < 100, String(waited));
  });
});
