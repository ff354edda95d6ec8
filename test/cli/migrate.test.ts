// Versions and migrations in the terminal. Only the verbs that migrate touch older documents, and those all of them.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { sep } from 'node:path';
import { suite, test } from 'node:test';
import { opened } from '../support/terminal/cliFolder.ts';
import type { Files } from '../support/disk/configFolder.ts';

/** Comments everywhere, one file with Windows line ends, and layers that each say only part of it. */
const files: Files = {
  'current.yaml': '# live\nversion: 1.0.0 # ours\n\nlog: verbose # all of it\nport: 1\n',
  'default.yaml': '# the defaults\nversion: 1.0.0\nlog: quiet # hardly a word\nport: 1\n',
  'profiles/development.yaml': '# mine\r\nlog: verbose # all of it\r\n',
  'profiles/staging.yaml': '$profile: { extends: development }\nport: 2 # two\n',
  'profiles/staging.local.yaml': 'log: quiet\n',
  'migrations/1.0.0-1.1.0.yaml': `from: 1.0.0
to: 1.1.0
description: Words for the log that others use, too
up:
  - { op: mapValues, path: /log, values: { verbose: debug, quiet: error } }
`,
  'migrations/1.1.0-1.2.0.yaml': `from: 1.1.0
to: 1.2.0
description: Adds a cache
up:
  - { op: add, path: /cache, value: { ttl: 60 } }
`,
};

const migrated: Files = {
  'current.yaml': '# live\nversion: 1.2.0 # ours\n\nlog: debug # all of it\nport: 1\ncache:\n  ttl: 60\n',
  'default.yaml': '# the defaults\nversion: 1.2.0\nlog: error # hardly a word\nport: 1\ncache:\n  ttl: 60\n',
  'profiles/development.yaml': '# mine\r\nlog: debug # all of it\r\n',
  'profiles/staging.yaml': files['profiles/staging.yaml'] ?? '',
  'profiles/staging.local.yaml': 'log: error\n',
};

type Folder = Awaited<ReturnType<typeof opened>>;

/** Every file of the folder but those that Safekeep keeps for itself. */
async function allTexts({ folder, text }: Folder): Promise<Files> {
  const found = await readdir(folder, { recursive: true });
  const own = found.filter((path) => /\.(yaml|json)$/.test(path) && !/^(backups|\.safekeep)/.test(path));
  const texts = own.map(async (path) => [path.replaceAll(sep, '/'), (await text(path)) ?? ''] as const);
  return Object.fromEntries(await Promise.all(texts));
}

const documentsIn = (all: Files) =>
  Object.fromEntries(Object.entries(all).filter(([path]) => path in migrated));

