import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { after, afterEach, before, test } from 'node:test';
import { Workbench } from '../support/editor/workbench.ts';

let workbench: Workbench;

before(async () => {
  workbench = await Workbench.open({ sample: 'service' });
});

afterEach(async (context) => {
  // In a hook the context is the test's.
  if ('passed' in context) await workbench.pictureFailure(context);
});

after(() => workbench.close());

test('the packaged extension is installed in the workbench', async () => {
  await workbench.runCommand('Extensions: Show Installed Extensions');
  await workbench.page.locator('.extension-list-item .name', { hasText: 'Safekeep' }).waitFor();
});

test('the palette lists commands, and the window can be pictured in each theme', async () => {
  await workbench.quickInput.openPalette('Preferences: Color Theme');
  assert.ok((await workbench.quickInput.labels()).includes('Preferences: Color Theme'));
  const dark = await workbench.screenshot('smoke');
  assert.ok((await stat(dark)).size > 10_000);
  await workbench.quickInput.dismiss();
  await workbench.screenshot('smoke', 'light');
  await workbench.screenshot('smoke', 'contrast');
});
