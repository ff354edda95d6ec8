// What a coding agent can see and do through the tools of the terminal that ships.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { projectRoot } from '../support/paths.ts';
import { asAgent } from './support/agent.ts';
import { hostileWorkspace, type HostileWorkspace } from './support/hostileWorkspace.ts';
import { commonSecrets, secretTexts } from './support/commonSecrets.ts';

const live = ({ config }: HostileWorkspace) => readFile(join(config, 'current.json'), 'utf8');
const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

const secret = { host: 'a', password: 'correct-horse-9', url: 'postgres://u:tiger3tiger3@x/db' };
const files = {
  'current.json': json({ db: secret, pin: '4711', port: 1 }),
  'profiles/dev.json': json({ db: { ...secret, host: 'dev' }, pin: '4711', port: 2 }),
  'profiles/production.json': json({
    $profile: { protected: true, extends: 'dev' },
    db: { host: 'production', password: 'zebra4-zebra4' },
  }),
};

suite('an agent', () => {
  test('that writes back what it was shown destroys no secret (S-6)', async () => {
    const workspace = await hostileWorkspace(files);
    await asAgent(workspace, async (ask) => {
      const { text } = await ask('getValue', { path: '/db' });
      assert.match(text, /\[hidden\]/);
      const shown = { host: 'b', password: '[hidden]', url: 'postgres://[hidden]@x/db' };
      for (const [path, value] of [
        ['/db', shown],
        ['/db/password', '[hidden]'],
        ['/db/url', shown.url],
        ['/new', { list: [{ token: '[hidden]' }] }],
      ] as const)
        for (const place of [{ path }, { path, profile: 'dev' }])
          await ask('setValue', { ...place, json: JSON.stringify(value) });
    });
    for (const name of ['current.json', 'profiles/dev.json']) {
      const text = await readFile(join(workspace.config, name), 'utf8');
      assert.doesNotMatch(text, /\[hidden\]/, name);
      assert.match(text, /correct-horse-9/, name);
      assert.match(text, /tiger3tiger3/, name);
    }
  });

  test('is shown no secret under any of the common names and forms (S-14)', async () => {
    const workspace = await hostileWorkspace({
      'current.json': json({ keys: commonSecrets, texts: secretTexts.map(({ text }) => text) }),
      'profiles/p.json': json({ keys: {}, texts: [] }),
    });
    const shown: string[] = [];
    await asAgent(workspace, async (ask) => {
      const answers = [
        await ask('getValue', { path: '/keys' }),
        await ask('getValue', { path: '/texts' }),
        await ask('diff', { from: 'current', to: 'profile:p' }),
        await ask('status'),
      ];
      for (const name of Object.keys(commonSecrets))
        answers.push(await ask('getValue', { path: `/keys/${name}` }));
      for (const index of secretTexts.keys())
        answers.push(await ask('getValue', { path: `/texts/${index}` }));
      const all = answers.map(({ text }) => text).join('\n');
      for (const [name, value] of Object.entries(commonSecrets)) if (all.includes(value)) shown.push(name);
      for (const { secret: value, text } of secretTexts) if (all.includes(value)) shown.push(text);
    });
    assert.deepEqual(shown, []);
  });

  test('cannot reach a protected profile by parts, by its parents, or while it is active (S-15)', async () => {
    const workspace = await hostileWorkspace(files);
    assert.equal((await workspace.run('switch', 'production', '--force')).code, 0);
    assert.equal((await workspace.run('backup', 'create', '--name', 'prodstate')).code, 0);
    const production = await live(workspace);
    await asAgent(workspace, async (ask) => {
      for (const [tool, input] of [
        ['setValue', { path: '/port', json: '9' }],
        ['removeValue', { path: '/port' }],
        ['switchProfile', { profile: 'dev' }],
        ['setValue', { path: '/port', json: '9', profile: 'dev' }],
        ['setValue', { path: '/port', json: '9', profile: 'production' }],
      ] as const)
        assert.equal((await ask(tool, input)).isError, true, `${tool} ${JSON.stringify(input)}`);
    });
    assert.equal(await live(workspace), production);
    assert.equal((await workspace.run('switch', 'dev', '--force')).code, 0);
    const dev = await live(workspace);
    await asAgent(workspace, async (ask) => {
      for (const input of [{ only: ['/db'] }, { only: [''] }, { only: ['/db/host', '/db/password'] }, {}])
        assert.equal(
          (await ask('restoreBackup', { backup: 'prodstate', ...input })).isError,
          true,
          JSON.stringify(input),
        );
      assert.equal((await ask('switchProfile', { profile: 'production' })).isError, true);
    });
    assert.equal(await live(workspace), dev);
  });

  test('learns nothing about a secret by guessing it (S-16)', async () => {
    const workspace = await hostileWorkspace(files);
    await asAgent(workspace, async (ask) => {
      const answer = async (path: string, guess: string) => {
        const { text, isError } = await ask('setValue', { path, json: JSON.stringify(guess), preview: true });
        return `${isError} ${text.replaceAll(guess, 'GUESS').replaceAll(JSON.stringify(guess).slice(1, -1), 'GUESS')}`;
      };
      for (const [path, right, wrong] of [
        ['/note', 'so correct-horse-9 it is', 'so correct-horse-8 it is'],
        ['/note', 'correct-horse-9', 'correct-horse-8'],
        ['/note', '4711', '4712'],
        ['/db/password', 'correct-horse-9', 'correct-horse-8'],
        ['/pin', '4711', '4712'],
      ] as const)
        assert.equal(await answer(path, right), await answer(path, wrong), `${path} ${right}`);
    });
  });

  test('that nests a value too deeply is refused in a sentence (S-30)', async () => {
    for (const name of ['current.json', 'current.yaml']) {
      const workspace = await hostileWorkspace({ [name]: json({ port: 1 }) });
      await asAgent(workspace, async (ask) => {
        for (const depth of [201, 500, 700, 2_000, 20_000])
          for (const [open, close] of [
            ['[', ']'],
            ['{"k":', '}'],
          ] as const) {
            const deep = `${open.repeat(depth)}1${close.repeat(depth)}`;
            const { text, isError } = await ask('setValue', { path: '/deep', json: deep });
            assert.equal(isError, true, `${depth} levels in ${name}`);
            assert.doesNotMatch(text, /mistake of its own|internal/, `${depth} levels in ${name}`);
          }
        for (const depth of [500, 5_000]) {
          const { text } = await ask('setValue', { path: '/a'.repeat(depth), json: '1' });
          assert.doesNotMatch(text, /mistake of its own|internal/, `a path of ${depth} steps in ${name}`);
        }
        assert.equal((await ask('status')).isError, false);
      });
      assert.equal(await readFile(join(workspace.config, name), 'utf8'), json({ port: 1 }));
    }
  });

  test('sees no secret in notes and summaries of backups, nor as a key (S-33)', async () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const workspace = await hostileWorkspace({
      ...files,
      'current.json': json({ db: secret, tokens: { [token]: 1 } }),
    });
    await workspace.run('backup', 'create', '--name', 'a', '--note', 'before correct-horse-9 was rotated');
    await workspace.run('switch', 'dev', '--force');
    await asAgent(workspace, async (ask) => {
      for (const answer of [
        await ask('listBackups'),
        await ask('status'),
        await ask('getValue', { path: '' }),
        await ask('getValue', { path: '/tokens' }),
        await ask('diff', { from: 'backup:a', to: 'current' }),
      ]) {
        assert.ok(!answer.text.includes(token), answer.text);
        assert.ok(!answer.text.includes('correct-horse-9'), answer.text);
      }
    });
  });

  test('that has a shell is not stopped by protection, and the threat model says so (S-34)', async () => {
    const workspace = await hostileWorkspace(files);
    assert.equal((await workspace.run('switch', 'production', '--force')).code, 0);
    const paper = await readFile(join(projectRoot, 'docs', 'security.md'), 'utf8');
    assert.match(paper, /An agent that can run commands .*protected/);
  });
});