suite('safekeep migrate', () => {
  test('brings every document up, each with its comments and line ends, and undo takes it back', async () => {
    const folder = await opened(files);
    const { code, stdout } = await folder.run('migrate');
    assert.equal(code, 0);
    const [summary, ...lines] = stdout.split('\n');
    assert.match(summary ?? '', /^# Migrate 1\.0\.0 → 1\.2\.0 · backup \d{8}T/);
    assert.deepEqual(lines.slice(0, 6), [
      '# 1.0.0 → 1.1.0: Words for the log that others use, too',
      '# 1.1.0 → 1.2.0: Adds a cache',
      '',
      'current.yaml',
      '~ /version  "1.0.0" → "1.2.0"',
      '~ /log  "verbose" → "debug"',
    ]);
    const after = await allTexts(folder);
    assert.deepEqual(documentsIn(after), migrated);
    assert.equal((await folder.run('undo')).code, 0);
    assert.deepEqual(documentsIn(await allTexts(folder)), documentsIn(files));
  });

  test('has nothing to do the second time, which is no failure', async () => {
    const folder = await opened({ ...files, ...migrated });
    const { code, stdout } = await folder.run('migrate');
    assert.deepEqual([code, stdout], [0, '# Migrate to 1.2.0 · nothing to do\n']);
    assert.deepEqual(await allTexts(folder), { ...files, ...migrated });
  });

  test('--dry-run shows what would come, as text and as JSON, and writes nothing', async () => {
    const folder = await opened(files);
    const { code, stdout } = await folder.run('migrate', '--dry-run');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^# Migrate 1\.0\.0 → 1\.2\.0 · dry run: nothing was written\n# 1\.0\.0 → 1\.1\.0: /,
    );
    const { changes, ...rest } = (await folder.json('migrate', '--to', '1.1.0', '--dry-run')) as {
      readonly changes: readonly object[];
    };
    const older = [{ path: 'current.yaml', version: '1.1.0', wanted: '1.2.0' }];
    assert.deepEqual(rest, { problems: [], guards: [], older });
    assert.deepEqual(changes.slice(0, 2), [
      { target: 'current', type: 'modified', pointer: '/version', from: '1.0.0', to: '1.1.0' },
      { target: 'current', type: 'modified', pointer: '/log', from: 'verbose', to: 'debug' },
    ]);
    assert.deepEqual(await allTexts(folder), files);
    assert.ok(!(await readdir(folder.folder)).includes('.safekeep'));
  });

  test('--to leads down, too, to what was there', async () => {
    const folder = await opened({ ...files, ...migrated });
    const { code, stdout } = await folder.run('migrate', '--to', '1.0.0');
    assert.equal(code, 0);
    assert.match(stdout, /^# Migrate 1\.2\.0 → 1\.0\.0 · backup /);
    assert.deepEqual(await allTexts(folder), files);
  });

  test('where a step fails leaves every file as it was, and says where it stands', async () => {
    const failing = { 'migrations/1.2.0-1.3.0.yaml': migration('1.2.0', '1.3.0', 'path: /port, value: 9') };
    const folder = await opened({ ...files, ...failing });
    const { code, stdout, stderr } = await folder.run('migrate');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(
      stderr,
      /^error invalid: current\.yaml can't be migrated from 1\.2\.0 to 1\.3\.0: step 1 \(test \/port\) failed/,
    );
    assert.match(stderr, /See migrations\/1\.2\.0-1\.3\.0\.yaml:4:5\.\nNothing was written\./);
    assert.deepEqual(await allTexts(folder), { ...files, ...failing });
    assert.partialDeepStrictEqual(await folder.json('migrate'), {
      error: { code: 'invalid', details: { path: 'current.yaml', step: 1, line: 4, column: 5 } },
    });
  });

  test('that would break the schema asks for --force', async () => {
    const schema = '{ "properties": { "cache": { "required": ["size"] } } }';
    const folder = await opened({ ...files, 'schema.json': schema });
    const refused = await folder.run('migrate');
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^error guarded: [^]*would violate its schema/);
    assert.deepEqual(documentsIn(await allTexts(folder)), documentsIn(files));
    assert.equal((await folder.run('migrate', '--force')).code, 0);
    assert.deepEqual(documentsIn(await allTexts(folder)), migrated);
  });

  test('refuses what is no version, and one that no migration knows', async () => {
    const { run } = await opened(files);
    const usage = await run('migrate', '--to', 'latest');
    assert.deepEqual([usage.code, usage.stdout], [2, '']);
    assert.match(usage.stderr, /^--to must be a version like 1\.2\.0, or a whole number\./);
    const unknown = await run('migrate', '--to', '9.0.0');
    assert.equal(unknown.code, 1);
    assert.match(
      unknown.stderr,
      /^error not-found: No migration leads to or from version 9\.0\.0\.\nNothing was written\. Available: 1\.0\.0/,
    );
    const { run: elsewhere } = await opened();
    assert.match((await elsewhere('migrate')).stderr, /^error not-found: There are no migrations/);
  });

  test('names the versions where no way leads, and where two do', async () => {
    const gap = {
      ...files,
      'migrations/1.1.0-1.2.0.yaml': migration('1.1.5', '1.2.0', 'path: /port, value: 1'),
    };
    const torn = await opened(gap);
    const { code, stderr } = await torn.run('migrate', '--to', '1.2.0');
    assert.equal(code, 1);
    assert.match(
      stderr,
      /current\.yaml is at version 1\.0\.0\. There is no migration path from 1\.0\.0 to 1\.2\.0\. From 1\.0\.0, migrations lead to 1\.1\.0; to 1\.2\.0, they lead from 1\.1\.5\./,
    );
    const forked = await opened({
      ...files,
      'migrations/also.yaml': migration('1.0.0', '1.1.0', 'path: /port, value: 1'),
    });
    const both = await forked.run('migrate');
    assert.equal(both.code, 1);
    assert.match(both.stderr, /both lead from 1\.0\.0 to 1\.1\.0; keep one of them/);
    assert.deepEqual(documentsIn(await allTexts(forked)), documentsIn(files));
  });

  test('never touches a document that is newer than all that is known', async () => {
    const newer = { 'profiles/next.yaml': 'version: 2.0.0\nlog: verbose\n' };
    const folder = await opened({ ...files, ...newer });
    const status = await folder.run('status');
    assert.equal(status.code, 3);
    assert.match(status.stdout, /^profiles\/next\.yaml:1:1: Version 2\.0\.0 is newer than 1\.2\.0/m);
    assert.equal((await folder.run('migrate')).code, 0);
    assert.deepEqual(documentsIn(await allTexts(folder)), migrated);
    assert.equal(await folder.text('profiles/next.yaml'), newer['profiles/next.yaml']);
  });
});

function migration(from: string, to: string, tested: string): string {
  return `from: ${from}\nto: ${to}\nup:\n  - { op: test, ${tested} }\n`;
}

