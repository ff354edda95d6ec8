// Small files that unfold into large ones, and patterns that search for ever: each ends in a sentence, and costs at most
// two seconds and 200 MB.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sha256 } from '../../src/engine/base/sha256.ts';
import { backupRecord, forgedBackup, forgedId } from './support/forged.ts';
import { hostileWorkspace } from './support/hostileWorkspace.ts';
import { asAgent, type Ask } from './support/agent.ts';
import { smallFolders } from './support/smallFolders.ts';
import { assertCheap } from './support/usage.ts';

const skip = process.platform === 'linux' ? false : 'needs /proc';
const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 9 });

const count = (length: number) => Array.from({ length }, (_, index) => index);

async function withBombs(size: number) {
  const workspace = await hostileWorkspace();
  const record = JSON.parse(forgedBackup([])) as Record<string, unknown>;
  const paths = ['current.yaml', 'profiles/p1.yaml', 'profiles/p2.yaml'];
  await workspace.write({
    [`backups/${forgedId}/backup.json`]: backupRecord({
      ...record,
      files: paths.map((path) => ({
        path,
        sha256: sha256('x'),
        size,
        stored: `${path}.gz`,
        gzip: true,
      })),
    }),
    ...Object.fromEntries(paths.map((path) => [`backups/${forgedId}/${path}.gz`, bomb])),
  });
  return workspace;
}

