// Reading git's index: random repositories against `git ls-files`, broken bytes, and time.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { nodeFileSystem } from '../../../../src/engine/storage/disk/nodeFileSystem.ts';
import { readIndex } from '../../../../src/engine/storage/git/gitIndex.ts';
import { trackedByGit } from '../../../../src/engine/storage/git/trackedByGit.ts';
import { gitRepository, type GitRepository } from '../../../support/disk/gitRepository.ts';
import { processorMs } from '../../../support/processorTime.ts';

/** Numbers below a bound, the same in each run. */
function numbersFrom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * bound);
  };
}

const parts = ['config', 'a', 'b', '.safekeep', 'backups', 'backups2', '配置', 'x'.repeat(200)];

function randomPath(below: (bound: number) => number): string {
  const file = `${String(below(1_000))}.json`;
  const ours = ['config/.safekeep', 'config/backups'][below(8)];
  if (ours !== undefined) return `${ours}/${file}`;
  const folders = Array.from({ length: 1 + below(4) }, () => parts[below(parts.length)] ?? '');
  return [...folders, file].join('/');
}

/** As git itself lists it: the first parts that end in one of our folders below `config`. */
function trackedByModel(repository: GitRepository): readonly string[] {
  const paths = repository.git('ls-files', '-z').split('\0');
  return ['config/.safekeep', 'config/backups'].filter((folder) =>
    paths.some((path) => path.startsWith(`${folder}/`)),
  );
}

suite('random repositories', () => {
  for (const format of ['sha1', 'sha256'])
    test(`of ${format} have the same folders tracked as git lists, whatever form their index has`, async () => {
      const below = numbersFrom(format.length);
      const repository = await gitRepository(`--object-format=${format}`);
      repository.git('config', 'splitIndex.maxPercentChange', '100');
      const blob = repository.git('hash-object', '-w', '/dev/null').trim();
      const seen = new Set<string>();
      for (let round = 0; round < 30; round += 1) {
        const added = Array.from({ length: below(6) }, () => `100644 ${blob}\t${randomPath(below)}\0`);
        const tracked = repository.git('ls-files', '-z').split('\0').filter(Boolean);
        const removed = tracked.filter(() => below(2) === 0).map((path) => `0 ${blob}\t${path}\0`);
        const form = [[], ['--index-version', '4'], ['--split-index'], ['--no-split-index']][below(6)] ?? [];
        repository.feed([...removed, ...added].join(''), 'update-index', ...form, '-z', '--index-info');
        const expected = trackedByModel(repository);
        seen.add(expected.join());
        assert.deepEqual(
          (await trackedByGit(nodeFileSystem, repository.path('config'))).toSorted(),
          expected,
        );
      }
      assert.equal(seen.size, 4, 'none, one, the other, both');
    });
});

const wanted = { folders: ['config/.safekeep', 'config/backups'] };

suite('broken bytes', () => {
  test('5,000 of them end in an answer or none, at once', async () => {
    const below = numbersFrom(14);
    let longest = 0;
    for (const form of [['--index-version', '2'], ['--index-version', '4'], ['--split-index']]) {
      const repository = await gitRepository();
      const names = Array.from({ length: 40 }, () => [randomPath(below), ''] as const);
      await repository.write(Object.fromEntries(names));
      repository.git('add', '.');
      repository.git('update-index', ...form);
      await repository.write({ 'config/.safekeep/later': '' });
      repository.git('-c', 'splitIndex.maxPercentChange=100', 'add', '.');
      const bytes = await readFile(repository.path('.git/index'));
      for (let round = 0; round < 1_700; round += 1) {
        const broken = Buffer.from(bytes.subarray(0, below(4) === 0 ? below(bytes.length) : bytes.length));
        // Mostly what counts and measures, with the extremes of it.
        for (let change = below(6); change >= 0 && broken.length > 0; change -= 1)
          broken[below(2) === 0 ? below(Math.min(broken.length, 90)) : below(broken.length)] =
            [0, 0xff, 0x7f, 0x80][below(8)] ?? below(256);
        const start = processorMs();
        readIndex(broken, wanted)?.shared?.isRemoved(below(100));
        longest = Math.max(longest, processorMs() - start);
      }
    }
    assert.ok(longest < 500, `${String(longest)} ms`);
  });
});

/** 100,000 entries of version 2, sorted, as git writes them. */
function largeIndex(pathOf: (number: number) => string): Buffer {
  const count = 100_000;
  const paths = Array.from({ length: count }, (_, number) => pathOf(number)).toSorted();
  const entries = paths.map((path) => {
    const entry = Buffer.alloc((62 + path.length + 8) & ~7);
    entry.writeUInt32BE(0o100644, 24);
    entry.writeUInt16BE(path.length, 60);
    entry.write(path, 62, 'latin1');
    return entry;
  });
  const header = Buffer.from('DIRC\0\0\0\x02\0\0\0\0', 'latin1');
  header.writeUInt32BE(count, 8);
  return Buffer.concat([header, ...entries, Buffer.alloc(20)]);
}

suite('an index of 100,000 files', () => {
  const forms = {
    'many in each folder': (number: number) => `packages/p${String(number % 500)}/src/f${String(number)}.ts`,
    'each in a folder of its own': (number: number) => `config/d${String(number)}/index.ts`,
  };
  for (const [form, pathOf] of Object.entries(forms))
    test(`, ${form}, is read in a moment`, (context) => {
      const index = largeIndex(pathOf);
      const times = Array.from({ length: 5 }, () => {
        const start = processorMs();
        assert.deepEqual(readIndex(index, wanted), { tracked: [], shared: null });
        return processorMs() - start;
      });
      context.diagnostic(`${times.map((time) => time.toFixed(1)).join(', ')} ms`);
      assert.ok(Math.min(...times) < 60, times.join());
    });
});
