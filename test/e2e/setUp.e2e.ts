// The way in, from a folder that holds one file and nothing else: each step as a person takes it, with the bytes on the
// disk checked.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { chooseFromMenu } from '../support/editor/menu.ts';
import { temporaryFolder } from '../support/paths.ts';
import { Workbench } from '../support/editor/workbench.ts';

let workbench: Workbench;

const read = (path: string) => readFile(join(workbench.folder, path), 'utf8');
const isThere = (path: string) => existsSync(join(workbench.folder, path));

interface LoneFile {
  readonly path: string;
  readonly text: string;
  readonly profile: string;
  readonly target: string;
}

const loneFiles = {
  appsettings: {
    path: 'appsettings.json',
    text: '{\r\n  // Read at every start.\r\n  "Logging": { "LogLevel": { "Default": "Information" } },\r\n  "AllowedHosts": "*"\r\n}\r\n',
    profile: 'config/profiles/development.jsonc',
    target: 'appsettings: ../appsettings.json',
  },
  compose: {
    path: 'docker-compose.yml',
    text: '# The stack on a laptop.\nservices:\n  web:\n    image: "nginx:1.27" # pinned\n    ports: ["8080:80"]\n',
    profile: 'config/profiles/development.yml',
    target: 'docker-compose: ../docker-compose.yml',
  },
  settings: {
    path: '.vscode/settings.json',
    text: '{\n  // Small screens.\n  "editor.fontSize": 13,\n  "editor.tabSize": 2, // a trailing comma comes\n}\n',
    profile: 'config/profiles/development.jsonc',
    target: 'settings: ../.vscode/settings.json',
  },
} as const satisfies Readonly<Record<string, LoneFile>>;

/** Opens a window on a folder that holds this file alone, and closes it afterwards. */
async function withLoneFile({ path, text }: LoneFile, act: () => Promise<void>): Promise<void> {
  const folder = await temporaryFolder('lone');
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
  workbench = await Workbench.open({ folder });
  try {
    await act();
  } catch (error) {
    await workbench.screenshot(`failed-${path.replaceAll(/\W/g, '-')}`);
    throw error;
  } finally {
    await workbench.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Everything is where it belongs, and the file as it was. */
async function isSetUp({ path, text, profile, target }: LoneFile): Promise<void> {
  await workbench.view('Profiles').waitForItem('development, active');
  assert.equal(await read(path), text);
  assert.equal(await read(profile), text);
  assert.equal(await read('config/safekeep.yaml'), `format: 1\ntargets:\n  ${target}\n`);
}

suite('a folder with one file alone', () => {
  test('appsettings.json is set up from the welcome text in three steps, and Undo takes it back', () => {
    const file = loneFiles.appsettings;
    return withLoneFile(file, async () => {
      await workbench.openContainer('Safekeep');
      const profiles = workbench.view('Profiles');
      await profiles.clickWelcomeButton('Set Up Safekeep');
      assert.deepEqual(await workbench.quickInput.labels(), [file.path]);
      await workbench.pictures('flow-set-up-file');
      await workbench.quickInput.choose(file.path);
      await workbench.quickInput.accept();
      const said = await workbench.notices.message('Safekeep now manages');
      assert.equal(said, 'Safekeep now manages appsettings.json. Created profile development in config.');
      await isSetUp(file);
      await workbench.view('Backups').waitForItem('no profile');
      await workbench.pictures('flow-set-up-done');
      await workbench.notices.clickButton('Safekeep now manages', 'Undo');
      await profiles.pane.locator('.welcome-view-content', { hasText: 'No live file yet' }).waitFor();
      await workbench.pictures('flow-set-up-undone');
      assert.equal(await read(file.path), file.text);
      assert.deepEqual([isThere(file.profile), isThere('config/safekeep.yaml')], [false, false]);
      await profiles.clickWelcomeButton('Set Up Safekeep');
      await workbench.quickInput.choose(file.path);
      await workbench.quickInput.accept();
      await isSetUp(file);
    });
  });

  test('docker-compose.yml is set up from its menu in the explorer, which then has no such entry', () => {
    const file = loneFiles.compose;
    return withLoneFile(file, async () => {
      const row = workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: file.path });
      await workbench.openContainer('Safekeep'); // The entry comes with what Safekeep knows of the folder.
      await workbench
        .view('Profiles')
        .pane.locator('.monaco-button', { hasText: 'Set Up Safekeep' })
        .waitFor();
      await workbench.openContainer('Explorer');
      const open = () => row.click({ button: 'right' });
      await open();
      await workbench.page.locator('.monaco-menu [aria-label^="Set Up Safekeep for This File"]').waitFor();
      await workbench.picture('flow-explorer-menu');
      await chooseFromMenu(workbench.page, open, 'Set Up Safekeep for This File');
      assert.equal(await workbench.quickInput.value(), 'development');
      await workbench.quickInput.accept();
      await workbench.notices.message('Safekeep now manages docker-compose.yml');
      await workbench.openContainer('Safekeep');
      await isSetUp(file);
      await workbench.openContainer('Explorer');
      await row.click({ button: 'right' });
      await workbench.page.locator('.monaco-menu [aria-label^="Rename"]').first().waitFor();
      assert.equal(await workbench.page.locator('.monaco-menu [aria-label^="Set Up Safekeep"]').count(), 0);
      await workbench.page.keyboard.press('Escape');
    });
  });

  test('.vscode/settings.json is set up and switched, with its comments', () => {
    const file = loneFiles.settings;
    return withLoneFile(file, async () => {
      await workbench.runCommand('Safekeep: Set Up Safekeep…');
      await workbench.quickInput.choose(file.path);
      await workbench.quickInput.accept();
      await workbench.openContainer('Safekeep');
      await isSetUp(file);
      const large = file.text.replace('13', '18').replace('Small', 'Large');
      await writeFile(join(workbench.folder, 'config/profiles/projector.jsonc'), large);
      await workbench.view('Profiles').inlineAction('projector', 'Switch Profile');
      const review = await workbench.webviews.frame('button');
      await review.locator('button', { hasText: 'Switch' }).first().click();
      // The editor runs what such a file says.
      await workbench.notices.answerDialog('Continue Anyway');
      await workbench.notices.message('Switched to projector');
      assert.equal(await read(file.path), large);
      await workbench.notices.clickButton('Switched to projector', 'Undo');
      await workbench.notices.answerDialog('Continue Anyway');
      await eventually(async () => assert.equal(await read(file.path), file.text));
    });
  });
});
