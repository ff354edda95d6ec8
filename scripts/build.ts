// `npm run build`: the bundles that ship, each held to its budget. `--tests` builds the in-host tests as well,
// `--watch` builds everything again after each change.
import { chmod, copyFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build, context, type BuildOptions, type Metafile } from 'esbuild';
import { distFolder, exampleExtension, projectRoot } from '../test/support/paths.ts';
import { isEntryPoint } from './entryPoint.ts';
import { bundles, exampleBundle, hostTests, testProcesses, type Bundle } from './bundles.ts';
import { noticesFile, packagesIn, thirdPartyNotices } from './thirdPartyNotices.ts';

export interface BundleSize {
  readonly file: string;
  readonly size: number;
  readonly budget: number;
}

/** For who debugs: a debugger finds the source maps, which do not ship. */
export const debugging: BuildOptions = { sourcemap: 'linked' };

/**
 * Builds everything that ships, and the notices of what is in it. @throws when a source does not bundle, or a license has
 * no text.
 */
export async function buildBundles(more: BuildOptions = {}): Promise<readonly BundleSize[]> {
  const built = await Promise.all(bundles.map((bundle) => buildBundle(bundle, more)));
  const packages = packagesIn(built.map(({ metafile }) => metafile));
  await writeFile(noticesFile, await thirdPartyNotices(packages));
  return built.map(({ size }) => size);
}

interface BuiltBundle {
  readonly size: BundleSize;
  readonly metafile: Metafile;
}

async function buildBundle({ file, budget, options }: Bundle, more: BuildOptions): Promise<BuiltBundle> {
  const outfile = join(distFolder, file);
  const { metafile } = await build({ ...options, ...more, outfile, metafile: true });
  if (file === 'cli.js') await chmod(outfile, 0o755);
  return { size: { file, size: (await stat(outfile)).size, budget }, metafile };
}

export async function buildHostTests(): Promise<void> {
  // A suite whose source is gone must not be run from an earlier build.
  await rm(join(distFolder, 'test'), { recursive: true, force: true });
  await build(hostTests());
  await build(exampleBundle());
  const source = join(projectRoot, 'test', 'fixtures', 'example-extension', 'package.json');
  await copyFile(source, join(exampleExtension, 'package.json'));
}

/** The programs that tests start. */
export async function buildTestProcesses(): Promise<void> {
  await build(testProcesses());
}

/** Prints each size beside its budget; answers how many are above it. */
export function reportSizes(sizes: readonly BundleSize[]): number {
  for (const { file, size, budget } of sizes) {
    const verdict = size > budget ? 'TOO LARGE' : 'ok';
    console.log(`${file.padEnd(14)} ${kilobytes(size)} of ${kilobytes(budget)}  ${verdict}`);
  }
  return sizes.filter(({ size, budget }) => size > budget).length;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}

async function watch(): Promise<void> {
  const all = [
    ...bundles.map(({ file, options }) => ({ ...options, ...debugging, outfile: join(distFolder, file) })),
    hostTests(),
  ];
  for (const options of all) await (await context({ ...options, minify: false, logLevel: 'info' })).watch();
}

if (isEntryPoint(import.meta.filename)) {
  if (process.argv.includes('--tests')) await buildHostTests();
  if (process.argv.includes('--watch')) await watch();
  else process.exitCode = reportSizes(await buildBundles()) === 0 ? 0 : 1;
}
