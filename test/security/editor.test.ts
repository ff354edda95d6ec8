// What a repository can do in the editor, as far as that can be seen without one. The rest is in `test/extension/`.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import manifest from '../../package.json' with { type: 'json' };
import { shownText } from '../../src/workspace/texts/shownText.ts';
import { hostileWorkspace } from './support/hostileWorkspace.ts';

suite('in the editor', () => {
  test('the name of a file becomes no link and no icon of a message (S-12)', async () => {
    const names = [
      'x [Undo](command:workbench.action.tasks.runTask?%22evil%22)',
      '$(gear) y',
      'z](command:x)',
    ];
    const workspace = await hostileWorkspace({
      'current.yaml': 'a: 1\n',
      ...Object.fromEntries(names.map((name) => [`profiles/${name}.yaml`, 'a: 2\n'])),
    });
    const { profiles } = await (await workspace.open()).snapshot();
    assert.deepEqual(new Set(profiles.map(({ name }) => name)), new Set(names), 'they are found as they are');
    for (const { name } of profiles) assert.doesNotMatch(shownText(`Switched to ${name}.`), /\]\(|\$\(/);
  });

  test('no repository sets what takes questions away (S-31)', () => {
    const settings = manifest.contributes.configuration.properties;
    for (const name of ['reviewBeforeSwitch', 'author', 'recovery', 'migrations'] as const)
      assert.equal(settings[`safekeep.${name}`].scope, 'application', name);
  });
});
