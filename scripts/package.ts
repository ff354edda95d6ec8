// `npm run package`: builds, then packs dist/safekeep.vsix. Needs no network.
import { mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { distFolder, projectRoot, vsixFile } from '../test/support/paths.ts';
import { buildBundles, reportSizes, type BundleSize } from './build.ts';
import { isEntryPoint } from './entryPoint.ts';
import { runNode } from './runCommand.ts';

const vsixBudget = 1_200_000;

/** What licenses and customs want to go along; vsce writes LICENSE as a text file. */
const demanded = ['LICENSE.txt', 'SECURITY.md', 'dist/ThirdPartyNotices.txt'];

/**
 * Links and pictures of the papers that ship lead into the repository: vsce makes absolute addresses of `repository`.
 * Without one they stay relative, and lead nowhere on an extension page.
 */
export function packageFlags(from: object): readonly string[] {
  // Everything is bundled, so there are no dependencies to collect.
  const always = ['--no-dependencies'];
  if ('repository' in from) return always;
  return [...always, '--allow-missing-repository', '--no-rewrite-relative-links'];
}

/** Packs what `dist/` holds and answers its size. @throws when vsce refuses. */
export async function packExtension(): Promise<BundleSize> {
  await mkdir(distFolder, { recursive: true });
  const vsce = join(projectRoot, 'node_modules', '@vscode', 'vsce', 'vsce');
  const words = [vsce, 'package', ...packageFlags(manifest), '--out', vsixFile];
  if ((await runNode(words)) !== 0) throw new Error('vsce could not pack the extension.');
  const archive = await readFile(vsixFile); // It has the names of its files as they are.
  const missing = demanded.filter((path) => !archive.includes(`extension/${path}`));
  if (missing.length > 0) throw new Error(`The package is without ${missing.join(', ')}.`);
  return { file: 'safekeep.vsix', size: (await stat(vsixFile)).size, budget: vsixBudget };
}

if (isEntryPoint(import.meta.filename)) {
  const sizes = [...(await buildBundles()), await packExtension()];
  process.exitCode = reportSizes(sizes) === 0 ? 0 : 1;
}
