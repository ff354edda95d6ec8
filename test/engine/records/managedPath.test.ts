import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { isManagedPath } from '../../../src/engine/records/managedPath.ts';
import { randomRuns } from '../../support/sizes.ts';

const targets = [
  { path: 'app.json', defaults: 'base/app.json' },
  { path: '../compose.yaml' },
  { path: '../.vscode/settings.json' },
];

suite('what a record may bring back', () => {
  const managed = [
    'app.json',
    '../compose.yaml',
    '../.vscode/settings.json',
    'base/app.json',
    'profiles/a.yaml',
    'profiles/a.local.json',
    'profiles/a/profile.yaml',
    'profiles/a/app.jsonc',
    'migrations/1.yaml',
    'safekeep.yaml',
    'safekeep.jsonc',
    'default.yaml',
    'default.app.json',
    'schema.json',
  ];
  for (const path of managed) {
    test(`is the target or document ${path}`, () => assert.equal(isManagedPath(path, targets), true));
  }

  const others = [
    '',
    '.',
    '..',
    '../.vscode/tasks.json',
    '../package.json',
    '../compose.yaml/../package.json',
    './app.json',
    'x/../app.json',
    'profiles/../../package.json',
    'profiles//a.yaml',
    'profiles/a/b/c.yaml',
    'profiles/a.sh',
    'profiles/.envrc',
    'profiles/.vscode/tasks.json',
    'profiles',
    'migrations/run.js',
    'package.json',
    'current.yaml',
    '.envrc',
    '.safekeep/state.json',
    '.safekeep/journal/x.json',
    '.SAFEKEEP/state.json',
    'backups/x/backup.json',
    'backups/a.yaml',
    '/etc/passwd',
    '/app.json',
    'C:/app.json',
    '..\\package.json',
    'profiles\\a.yaml',
    'profiles/a\u0000.yaml',
    'profiles/a\n.yaml',
  ];
  for (const path of others) {
    test(`is never ${JSON.stringify(path)}`, () => assert.equal(isManagedPath(path, targets), false));
  }

  test('is no target that lies where our own records are, or that is written as no path is', () => {
    for (const path of [
      '.safekeep/state.json',
      'backups/x.json',
      'x/../app.json',
      '/etc/passwd',
      'C:/x.json',
    ])
      assert.equal(isManagedPath(path, [{ path }]), false, path);
  });

  test('leads out of the folder only to a target, whatever is tried', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      'profiles',
      'a.yaml',
      '.safekeep',
      'default.json',
      '\\',
      'C:',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const path = parts.join('/');
        if (!isManagedPath(path, targets) || targets.some((target) => target.path === path)) return;
        assert.match(path, /^(profiles\/|default\.json$)/);
        assert.ok(!path.includes('..') && !path.includes('\\'));
      }),
      { numRuns: randomRuns(5_000) },
    );
  });
});
