// `npm run pictures`: takes the pictures of the README and of the walkthrough anew, from the end-to-end run. They are not
// made by `npm test`, since every run's differ in their dates.
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { filmFolder } from '../test/support/editor/film.ts';
import { projectRoot, screenshotFolder } from '../test/support/paths.ts';
import { isEntryPoint } from './entryPoint.ts';
import { paletteImage, readPicture, type Frame } from './paletteImage.ts';
import { runNode, typeScriptFlags } from './runCommand.ts';

const pictures: Readonly<Record<string, string>> = {
  'sidebar-dark.png': 'sidebar.png',
  'review-dark.png': 'review.png',
};

async function takePictures(): Promise<void> {
  const args = ['--only', 'e2e', 'pictures', 'walkthrough', 'film'];
  const test = join(projectRoot, 'scripts', 'test.ts');
  if ((await runNode([...typeScriptFlags, test, ...args], { SAFEKEEP_PICTURES: 'yes' })) !== 0)
    throw new Error('The end-to-end run failed: its pictures are not taken over.');
  await takeOver();
}

/** What the end-to-end run has left, in the places where it is shown. */
async function takeOver(): Promise<void> {
  const folder = join(projectRoot, 'docs', 'images');
  await mkdir(folder, { recursive: true });
  for (const [from, to] of Object.entries(pictures))
    await copyFile(join(screenshotFolder, from), join(folder, to));
  await writeFile(join(folder, 'switch-and-restore.png'), paletteImage(await filmFrames()));
  for (const { media } of manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps))
    for (const path of Object.values(media.image)) await takeOverStep(path);
}

/** `media/walkthrough/NAME-THEME.png` is the screenshot `walkthrough-NAME-THEME.png`, in a palette. */
async function takeOverStep(path: string): Promise<void> {
  const from = path.slice('media/'.length).replace('/', '-');
  const picture = readPicture(await readFile(join(screenshotFolder, from)));
  await mkdir(join(projectRoot, 'media', 'walkthrough'), { recursive: true });
  await writeFile(join(projectRoot, path), paletteImage([{ picture, milliseconds: 0 }]));
}

async function filmFrames(): Promise<readonly Frame[]> {
  const names = (await readdir(filmFolder)).sort();
  return Promise.all(
    names.map(async (name) => ({
      picture: readPicture(await readFile(join(filmFolder, name))),
      milliseconds: Number(/-(\d+)\.png$/.exec(name)?.[1]),
    })),
  );
}

if (isEntryPoint(import.meta.filename)) await takePictures();
