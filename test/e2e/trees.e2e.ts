// The views after some work: how backups are grouped, filtered, verified and deleted, how a commit is undone, what marks
// damage, and what several config folders look like. The folders have their history before the window opens.
import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, suite, test } from 'node:test';
import { openEngine } from '../../src/engine/index.ts';
import { eventually } from '../support/eventually.ts';
import { temporaryFolder } from '../support/paths.ts';
import { copySample } from '../support/editor/sampleWorkspace.ts';
import { Workbench } from '../support/editor/workbench.ts';

/** Two switches, and a backup by hand after each. */
async function work(config: string): Promise<void> {
  const engine = await openEngine(config, { author: 'ada' });
  for (const [profile, name] of [
    ['development', 'before the move'],
    ['staging', 'friday'],
  ] as const) {
    await engine.commit(await engine.plan({ kind: 'switch', profile }), { accepted: 'all' });
    await engine.createBackup({ name, note: 'asked by finance' });
  }
}

let workbench: Workbench;
let folder: string;

const inConfig = (path: string) => join(folder, 'service/config', path);
const backups = () => workbench.view('Backups');

/** Waits until the number on the icon of the activity bar, and what it says to who cannot see it, are so. */
async function badgeIs(wanted: string): Promise<void> {
  const item = workbench.page.locator('.activitybar .action-item:has(> [aria-label^="Safekeep"])');
  await eventually(async () => {
    const spoken = await item.locator('> .action-label').getAttribute('aria-label');
    assert.equal(`${await item.locator('.badge-content').innerText()}: ${spoken ?? ''}`, wanted);
  });
}

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