suite('a bomb', { skip, concurrency: 1 }, () => {
  test('in gzipped files of a backup is not unpacked, whatever size the record claims (S-10)', async () => {
    for (const size of [300 * 1024 * 1024, 1_500_000_000, 1000, 33 * 1024 * 1024]) {
      const workspace = await withBombs(size);
      for (const words of [['backup', 'verify'], ['backup', 'restore', forgedId, '--dry-run'], ['status']])
        await assertCheap(workspace, ...words);
    }
  });

  test('that is all files of a backup is not unpacked for each of them', async () => {
    const workspace = await hostileWorkspace();
    const text = Buffer.alloc(30 * 1024 * 1024, '#');
    const record = JSON.parse(forgedBackup([])) as Record<string, unknown>;
    const file = { sha256: sha256(text), size: text.length, stored: 'x.gz', gzip: true };
    await workspace.write({
      [`backups/${forgedId}/backup.json`]: backupRecord({
        ...record,
        files: ['current.yaml', ...count(30).map((index) => `profiles/p${index}.yaml`)].map((path) => ({
          path,
          ...file,
        })),
      }),
      [`backups/${forgedId}/x.gz`]: gzipSync(text),
    });
    for (const words of [
      ['backup', 'verify'],
      ['backup', 'restore', forgedId, '--dry-run'],
    ])
      await assertCheap(workspace, ...words);
  });

  test('in the history costs a look nothing, nor a check', async () => {
    for (const text of [
      '\0'.repeat(300_000) + 'x',
      '\n'.repeat(40_000_000),
      '{"format":1}\n'.repeat(3_000_000),
      '{"format":9x\n'.repeat(3_000_000),
    ]) {
      const workspace = await hostileWorkspace();
      await workspace.write({ '.safekeep/audit.jsonl': text });
      for (const words of [['status'], ['history'], ['audit', 'verify']])
        await assertCheap(workspace, ...words);
    }
  });

  test('of migration steps that copy and copy is refused before it grows (S-10)', async () => {
    const steps = Array.from(
      { length: 20 },
      (_, index) => `  - { op: copy, from: /a, path: /a/k${index} }\n`,
    );
    const workspace = await hostileWorkspace({
      'current.yaml': 'version: 1\na: { b: 1 }\n',
      'profiles/p.yaml': 'version: 1\na: { b: 2 }\n',
      'migrations/1.yaml': `from: 1\nto: 2\nup:\n${steps.join('')}`,
    });
    for (const words of [['migrate', '--dry-run'], ['status'], ['switch', 'p', '--dry-run']])
      await assertCheap(workspace, ...words);
  });

  const table = Object.fromEntries(count(2_000).map((index) => [String(index), `x${index}`]));
  for (const [what, up, answer] of [
    ['with a long table, taken back', [{ op: 'mapValues', path: '/a/*', values: table }], /^current\.yaml/m],
    [
      'that all look at a long list',
      count(2_000).map(() => ({ op: 'mapValues', path: '/a/*', values: {} })),
      /step \d+ \(mapValues \/a\/\*\) failed, because the steps match too many values/,
    ],
    [
      'that nest deeper and deeper',
      count(2_000).map(() => ({ op: 'wrap', path: '/a', key: 'b' })),
      /step \d+ \(wrap \/a\) failed, because the content would nest deeper than 200 levels/,
    ],
  ] as const)
    test(`of migration steps ${what}, costs nothing, or is refused in a sentence (S-10)`, async () => {
      const workspace = await hostileWorkspace({
        'current.yaml': `version: 1\na: [${count(14_000).join(', ')}]\n`,
        'migrations/1.json': JSON.stringify({ from: 1, to: 2, up }),
      });
      const { stdout, stderr } = await assertCheap(workspace, 'migrate', '--dry-run');
      assert.match(stdout + stderr, answer);
    });

  test('of schema patterns that backtrack is called off in time (S-10)', async () => {
    const properties = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`k${index}`, { type: 'string', pattern: `^(a+)+${index}$` }]),
    );
    const live = Array.from({ length: 30 }, (_, index) => `k${index}: ${'a'.repeat(60)}!\n`).join('');
    const workspace = await hostileWorkspace({
      'current.yaml': live,
      'profiles/p.yaml': live,
      'schema.json': JSON.stringify({ type: 'object', properties }),
    });
    await assertCheap(workspace, 'validate');
  });

  const looks = [['status'], ['completion', 'values', 'switch', '']];
  for (const [what, files] of Object.entries(smallFolders))
    test(`of ${what} costs who looks nothing (S-10)`, async () => {
      const workspace = await hostileWorkspace(files);
      for (const words of looks) await assertCheap(workspace, ...words);
    });

  for (const [what, answer] of [
    ['thousands of profiles of a few bytes', /The profiles have more than 5000 files in total/],
    ['layers that are all large', /contain more than 10000 values, not counting the two largest\./],
    ['layers that together are as large as they may be', /^# Switch to p59/m],
    ['a profile that leaves out hundreds of thousands of keys', /"unset" can have 10000 items at most\./],
    [
      'a profile that leaves out hundreds of thousands of things that are no keys',
      /"unset" can have 10000 items at most\./,
    ],
  ] as const)
    test(`of ${what} costs who switches nothing, or is refused in a sentence (S-10)`, async () => {
      const workspace = await hostileWorkspace(smallFolders[what]);
      const { stdout, stderr } = await assertCheap(workspace, 'switch', 'p59', '--dry-run');
      assert.match(stdout + stderr, answer);
    });

  test('of merge keys is a problem of the file that has them', async () => {
    for (const [what, files] of Object.entries(smallFolders).filter(([name]) => name.includes('merge'))) {
      const { stdout } = await (await hostileWorkspace(files)).run('status');
      assert.match(
        stdout,
        /current\.yaml:\d+:\d+: (The aliases expand to more than|The file is too large)/,
        what,
      );
    }
  });

  test('of millions of values in a live file is not read key by key, and backed up and restored whole (S-10)', async () => {
    const live = `[${'[],'.repeat(8_000_000)}[]]`;
    const workspace = await hostileWorkspace({ 'current.json': live });
    const { stdout } = await assertCheap(workspace, 'status');
    assert.match(stdout, /current\.json:1:\d+: The file is too large to be read key by key\./);
    assert.equal((await workspace.run('backup', 'create', '--name', 'all')).code, 0);
    await workspace.write({ 'current.json': '[]' });
    assert.equal((await workspace.run('backup', 'restore', 'all', '--force')).code, 0);
    assert.equal(readFileSync(join(workspace.config, 'current.json'), 'utf8'), live);
  });

  test('of millions of lines in a file without keys costs nothing', async () => {
    const workspace = await hostileWorkspace({
      'safekeep.yaml': 'targets: { notes: notes.txt }\n',
      'notes.txt': 'a\n'.repeat(5_000_000),
      'profiles/p/notes.txt': `${'a\n'.repeat(5_000_000)}b\n`,
    });
    const { stdout } = await assertCheap(workspace, 'switch', 'p', '--dry-run');
    assert.match(stdout, /10000000 bytes → 10000002 bytes/);
  });

  const longKey = 'k'.repeat(40_000);
  const below = (value: number) =>
    Object.fromEntries(count(5_000).map((index) => [`m${index}`, { a: value }]));
  for (const [name, textOf] of [
    ['current.json', (value: number) => JSON.stringify({ [longKey]: below(value) })],
    ['current.yaml', (value: number) => `b: &b ${JSON.stringify(below(value))}\n? ${longKey}\n: *b\n`],
  ] as const)
    test(`of a long key around thousands of maps in ${name} costs nothing, and ends in a sentence`, async () => {
      const profile = `profiles/p${name.slice(name.indexOf('.'))}`;
      const workspace = await hostileWorkspace({ [name]: textOf(0), [profile]: textOf(1) });
      for (const words of [['status'], ['diff', 'current', 'profile:p'], ['switch', 'p', '--dry-run']]) {
        const { stdout, stderr } = await assertCheap(workspace, ...words);
        assert.match(stdout + stderr, /The paths to the values in this file are too long/);
      }
    });

  const deep = '{ "k": '.repeat(40) + '1' + ' }'.repeat(40);
  const chain = Array.from(
    { length: 60 },
    (_, index) => `{ "aaaaaaaaaaaa${index}": 1, "${'a'.repeat(24)}": `,
  );
  for (const [title, sensitive, app] of [
    [
      'of globs for secret keys costs the agents nothing (S-11)',
      [`${'/**'.repeat(12)}/zz`, `${'/*a*'.repeat(30)}/zz`, `/${'*a'.repeat(40)}`],
      deep,
    ],
    [
      'of globs that go with each step down costs the agents nothing',
      Array.from({ length: 100 }, (_, index) => `/**/*a*a*a*ab${index}/**/zz`),
      `{ ${Array.from({ length: 30 }, (_, index) => `"k${index}": ${chain.join('')}1${'}'.repeat(60)}`).join(',')} }`,
    ],
  ] as const)
    test(title, async () => {
      const workspace = await hostileWorkspace({
        'safekeep.json': JSON.stringify({ format: 1, targets: { app: 'app.json' }, sensitive }),
        'app.json': app,
        'profiles/p.json': deep,
      });
      await asAgent(workspace, (ask) => assertQuick(ask));
    });

  test('of letters with accents and dashes, behind a sign that tells of a secret, costs the agents nothing', async () => {
    const texts = ['a\u0301', '\u0301a', 'a---'].flatMap((part) =>
      count(10).map((index) => `=;${part.repeat(Math.floor((9_900 + index) / part.length))}`),
    );
    const workspace = await hostileWorkspace({ 'current.json': JSON.stringify({ k: texts }) });
    await asAgent(workspace, (ask) => assertQuick(ask));
  });

  test('of problems, each about a secret, costs the agents nothing', async () => {
    const keys = Array.from({ length: 4_000 }, (_, index) => index);
    const live = [
      ...keys.map((index) => [`password${index}`, `secretvalue-${index}-xxxxxxxxxx`]),
      ...keys.map((index) => [`v${index}`, 'yyyyyyyyyy']),
    ];
    const workspace = await hostileWorkspace({
      'current.json': JSON.stringify(Object.fromEntries(live)),
      'profiles/p.json': '{}',
      'schema.json': '{ "additionalProperties": { "type": "number" } }',
    });
    await asAgent(workspace, (ask) => assertQuick(ask, 15));
  });
});

async function assertQuick(ask: Ask, most = 2): Promise<void> {
  const started = cpuSecondsOfChildren();
  for (const [tool, input] of [
    ['status', {}],
    ['getValue', { path: '/k' }],
    ['setValue', { path: '/k', json: '{ "k": { "zz": 1 } }', preview: true }],
  ] as const)
    await ask(tool, input);
  const seconds = cpuSecondsOfChildren() - started;
  assert.ok(seconds < most, `the server took ${seconds.toFixed(1)} s`);
}

/** Processor time of the processes that this one has started and that still run: proc(5), fields 4, 14 and 15 of `stat`. */
function cpuSecondsOfChildren(): number {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
        return line.slice(line.lastIndexOf(')') + 2).split(' ');
      } catch {
        return []; // It has ended meanwhile.
      }
    });
  const own = stats.filter(([, parent]) => parent === String(process.pid));
  return own.reduce((sum, fields) => sum + (Number(fields[11]) + Number(fields[12])) / 100, 0);
}
