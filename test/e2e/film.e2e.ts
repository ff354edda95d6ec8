// The film for the README, from the real thing: a switch with its review, one change left out of it, and one key brought
// back from the backup. The bytes on the disk are checked on the way.
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { Film } from '../support/editor/film.ts';
import { temporaryFolder } from '../support/paths.ts';
import { Workbench } from '../support/editor/workbench.ts';

const development = `# What the server reads at its start.
server:
  host: 127.0.0.1
  port: 3000 # free on laptops

log:
  level: debug
  format: pretty

database:
  host: localhost
  pool: 4

cache: false
`;
const staging = development
  .replace('127.0.0.1', '0.0.0.0')
  .replace('3000 # free on laptops', '8080 # free on laptops')
  .replace('debug', 'info')
  .replace('pretty', 'json')
  .replace('localhost', 'db.staging.example')
  .replace('cache: false', 'cache: true');

let temporary: string;
let folder: string;
let workbench: Workbench;

before(async () => {
  temporary = await temporaryFolder('film');
  folder = join(temporary, 'shop'); // Its name is in the picture.
  await mkdir(join(folder, 'config/profiles'), { recursive: true });
  const files = {
    'current.yaml': development,
    'profiles/development.yaml': development,
    'profiles/staging.yaml': staging,
  };
  for (const [path, text] of Object.entries(files)) await writeFile(join(folder, 'config', path), text);
  workbench = await Workbench.open({ folder, settings: { 'safekeep.author': 'ada' } });
  await workbench.page.setViewportSize({ width: 1000, height: 620 });
  await workbench.openContainer('Safekeep');
  await workbench.view('Profiles').waitForItem('development, active');
  await workbench.editors.openFile('current.yaml');
  await workbench.editors.waitForText('127.0.0.1');
});

after(async () => {
  await workbench.close();
  await rm(temporary, { recursive: true, force: true });
});

async function holds(text: string): Promise<void> {
  await eventually(async () =>
    assert.equal(await readFile(join(folder, 'config/current.yaml'), 'utf8'), text),
  );
}

async function reviewWith(button: string): Promise<Frame> {
  const frame = await workbench.webviews.frame('button');
  await frame.locator('button.primary', { hasText: button }).waitFor();
  return frame;
}

test('a switch, and one key back, as a person sees it in 15 seconds', async () => {
  const film = await Film.start(workbench.page);
  const box = (review: Frame, name: string) => review.getByRole('checkbox', { name, exact: true });
  const row = workbench.view('Profiles').item('staging');
  await film.shoot(900);
  await film.pointAt(row);
  await film.click(row.locator('.actions [aria-label^="Switch Profile"]'));
  const review = await reviewWith('Switch');
  await review.getByText('db.staging.example').first().waitFor();
  await film.shoot(1_500);
  await film.click(box(review, 'cache'));
  await review.locator('button.primary', { hasText: 'Switch 5 of 6' }).waitFor();
  await film.shoot(900);
  await film.click(review.locator('button.primary'));
  await workbench.notices.message('Switched to staging');
  await workbench.editors.waitForText('db.staging.example');
  await holds(staging.replace('cache: true', 'cache: false'));
  await film.shoot(1_700);

  const backup = workbench.view('Backups').item('development');
  await film.pointAt(backup);
  await film.click(backup.locator('.actions [aria-label^="Restore Backup"]'));
  const restoring = await reviewWith('Restore');
  await restoring.getByText('localhost').first().waitFor();
  await film.shoot(900);
  await film.click(restoring.getByRole('button', { name: 'Select None' }));
  await film.click(box(restoring, 'server › port'));
  await restoring.locator('button.primary', { hasText: 'Restore 1 of' }).waitFor();
  await film.shoot(700);
  await film.click(restoring.locator('button.primary'));
  await workbench.notices.message('Restored');
  await workbench.editors.waitForText('3000');
  await holds(staging.replace('cache: true', 'cache: false').replace('8080', '3000'));
  await film.shoot(2_200);
});
