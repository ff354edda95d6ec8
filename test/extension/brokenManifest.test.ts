import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import { commandIds } from '../../src/ids.ts';
import { eventually } from '../support/eventually.ts';
import { edit, layOutSwitched, newestBackup, read, recordedProfile, write } from './support/configFolder.ts';
import { untilReview } from './support/editors.ts';
import { findingsIn } from './support/findings.ts';
import { answering, watching, type Question } from './support/person.ts';
import { run } from './support/safekeep.ts';

const { refresh, switchProfile, restoreBackup, undo } = commandIds;

/** Its third line is indented too far. */
const broken = 'format: 1\ntargets:\n  current: x: current.yaml\n';

suite('A manifest that cannot be read', () => {
  setup(async () => {
    await layOutSwitched();
    await run(switchProfile, { profile: 'staging', review: false });
    await write('safekeep.yaml', broken);
    await eventually(async () => {
      await run(refresh);
      assert.equal(findingsIn('safekeep.yaml').length, 1);
    });
  });

  test('is an error at its line in its own file', () => {
    const [problem] = findingsIn('safekeep.yaml');
    assert.equal(problem?.range.start.line, 2);
    assert.doesNotMatch(problem.message, /safekeep\.yaml/);
    assert.deepEqual(findingsIn('.'), []);
  });

  test('stops a switch, and says where it is', async () => {
    const shown = await watching(() => run(switchProfile, { profile: 'development' }));
    assert.match(shown.map(({ kind, text }) => `${kind}: ${text}`).join(), /^error: safekeep\.yaml:3:/);
    assert.deepEqual(shown[0]?.choices.slice(0, 1), ['Show File']);
    assert.equal(await recordedProfile(), 'staging');
  });

  test('leaves backups to be restored, after their review, too', async () => {
    const { id } = await newestBackup();
    await run(restoreBackup, { backup: id });
    await untilReview(/^Restore backup/);
    // How much may go without a question is not known either.
    const answer = ({ modal, choices }: Question) => (modal ? choices[0] : undefined);
    await answering(answer, () => run(restoreBackup, { backup: id, review: false }));
    assert.equal(await recordedProfile(), 'development');
    assert.equal(await read('safekeep.yaml'), broken);
  });

  test('leaves the last change to be undone, and works again once it is fixed', async () => {
    await run(undo);
    assert.equal(await recordedProfile(), 'development');
    await edit('safekeep.yaml', 'x: current', 'current');
    await eventually(() => {
      assert.deepEqual(findingsIn('safekeep.yaml'), []);
    });
  });
});