suite('an older version', () => {
  test('is told by status in one line, is in its JSON, and is no fault', async () => {
    const folder = await opened(files);
    const { code, stdout } = await folder.run('status');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^current\.yaml is at version 1\.0\.0 \(and 1 more document is outdated\)\. Run "safekeep migrate" to bring it to 1\.2\.0\.$/m,
    );
    const older = [
      { path: 'current.yaml', version: '1.0.0' },
      { path: 'default.yaml', version: '1.0.0' },
    ];
    assert.partialDeepStrictEqual(await folder.json('status'), {
      targets: [{ name: 'current', version: '1.0.0' }],
      migration: [{ target: 'current', wanted: '1.2.0', older, newer: [] }],
    });
    await folder.run('migrate');
    assert.doesNotMatch((await folder.run('status')).stdout, /migrat/);
  });

  test('is read where the manifest says, and is null where nothing is said', async () => {
    const { json } = await opened({
      'current.json': '{ "version": 1, "meta": { "revision": 7 } }',
      'other.json': '{ "version": 1 }',
      'safekeep.yaml':
        'version: { pointer: /meta/revision }\ntargets: { one: current.json, two: other.json }\n',
    });
    const { targets } = (await json('status')) as { readonly targets: readonly { version: unknown }[] };
    assert.deepEqual(
      targets.map(({ version }) => version),
      [7, null],
    );
  });

  test('of a profile is migrated in memory at a switch, which says so, but not with --as-it-is', async () => {
    const folder = await opened({ ...files, 'current.yaml': migrated['current.yaml'] ?? '' });
    const { code, stdout } = await folder.run('switch', 'development');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^# profiles\/development\.yaml: Profile "development" is at version 1\.0\.0\. .* to 1\.2\.0 for/m,
    );
    assert.match((await folder.text('current.yaml')) ?? '', /version: 1\.2\.0\nlog: debug/);
    assert.equal(await folder.text('profiles/development.yaml'), files['profiles/development.yaml']);
    const asItIs = await folder.run('switch', 'development', '--as-it-is');
    assert.equal(asItIs.code, 0);
    assert.match(
      asItIs.stdout,
      /^# This leaves current\.yaml at version 1\.0\.0\. Run "safekeep migrate" to bring it to 1\.2\.0\.$/m,
    );
    assert.match((await folder.text('current.yaml')) ?? '', /version: 1\.0\.0\nlog: verbose/);
  });

  test('of a backup is told before it comes back, and is migrated on the way in with --migrate', async () => {
    const folder = await opened(files);
    await folder.run('backup', 'create', '--name', 'old');
    await folder.run('migrate');
    const shown = await folder.run('backup', 'restore', 'old', '--dry-run');
    assert.match(
      shown.stdout,
      /^# This leaves current\.yaml at version 1\.0\.0\. To bring it to 1\.2\.0, use --migrate, or run "safekeep migrate" afterward\.$/m,
    );
    const older = [{ path: 'current.yaml', version: '1.0.0', wanted: '1.2.0' }];
    assert.partialDeepStrictEqual(await folder.json('backup', 'restore', 'old', '--dry-run'), { older });
    await folder.run('set', 'port', '7');
    const restored = await folder.json('backup', 'restore', 'old', '--migrate');
    assert.partialDeepStrictEqual(restored, {
      changes: [{ target: 'current', type: 'modified', pointer: '/port', from: 7, to: 1 }],
    });
    assert.equal(await folder.text('current.yaml'), migrated['current.yaml']);
    assert.equal((await folder.run('backup', 'restore', 'old', '--migrate', '--only', '/port')).code, 2);
  });
});

test('a migration is written from what the live file was to what it is, and leads there', async () => {
  const folder = await opened({ 'current.yaml': 'version: 1.0.0\nhost: a # where\n' });
  await folder.run('backup', 'create', '--name', 'before');
  await folder.write({ 'current.yaml': 'version: 1.0.0\nhost: a # where\ncache: true\n' });
  const words = ['migration', 'create', 'backup:before', '--to-version', '1.1.0', '--description', 'A cache'];
  const { code, stderr } = await folder.run(...words);
  assert.equal(code, 0, stderr);
  assert.equal(await folder.text('current.yaml'), 'version: 1.1.0\nhost: a # where\ncache: true\n');
  assert.match((await folder.text('migrations/1.0.0-1.1.0.yaml')) ?? '', /^from: 1\.0\.0\nto: 1\.1\.0\n/);
  await folder.run('backup', 'restore', 'before', '--migrate');
  assert.equal(await folder.text('current.yaml'), 'version: 1.1.0\nhost: a # where\ncache: true\n');
  assert.match((await folder.run(...words)).stderr, /^error (exists|invalid): /);
});
