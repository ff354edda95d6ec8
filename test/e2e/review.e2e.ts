// What a person does in the review: take one key of many, see its exact text first, come back after a reload, look at
// what does not parse, compare any two. The bytes on the disk are checked after each.
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/paths.ts';
import { Workbench } from '../support/editor/workbench.ts';

let folder: string;
let workbench: Workbench;

const read = (path: string) => readFile(join(folder, 'config', path), 'utf8');

async function holds(path: string, text: string): Promise<void> {
  await eventually(async () => assert.equal(await read(path), text));
}

/** 300 lines: sections with comments above, beside and between their keys. */
const original = Array.from({ length: 30 }, (_, index) => [
  `# Section ${index}: what ${index} of the services is told.`,
  `service${index}:`,
  `  # Where it listens; the load balancer knows this number.`,
  `  port: ${8000 + index}   # do not change by hand`,
  `  hosts: [ 'a${index}.example', "b${index}.example" ]`,
  `  limits:`,
  `    memory: 512Mi`,
  `    # cpu: 2`,
  `    connections: ${100 + index}`,
  ``,
])
  .flat()
  .join('\n');

const edited = original
  .replace('port: 8003 ', 'port: 9003 ')
  .replace('port: 8011 ', 'port: 9011 ')
  .replace('    connections: 112\n', '')
  .replace('[ \'a20.example\', "b20.example" ]', "[ 'a20.example', c20.example ]")
  .replace('# Section 25: what 25 of the services is told.', '# Section 25, moved to another data centre.');

before(async () => {
  folder = await temporaryFolder('review');
  await mkdir(join(folder, 'config/profiles'), { recursive: true });
  await writeFile(join(folder, 'config/current.yaml'), original);
  await writeFile(join(folder, 'config/profiles/development.yaml'), original);
  await writeFile(join(folder, 'config/profiles/staging.yaml'), edited);
  workbench = await Workbench.open({ folder });
  await workbench.openContainer('Safekeep');
  await workbench.view('Profiles').waitForItem('development');
});

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

/** The review panel, once it offers this button. */
async function reviewWith(button: string): Promise<Frame> {
  const frame = await workbench.webviews.frame('button');
  await frame.locator('button.primary', { hasText: button }).waitFor();
  return frame;
}

const box = (review: Frame, name: string) => review.getByRole('checkbox', { name, exact: true });

test('one key of a backup is restored: only its bytes change in 300 commented lines', async () => {
  assert.equal(original.split('\n').length, 300);
  await workbench.runCommand('Safekeep: Create Backup…');
  await workbench.quickInput.type('before the edits');
  await workbench.quickInput.accept();
  await workbench.quickInput.accept();
  const backups = workbench.view('Backups');
  await backups.waitForItem('before the edits');
  await writeFile(join(folder, 'config/current.yaml'), edited);
  await backups.inlineAction('before the edits', 'Restore Backup');
  const review = await reviewWith('Restore');
  await review.getByText('4 of').waitFor({ state: 'detached' });
  await review.getByRole('button', { name: 'Select None' }).click();
  await review.locator('button.primary[aria-disabled="true"]').waitFor();
  await box(review, 'service11 › port').check();
  await review.locator('button.primary', { hasText: /Restore 1 of \d/ }).waitFor();
  await workbench.pictures('review-one-key');
  await review.locator('button.primary', { hasText: 'Restore 1 of' }).click();
  const expected = edited.replace('port: 9011 ', 'port: 8011 ');
  await holds('current.yaml', expected);
  const [now, then] = [expected, edited].map((text) => Buffer.from(text));
  assert.equal(now?.length, then?.length);
  assert.equal(now?.filter((byte, index) => byte !== then?.[index]).length, 1, 'one byte of the whole file');
  await workbench.view('History').expand();
  await workbench.view('History').item('Restore backup “before the edits” (in part)').waitFor();
});

test('Undo brings the bytes back that were there', async () => {
  await workbench.notices.clickButton('Restored', 'Undo');
  await holds('current.yaml', edited);
  // Rows that are drawn anew under the pointer are not what is clicked.
  await workbench.view('History').waitForItem('Undo “Restore backup');
  await workbench
    .view('Backups')
    .item('staging')
    .locator('.label-description', { hasText: 'before undo' })
    .waitFor();
});

test('the text of what is ticked is seen first, in the diff of the editor', async () => {
  await workbench.view('Backups').inlineAction('before the edits', 'Restore Backup');
  const review = await reviewWith('Restore');
  await review.getByRole('button', { name: 'Select None' }).click();
  await box(review, 'service12 › limits › connections').check();
  await review.locator('button.primary', { hasText: 'Restore 1 of' }).waitFor();
  await review
    .getByRole('button', { name: /Open Text Diff/ })
    .first()
    .click();
  await workbench.editors.waitForTab('now ↔ after');
  await eventually(async () => {
    const [left, right] = [
      await workbench.editors.text('original'),
      await workbench.editors.text('modified'),
    ];
    assert.doesNotMatch(left, /connections: 112/);
    assert.match(right, /connections: 112/);
  });
  await workbench.editors.closeActive();
});

test('after a reload of the window the review is there again, with the same ticks', async () => {
  await reviewWith('Restore 1 of');
  await workbench.reload();
  await workbench.openContainer('Safekeep');
  const review = await reviewWith('Restore 1 of');
  await review.locator('button.primary[aria-disabled="false"]').waitFor();
  assert.equal(await box(review, 'service12 › limits › connections').isChecked(), true);
  assert.equal(await box(review, 'service3 › port').isChecked(), false);
  await review.getByRole('button', { name: 'Cancel' }).click();
  assert.equal(await read('current.yaml'), edited);
});

test('comments and layout are a change of their own', async () => {
  await workbench.view('Profiles').inlineAction('development', 'Switch Profile');
  const review = await reviewWith('Switch');
  await box(review, 'Layout and comments of current.yaml').uncheck();
  await review.locator('button.primary', { hasText: 'Switch 4 of 5' }).waitFor();
  await workbench.pictures('review-layout');
  await review.locator('button.primary', { hasText: 'Switch' }).click();
  await workbench.view('Profiles').waitForItem('development, active');
  const live = await read('current.yaml');
  assert.match(live, /# Section 25, moved/);
  assert.match(live, /port: 8003 /);
});

test('what does not parse is reviewed as text', async () => {
  const broken = (await read('current.yaml')).replace('service4:', 'service4: [');
  await writeFile(join(folder, 'config/current.yaml'), broken);
  // The backup of the edit from outside moves the rows.
  await workbench.view('Backups').item('development').waitFor();
  await workbench.view('Backups').inlineAction('before the edits', 'Restore Backup');
  const review = await reviewWith('Restore');
  await review.getByText('service4: [').first().waitFor();
  await workbench.pictures('review-text');
  await review.locator('button.primary', { hasText: 'Restore' }).click();
  await holds('current.yaml', original);
  await workbench.notices.message('Restored');
});

test('any two are compared side by side, to look at only', async () => {
  await workbench.runCommand('Safekeep: Compare…');
  await workbench.quickInput.choose('development');
  await workbench.quickInput.choose('staging');
  const review = await workbench.webviews.frame('button');
  await review.getByText('service20 › hosts').first().waitFor();
  assert.equal(await review.locator('button.primary').count(), 0);
  assert.equal(await review.getByRole('checkbox').count(), 0);
  await workbench.pictures('review-compare');
  await review.getByRole('button', { name: 'Close' }).click();
});
