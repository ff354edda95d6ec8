import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { obviousDamage, isTruncated, lastKnownHash } from '../../../src/engine/state/damage.ts';
import { contentOf } from '../../../src/engine/documents/fileDocument.ts';
import type { Backup, HistoryEntry, Target } from '../../../src/engine/model/model.ts';
import { sha256 } from '../../../src/engine/base/sha256.ts';

suite('damage that shows at sight', () => {
  for (const [what, bytes, kind] of [
    ['no file', null, 'gone'],
    ['no byte', '', 'empty'],
    ['one NUL alone', '\0', 'nul-filled'],
    ['NULs alone', '\0\0\0\0', 'nul-filled'],
    ['text and a tail of NULs', '{ "a": 1\0\0', 'nul-filled'],
    ['text in UTF-16, which ends in one NUL', '{\0}\0', null],
    ['NULs in the middle', 'a\0\0b', null],
    ['text', '{}', null],
  ] as const)
    test(`${what}: ${kind ?? 'none'}`, () => {
      assert.equal(obviousDamage(bytes === null ? null : Buffer.from(bytes)), kind);
    });
});

suite('a file is cut short', () => {
  const json = '{\n  "a": 1,\n  "b": 2\n}\n';
  const yaml = 'a: 1000\nb:\n  - x\n';

  test('at every byte but those where it still says what somebody may have written', () => {
    const cuts = (path: string, text: string) =>
      Array.from({ length: text.length - 1 }, (_, index) => text.slice(0, index + 1)).filter(
        (part) => !isTruncated(contentOf(path, Buffer.from(part)), Buffer.from(text)),
      );
    // Only the final newline is missing.
    assert.deepEqual(cuts('c.json', json), [json.trimEnd()]);
    // Only the last comment is missing, or a part of it.
    assert.deepEqual(cuts('c.jsonc', '{} // a'), ['{}', '{} ', '{} //', '{} // ']);
    // The end of a line, before or after its newline.
    assert.deepEqual(cuts('c.yaml', yaml), [
      'a: 1000',
      'a: 1000\n',
      'a: 1000\nb:',
      'a: 1000\nb:\n',
      yaml.trimEnd(),
    ]);
  });

  test('only when it is a strict beginning of the other', () => {
    for (const text of ['', json, `${json}x`, json.replace('1', '2').slice(0, 15)])
      assert.equal(isTruncated(contentOf('c.json', Buffer.from(text)), Buffer.from(json)), false, text);
  });
});

suite('the last known content', () => {
  const [old, live] = [sha256('old'), sha256('new')];
  const target: Target = {
    name: 'c',
    path: 'c.json',
    format: 'json',
    file: contentOf('c.json', Buffer.from('')),
  };
  const state = { format: 1, activeProfile: null, applied: { c: sha256('applied') } } as const;
  const last = (history: readonly HistoryEntry[], backups: readonly Backup[]) =>
    lastKnownHash({ history, backups, state }, target);

  test('is that of the newest commit or backup; a commit comes after its own backup', () => {
    assert.equal(last([entry('2', live)], [backup('2', old)]), live);
    assert.equal(last([entry('2', live)], [backup('3', old)]), old);
    assert.equal(last([entry('3', live)], [backup('2', old)]), live);
    assert.equal(last([], [backup('2', old)]), old);
    assert.equal(last([], []), state.applied.c);
  });

  test('is not what a backup made elsewhere says, and goes by what was made last, whatever the clock said', () => {
    const foreign = { ...backup('2099', live), isForeign: true } as const;
    assert.equal(last([], [foreign, backup('2', old)]), old);
    assert.equal(last([entry('1', old)], [foreign]), old);
    const setBack = { createdAt: '2025' };
    assert.equal(last([{ ...entry('2100', old), at: '2025' }], [backup('2099', live)]), old);
    assert.equal(last([], [{ ...backup('2100', old), ...setBack }, backup('2099', live)]), old);
    assert.equal(last([entry('2099', live)], [{ ...backup('2100', old), ...setBack }]), old);
    assert.equal(last([entry('2098', old)], [backup('2099', live)]), live);
  });

  test('is none where a commit or a backup says that there was no file', () => {
    assert.equal(last([entry('3', null)], [backup('2', old)]), null);
    assert.equal(last([], [{ ...backup('3', old), files: [], absent: ['c.json'] }, backup('2', old)]), null);
  });

  test('is not what a backup of damage, of unsaved text, or one that nobody asked for says', () => {
    const of = (change: Partial<Backup>) => last([], [{ ...backup('3', live), ...change }, backup('2', old)]);
    assert.equal(of({ files: [{ path: 'c.json', sha256: sha256(''), size: 0 }], reason: 'edit' }), old);
    assert.equal(of({ damaged: ['c.json'], reason: 'edit' }), old);
    assert.equal(of({ damaged: ['c.json'], reason: 'edit', files: [], absent: ['c.json'] }), old);
    assert.equal(of({ reason: 'unsaved' }), old);
    assert.equal(of({ files: [], absent: ['c.json'], reason: 'external' }), old);
    assert.equal(of({ reason: 'external' }), live);
    const empty = { ...backup('3', live, 'edit'), files: [{ path: 'c.json', sha256: sha256(''), size: 0 }] };
    const sources = { history: [], backups: [empty, backup('2', old)], state };
    assert.equal(lastKnownHash(sources, { ...target, file: null }), old);
    const nul = contentOf('c.json', Buffer.alloc(9));
    const backups = [{ ...backup('3', nul.sha256, 'edit'), files: [{ ...nul, size: 9 }] }, backup('2', old)];
    assert.equal(lastKnownHash({ history: [], backups, state }, { ...target, file: nul }), old);
  });

  test('is what somebody backed up by hand, also where that looks like damage', () => {
    const empty = { ...backup('3', sha256('')), files: [{ path: 'c.json', sha256: sha256(''), size: 0 }] };
    assert.equal(last([], [empty, backup('2', old)]), sha256(''));
    assert.equal(last([], [{ ...backup('3', live), files: [], absent: ['c.json'] }, backup('2', old)]), null);
  });

  test('is not by the record where the path is another one since', () => {
    const elsewhere = { ...target, path: 'other.json', file: null };
    assert.equal(lastKnownHash({ history: [], backups: [backup('2', old)], state }, elsewhere), undefined);
  });
});

function backup(createdAt: string, hash: string, reason: Backup['reason'] = 'manual'): Backup {
  return {
    id: `backup-${createdAt}`,
    createdAt,
    reason,
    author: '',
    pinned: false,
    activeProfile: null,
    applied: {},
    files: [{ path: 'c.json', sha256: hash, size: 3 }],
    absent: [],
    size: 3,
  };
}

function entry(at: string, after: string | null): HistoryEntry {
  const files = [{ path: 'c.json', before: null, after }];
  const backup = `backup-${at}`;
  return { id: at, at, author: '', action: 'edit', summary: '', backup, changes: 1, files };
}
