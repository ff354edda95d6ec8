// `npm run pictures`: takes the README's pictures anew, from the end-to-end run. They are not made by `npm test`,
// since every run's differ in their dates.
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot, screenshotFolder } from '../test/support/paths.ts';
import { isEntryPoint } from './entryPoint.ts';
import { steps } from './testSteps.ts';

const pictures: Readonly<Record<string, string>> = {
  'sidebar-dark.png': 'sidebar.png',
  'review-dark.png': 'review.png',
};

async function takePictures(): Promise<void> {
  const outcome = await steps.find(({ name }) => name === 'e2e')?.run(['pictures']);
  if (outcome?.failed !== 0) throw new Error('The end-to-end run failed: its pictures are not taken over.');
  const folder = join(projectRoot, 'docs', 'images');
  await mkdir(folder, { recursive: true });
  for (const [from, to] of Object.entries(pictures))
    await copyFile(join(screenshotFolder, from), join(folder, to));
}

if (isEntryPoint(import.meta.filename)) await takePictures();