suite('one config folder', () => {
  before(async () => {
    folder = await temporaryFolder('trees');
    await copySample('service', folder);
    await work(inConfig(''));
    await writeFile(inConfig('current.yaml'), '');
    workbench = await Workbench.open({ folder: join(folder, 'service') });
    await workbench.openContainer('Safekeep');
  });

  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('what is damaged when the window opens shows in every place, with what to do, and in no message', async () => {
    await workbench.view('Profiles').waitForItem('current.yaml is empty.');
    await badgeIs('1: Safekeep - 1 live file is damaged');
    assert.match(await workbench.statusBarText('Safekeep, config'), /staging \(damaged\)$/);
    await workbench.page.locator('.statusbar-item[aria-label*="Safekeep, config"]').hover();
    const hover = workbench.page.locator('.monaco-hover', { hasText: 'current.yaml is empty.' });
    for (const link of ['Recover', 'Keep Current File'])
      await hover.locator('a', { hasText: link }).first().waitFor();
    await workbench.pictures('quiet-start');
    assert.equal(await workbench.notices.count(), 0);
    await workbench.view('Profiles').contextMenu('current.yaml is empty.', 'Keep Current Files');
    await workbench.view('Profiles').waitForNoItem('current.yaml is empty.');
    await workbench.view('Profiles').waitForItem('staging, active, modified');
    await badgeIs('1: Safekeep - 1 live file differs from its profile');
  });

  test('backups are grouped by day or by profile, which the next window remembers', async () => {
    await backups().waitForItem('Today');
    await backups().titleAction('Group Backups by Profile');
    await backups().waitForItem('staging, 2 backups');
    await workbench.reload();
    await backups().waitForItem('staging, 2 backups');
    await backups().unfold('development, 3 backups');
    await backups().waitForItem('before the move');
    await workbench.pictures('backups-by-profile');
    await backups().titleAction('Group Backups by Day');
    await backups().waitForItem('Today');
  });

  test('a filter says how many it leaves, also when these are none, and gives way to Clear', async () => {
    await workbench.quickInput.openBy(() => backups().titleAction('Filter Backups'));
    await workbench.quickInput.type('finance');
    await workbench.quickInput.accept();
    await backups().pane.locator('.message', { hasText: '2 of 5 backups match “finance”.' }).waitFor();
    await backups().waitForNoItem('staging');
    await workbench.pictures('backups-filtered');
    await backups().titleMenu('Filter Backups');
    assert.equal(await workbench.quickInput.value(), 'finance');
    await workbench.quickInput.type('nothing of the kind');
    await workbench.quickInput.accept();
    await backups().pane.locator('.message', { hasText: 'No backups match' }).waitFor();
    assert.equal(await backups().pane.locator('.welcome-view-content').isVisible(), false);
    await workbench.picture('backups-none-match');
    await backups().titleAction('Clear Backup Filter');
    await backups().waitForItem('Today, 5 backups');
  });

  test('rows say what verification found, and a damaged backup is on the badge', async () => {
    await backups().titleMenu('Verify Backups');
    await workbench.notices.message('Verified 5 backups');
    await backups().pane.locator('.monaco-list-row', { hasText: 'verified just now' }).first().waitFor();
    const [oldest = ''] = (await readdir(inConfig('backups'))).filter((name) => /^\d/.test(name)).toSorted();
    const record = await readFile(inConfig(`backups/${oldest}/backup.json`), 'utf8');
    const stored = /"stored": "([^"]+)"/.exec(record)?.[1] ?? '';
    await writeFile(inConfig(`backups/${oldest}/${stored}`), 'other\n');
    await backups().titleMenu('Verify Backups');
    await workbench.notices.message('1 of 5 backups are damaged');
    const damaged = backups().pane.locator('.monaco-list-row', { hasText: 'damaged' });
    await damaged.hover();
    await workbench.page.locator('.monaco-hover', { hasText: 'is damaged' }).waitFor();
    await badgeIs('2: Safekeep - 1 live file differs from its profile - 1 backup is damaged');
    await workbench.pictures('backups-damaged');
  });

  test('several backups are deleted after one question', async () => {
    await backups().click('friday');
    await backups()
      .item('before the move')
      .click({ modifiers: ['Control'] });
    const entries = await backups().contextMenuEntries('before the move');
    assert.ok(entries.includes('Pin Backup…'));
    // What is for one backup alone.
    assert.deepEqual(
      entries.filter((entry) => /^(Restore|Rename|Verify)/.test(entry)),
      [],
    );
    await backups().contextMenu('before the move', 'Delete Backup');
    const { message, detail } = await workbench.notices.dialogText();
    assert.equal(message, 'Delete 2 backups?');
    assert.match(detail, /“friday” of [^]*“before the move” of [^]*\.safekeep\/trash/);
    await workbench.pictures('backups-delete');
    await workbench.notices.answerDialog('Delete');
    await backups().waitForNoItem('friday');
    await backups().waitForNoItem('before the move');
    const trash = await readdir(inConfig('.safekeep/trash'), { recursive: true });
    assert.equal(trash.filter((path) => path.endsWith('backup.json')).length, 2);
  });

  test('a commit of the history opens its changes and is undone from its row', async () => {
    const history = workbench.view('History');
    await history.expand();
    await history.click('Switch development → staging');
    await workbench.editors.waitForText('# Switch development → staging');
    await history.inlineAction('Switch development → staging', 'Undo This Change');
    const review = await workbench.webviews.frame('button');
    await review.locator('button', { hasText: 'Undo' }).first().click();
    await workbench.notices.answerDialog('Continue Anyway');
    await history.waitForItem('Switch development → staging, undone, ');
    await workbench.view('Profiles').waitForItem('development, active');
    await eventually(async () =>
      assert.match(await readFile(inConfig('current.yaml'), 'utf8'), /port: 3000/),
    );
    await workbench.pictures('history-undone');
  });
});

suite('two config folders in two roots', () => {
  before(async () => {
    folder = await temporaryFolder('roots');
    for (const root of ['api', 'web']) {
      await copySample('service', join(folder, root));
      await work(join(folder, root, 'service/config'));
    }
    await writeFile(join(folder, 'api/service/config/current.yaml'), 'port: 1\n');
    await writeFile(join(folder, 'web/service/config/current.yaml'), '');
    const roots = ['api', 'web'].map((name) => ({ name, path: `${name}/service` }));
    await writeFile(join(folder, 'both.code-workspace'), JSON.stringify({ folders: roots }));
    workbench = await Workbench.open({ folder: join(folder, 'both.code-workspace') });
    await workbench.openContainer('Safekeep');
  });

  after(async () => {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('have a row each in every view, and their marks are counted together', async () => {
    for (const label of ['api/config', 'web/config']) {
      await workbench.view('Profiles').waitForItem(label);
      await workbench.view('Backups').waitForItem(label);
    }
    await badgeIs('2: Safekeep - 1 live file is damaged, 1 live file differs from its profile');
    assert.match(await workbench.statusBarText('Safekeep, web'), /^web\/config: staging \(damaged\)$/);
    await workbench.view('History').expand();
    await workbench.view('History').waitForItem('web/config');
    await workbench.pictures('two-roots');
  });
});
