// Makes Git merge the files of a config folder by keys: names the driver in the repository's own settings, and the files in
// `.gitattributes`, which is committed.
import { lstat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { t } from '@vscode/l10n';
import {
  decode,
  EngineError,
  findWorkspace,
  readGivenFile,
  replaceGivenFile,
  type Engine,
} from '../../engine/index.ts';
import { git, gitText } from '../../git/index.ts';
import { flagOption, linesOf, type Outcome, type Verb, type VerbContext } from '../verb.ts';
import { dryRun } from '../verbShape.ts';

export const gitSetup: Verb = {
  usage: 'git-setup [--check] [--dry-run]',
  summary: t('Set up Git in this clone to merge profiles and live files key by key.'),
  options: {
    check: {
      kind: 'flag',
      about: t('Check the setup without changing it. The exit code is 3 if anything is missing.'),
    },
    ...dryRun,
  },
  examples: [
    [
      'git-setup',
      t('Adds lines to .gitattributes, and adds the merge driver to the Git settings of this clone.'),
    ],
    ['git-setup --check', t('Checks the setup, for example in CI.')],
  ],
  run: setUp,
};

/** Where `safekeep` can't be found, lines are merged as without it. */
const driver =
  'if command -v safekeep >/dev/null 2>&1; ' +
  'then safekeep merge-file %O %A %B -o %A --path=%P --marker-size %L; ' +
  'else git merge-file --marker-size=%L %A %O %B; fi';

const settings: Readonly<Record<string, string>> = {
  'merge.safekeep.name': 'Safekeep: key by key',
  'merge.safekeep.driver': driver,
};

async function setUp(context: VerbContext): Promise<Outcome> {
  const engine = await context.open();
  // Git would also ask a folder of the repository that only looks like one of its own, and what that says may lead anywhere.
  const root = await findWorkspace(engine.folder);
  await git(['rev-parse', '--git-dir'], { folder: root });
  const file = join(root, '.gitattributes');
  const text = await textOf(file);
  const there = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const lines = (await attributeLines(engine, root)).filter((line) => !there.has(line));
  const missing = await missingSettings(root);
  const steps = [
    ...lines.map((line) => `.gitattributes: ${line}`),
    ...missing.map((name) => `git config: ${name}`),
  ];
  const json = { attributes: lines, settings: missing };
  if (steps.length === 0) return { json, text: linesOf([t('Git merges these files key by key.')]) };
  if (flagOption(context, 'check'))
    return {
      json,
      found: true,
      text: linesOf([t('Git isn\'t set up. Run "safekeep git-setup" to add:'), ...steps]),
    };
  if (flagOption(context, 'dry-run'))
    return { json, text: linesOf([...steps, t('dry run: nothing was written')]) };
  if (lines.length > 0) await replaceGivenFile(file, Buffer.from(withLines(text, lines)));
  for (const name of missing) await git(['config', '--local', name, settings[name] ?? ''], { folder: root });
  return {
    json,
    text: linesOf([...steps, t('Done. Commit .gitattributes, and run this command once in each clone.')]),
  };
}

/** One line for each live file in the repository, one for the profiles, and one for the manifest. */
async function attributeLines(engine: Engine, root: string): Promise<readonly string[]> {
  const { targets, manifest } = await engine.snapshot();
  const paths = ['profiles/**', manifest.path, ...targets.map(({ path }) => path)];
  return paths.flatMap((path) => {
    const place = path === undefined ? '..' : relative(root, join(engine.folder, path)).split(sep).join('/');
    return place.startsWith('..') ? [] : [`${patternFor(place)} merge=safekeep`];
  });
}

/** From the root on, in quotes where spaces would end it; nothing of a name is a wildcard but the stars of `profiles/**`. */
function patternFor(place: string): string {
  const pattern = `/${place.replace(/[[\]?\\]/g, '\\$&')}`;
  return /[\s"]/.test(pattern) ? JSON.stringify(pattern) : pattern;
}

async function missingSettings(root: string): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const [name, value] of Object.entries(settings)) {
    const said = await gitText(['config', '--local', '--default', '', '--get', name], { folder: root });
    if (said !== value) missing.push(name);
  }
  return missing;
}

function withLines(text: string, lines: readonly string[]): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const start = text === '' || text.endsWith('\n') ? text : text + eol;
  return start + lines.map((line) => line + eol).join('');
}

/** Git reads no link in its place, which could lead anywhere. @throws EngineError `invalid`, `io`. */
async function textOf(path: string): Promise<string> {
  const isLink = await lstat(path).then(
    (found) => found.isSymbolicLink(),
    () => false,
  );
  if (isLink) throw new EngineError('invalid', t('{0} is a link. Replace it with a file.', path), { path });
  const bytes = await readGivenFile(path);
  const text = bytes ? decode(bytes) : '';
  if (text === null) throw new EngineError('invalid', t("{0} isn't UTF-8 text.", path), { path });
  return text;
}
