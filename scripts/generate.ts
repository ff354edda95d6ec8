// `npm run generate [-- --check]`: writes the files that are derived from others; `--check` only says which are
// out of date. Also checks facts that stand in two places and cannot be generated.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { projectRoot } from '../test/support/paths.ts';
import { isEntryPoint } from './entryPoint.ts';
import { manPage } from './generateManPage.ts';
import { fillBlocks, referencePages } from './generateReference.ts';
import { manifestFaults } from './manifestTexts.ts';
import { translatableTexts } from './translatableTexts.ts';
import { translationFaults } from './translationFaults.ts';

interface GeneratedFile {
  /** From the root of the project. */
  readonly path: string;
  /** The whole text the file must have. */
  readonly text: () => Promise<string>;
}

interface Agreement {
  readonly title: string;
  /** What contradicts it, as lines for a person; none when it holds. */
  readonly faults: () => Promise<readonly string[]>;
}

const generatedFiles: readonly GeneratedFile[] = [
  ...Object.entries(referencePages()).map(([path, blocks]) => ({
    path,
    text: async () => fillBlocks(await readOrEmpty(path), blocks),
  })),
  { path: 'l10n/bundle.l10n.json', text: englishBundle },
  { path: 'man/man1/safekeep.1', text: () => Promise.resolve(manPage()) },
];

const agreements: readonly Agreement[] = [
  { title: 'CHANGELOG.md has a heading for the version of package.json', faults: changelogFaults },
  {
    title: 'docs/internals/build-and-tests.md lists the dependencies of package.json',
    faults: dependencyFaults,
  },
  {
    title: 'every text that is translated stands whole in the sources',
    faults: () => Promise.resolve(translatableTexts().faults),
  },
  {
    title: 'package.json names every text that is read, and package.nls.json has just those',
    faults: () => Promise.resolve(manifestFaults()),
  },
  { title: 'every translation has the texts of the English one', faults: translationFaults },
];

export interface GenerateCheck {
  readonly title: string;
  readonly ok: boolean;
}

export async function checkGenerated(): Promise<readonly GenerateCheck[]> {
  const files = generatedFiles.map(async ({ path, text }) => ({
    title: `${path} is up to date (npm run generate)`,
    ok: (await readOrEmpty(path)) === (await text()),
  }));
  const facts = agreements.map(async ({ title, faults }) => {
    const found = await faults();
    return { title: [title, ...found].join('\n    '), ok: found.length === 0 };
  });
  return Promise.all([...files, ...facts]);
}

/** English → English: what a translation is a copy of, with the right sides changed. */
function englishBundle(): Promise<string> {
  const texts = translatableTexts().texts.map((text) => [text, text]);
  return Promise.resolve(`${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`);
}

async function changelogFaults(): Promise<readonly string[]> {
  const headings = (await readOrEmpty('CHANGELOG.md')).split('\n').filter((line) => line.startsWith('## '));
  const words = headings.map((line) => line.replaceAll(/[[\]]/g, '').split(' ')[1]);
  return words.includes(manifest.version) ? [] : [manifest.version];
}

/** Each with its exact version, in rows that begin with "| `name` | version |", and no others. */
async function dependencyFaults(): Promise<readonly string[]> {
  const rows = (await readOrEmpty('docs/internals/build-and-tests.md')).matchAll(
    /^\| `([^`]+)` \| (\d[\w.-]*) \|/gm,
  );
  const listed = [...rows].map(([, name, version]) => `${name ?? ''} ${version ?? ''}`);
  const packages = Object.entries({ ...manifest.devDependencies, ...manifest.optionalDependencies });
  const wanted = packages.map((entry) => entry.join(' '));
  return [...listed.filter((row) => !wanted.includes(row)), ...wanted.filter((row) => !listed.includes(row))];
}

/** A file that is missing is out of date, not an error. */
async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(join(projectRoot, path), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

async function writeGenerated(): Promise<void> {
  for (const { path, text } of generatedFiles) {
    await mkdir(dirname(join(projectRoot, path)), { recursive: true });
    await writeFile(join(projectRoot, path), await text());
  }
}

/** Prints what does not hold; answers how many that are. */
export function reportChecks(checks: readonly GenerateCheck[]): number {
  const failed = checks.filter(({ ok }) => !ok);
  for (const { title } of failed) console.error(`✖ ${title}`);
  return failed.length;
}

if (isEntryPoint(import.meta.filename)) {
  if (!process.argv.includes('--check')) await writeGenerated();
  process.exitCode = reportChecks(await checkGenerated()) === 0 ? 0 : 1;
}
