// A configuration that is behind, with twenty services as profiles: what a person sees of it, and how it is brought on.
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { documents, levels, migratedDocuments, milliseconds } from '../support/texts/olderDocuments.ts';
import { temporaryFolder } from '../support/paths.ts';
import { Workbench } from '../support/editor/workbench.ts';

const sentence = 'Configuration is at version 1.0.0. Migrations lead to 1.2.0.';
const title = 'Migrate 1.0.0 → 1.2.0';
const done = 'Migrated config to version 1.2.0.';

const services = Object.fromEntries(
  Array.from({ length: 18 }, (_, index) => [
    `profiles/service-${String(index + 1).padStart(2, '0')}.yaml`,
    `# service ${index + 1}\nversion: 1.0.0\nserver:\n  timeout: ${index + 1} # seconds\n`,
  ]),
);

let workbench: Workbench;
let folder: string;

const readAll = (texts: Readonly<Record<string, string>>) =>
  Promise.all(Object.keys(texts).map((path) => readFile(join(folder, 'config', path), 'utf8')));

const rowOf = (words: string) => workbench.view('Profiles').item(words);

before(async () => {
  folder = await temporaryFolder('migrate');
  const texts = { ...documents, ...services, 'migrations/1.yaml': milliseconds, 'migrations/2.yaml': levels };
  for (const [path, text] of Object.entries(texts)) {
    await mkdir(dirname(join(folder, 'config', path)), { recursive: true });
    await writeFile(join(folder, 'config', path), text);
  }
  workbench = await Workbench.open({ folder, trust: 'asked' });
  await workbench.openContainer('Safekeep');
});

afterEach(async (context) => {
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(async () => {
  await workbench.close();
  await rm(folder, { recursive: true, force: true });
});

test('a folder that is not trusted is not looked at; one that is shows what is behind, and says nothing', async () => {
  await workbench.page
    .locator('.welcome-view-content', { hasText: 'is disabled until you trust' })
    .first()
    .waitFor();
  assert.equal(await rowOf(sentence).count(), 0);
  await workbench.trustFolder();
  await rowOf(sentence).waitFor();
  await rowOf('service-01, version 1.0.0').waitFor();
  await workbench.page.locator('.activitybar .badge-content', { hasText: '1' }).first().waitFor();
  await workbench.pictures('migration-offer');
  assert.equal(await workbench.notices.count(), 0);
});

test('the status bar shows it, and tells who points at it', async () => {
  assert.match(await workbench.statusBarText('Safekeep, config'), /\(1\.0\.0 → 1\.2\.0\)$/);
  await workbench.page.locator('.statusbar-item[aria-label*="Safekeep, config"]').hover();
  const hover = workbench.page.locator('.monaco-hover', { hasText: sentence });
  await hover.locator('a', { hasText: 'Migrate Configuration' }).waitFor();
  await workbench.pictures('migration-status-bar');
});

test('the version quick pick marks the one that is there', async () => {
  await workbench.runCommand('Safekeep: Migrate to Version…');
  assert.match(await workbench.quickInput.row('1.0.0').innerText(), /current/);
  assert.match(await workbench.quickInput.row('1.1.0').innerText(), /Counts in milliseconds/);
  assert.doesNotMatch(await workbench.quickInput.row('1.1.0').innerText(), /current/);
  await workbench.pictures('migration-versions');
  await workbench.quickInput.dismiss();
  assert.equal(await workbench.notices.count(), 0); // By now it would have been said.
});

test('the review says what the migrations do, and lists each file that they change', async () => {
  await rowOf(sentence).click();
  await workbench.editors.waitForTab(title);
  const review = await workbench.webviews.frame('button');
  await review.locator('text=1.0.0 → 1.1.0: Counts in milliseconds').first().waitFor();
  // Rows are drawn when they come near the visible part; the last file's come with the end.
  await review.getByRole('treeitem', { name: 'current.yaml' }).first().press('End');
  await review.locator('text=profiles/service-18.yaml').first().waitFor();
  await review.locator('text=profiles/staging.yaml').first().waitFor();
  await review.getByRole('treeitem').last().press('Home');
  await review.locator('text=current.yaml').first().waitFor();
  await workbench.pictures('migration-review');
});

test('applied, every file is in the new version, and Undo gives all of them back', async () => {
  const review = await workbench.webviews.frame('button');
  await review.locator('button', { hasText: 'Migrate' }).first().click();
  await workbench.notices.message(done);
  assert.deepEqual(await readAll(documents), Object.values(migratedDocuments));
  assert.match(
    (await readAll(services)).join(''),
    /^(# service \d+\nversion: 1\.2\.0\n[^#]+ # seconds\n){18}$/,
  );
  await rowOf(sentence).waitFor({ state: 'detached' });
  await workbench.picture('migrated', 'dark');
  await workbench.notices.clickButton(done, 'Undo');
  await rowOf(sentence).waitFor();
  await eventually(async () => assert.deepEqual(await readAll(documents), Object.values(documents)));
  assert.deepEqual(await readAll(services), Object.values(services));
});

test('what comes to be behind while the window is open is told, with the review at hand', async () => {
  const further = milliseconds.replace('from: 1.0.0', 'from: 1.2.0').replace('to: 1.1.0', 'to: 1.3.0');
  await writeFile(join(folder, 'config/migrations/3.yaml'), further);
  const told = 'Configuration is at version 1.0.0. Migrations lead to 1.3.0.';
  assert.equal(await workbench.notices.message(told), told);
  await workbench.notices.clickButton(told, 'Review');
  await workbench.editors.waitForTab('Migrate 1.0.0 → 1.3.0');
});
