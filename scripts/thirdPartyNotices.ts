// ThirdPartyNotices.txt: what the licenses of the packages in the bundles demand to go along with them. Made from what
// the bundler says it has put in, so that no package can be forgotten; one whose license has no text fails the build.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { distFolder, projectRoot } from '../test/support/paths.ts';

export const noticesFile = join(distFolder, 'ThirdPartyNotices.txt');

/** Texts of packages that are published without theirs: `@scope+name.txt`, as in the package's repository. */
const ownTexts = join(projectRoot, 'scripts', 'licenses');

const packagePath = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/** The packages that the bundles have a part of: their folders, from the root of the project. */
export function packagesIn(metafiles: readonly Metafile[]): readonly string[] {
  const outputs = metafiles.flatMap(({ outputs: of }) => Object.values(of));
  const inputs = outputs.flatMap((output) => Object.keys(output.inputs));
  return [...new Set(inputs.flatMap((input) => packagePath.exec(input) ?? []))].toSorted();
}

/** @throws when a package has no text of its license. */
export async function thirdPartyNotices(folders: readonly string[]): Promise<string> {
  const lead =
    'Safekeep contains parts of the packages below. Their licenses demand that these texts go along.\n';
  return [lead, ...(await Promise.all(folders.map(noticeOf)))].join(`\n${'='.repeat(80)}\n\n`);
}

async function noticeOf(folder: string): Promise<string> {
  const path = join(projectRoot, folder);
  // The manifest of an installed package; npm has read its name and version.
  const manifest = JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as Record<string, string>;
  const { name = folder, version = '', license = '' } = manifest;
  const files = (await readdir(path)).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file));
  const own = join(ownTexts, `${name.replace('/', '+')}.txt`);
  const texts = files.length > 0 ? files.toSorted().map((file) => join(path, file)) : [own];
  const whole = await Promise.all(texts.map((file) => textOf(file, name)));
  return [`${name} ${version} (${license})\n`, ...whole].join('\n');
}

async function textOf(file: string, name: string): Promise<string> {
  try {
    return `${(await readFile(file, 'utf8')).replaceAll('\r\n', '\n').trim()}\n`;
  } catch (cause) {
    throw new Error(`${name} is in a bundle without the text of its license. Put it into ${file}.`, {
      cause,
    });
  }
}
