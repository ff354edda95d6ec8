// A profile whose name, and a description, were written by a stranger: in front of the editor they are only text.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { inConfig, layOutSwitched, read } from './support/configFolder.ts';
import { answering, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const name = 'x [Undo](command:workbench.action.showCommands) $(gear) \u202e';
const shown = 'x [Undo]\u2060(command:workbench.action.showCommands) $\u2060(gear) \\u202e';
// On Windows no file has such a name.
const onPosix = process.platform === 'win32' ? suite.skip : suite;

onPosix('What a stranger named is only text in', () => {
  setup(async () => {
    await layOutSwitched();
    await writeFile(
      inConfig(`profiles/${name}.yaml`),
      '$profile:\n  description: "$(bug)\\u001b"\nserver: {}\n',
    );
    await untilFolder(({ profiles }) => profiles.includes(name));
  });

  test('a notification, which has no link beside its buttons', async () => {
    const said = await watching(() => run(commandIds.switchProfile, { profile: name, review: false }));
    const told = said.find(({ text }) => text.startsWith('Switched to'));
    assert.equal(told?.text, `Switched to ${shown}.`);
    assert.deepEqual(told.choices, ['Undo', 'Show Changes']);
  });

  test('a list to choose from, of which the very profile is taken', async () => {
    const asked = await answering(
      ({ kind }) => (kind === 'pick' ? shown : undefined),
      () => run(commandIds.duplicateProfile, { name: 'copy' }),
    );
    assert.ok(asked.some(({ choices }) => choices.includes(shown)));
    assert.equal(await read('profiles/copy.yaml'), await read(`profiles/${name}.yaml`));
  });

  test('the message that refuses to make another one', async () => {
    const said = await watching(() => run(commandIds.createProfile, { name: 'a\u202e', from: 'empty' }));
    const [fault] = said.filter(({ kind }) => kind === 'error');
    assert.match(fault?.text ?? '', /^"a\\u202e" can't be used/);
  });
});
