// The papers are true where a machine can tell: every link leads somewhere, every command is one that there is, what is
// printed in bold is a text of the product, and the pages that must be short are.
import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { suite, test } from 'node:test';
import english from '../l10n/bundle.l10n.json' with { type: 'json' };
import manifest from '../package.json' with { type: 'json' };
import texts from '../package.nls.json' with { type: 'json' };
import { steps } from '../scripts/testSteps.ts';
import { parseCommandLine } from '../src/cli/commandLine.ts';
import { verbs } from '../src/cli/verbs.ts';
import { errorCodes } from '../src/engine/base/errors.ts';
import { testFolder } from './support/disk/configFolder.ts';
import { projectRoot } from './support/paths.ts';
import {
  anchorsOf,
  codeBlocks,
  inlineCode,
  linksOf,
  readPaper,
  readPapers,
  shellCommands,
} from './support/texts/papers.ts';

const papers = await readPapers();
const anchors = new Map(papers.map(({ path, text }) => [path, anchorsOf(text)]));

suite('the papers', () => {
  for (const { path, text } of papers)
    test(`${path} has links that lead somewhere and commands that there are`, () => {
      assert.deepEqual(
        linksOf(text).filter((link) => isBroken(path, link)),
        [],
      );
      const scripts = codeBlocks(text)
        .filter(({ language }) => language === 'sh')
        .map(({ code }) => code);
      const sentences = inlineCode(text).filter((code) => /^(safekeep|npm|node|npx) ./.test(code));
      const commands = [...scripts, ...sentences.map(withoutUsage)].flatMap(shellCommands);
      assert.deepEqual(
        commands.map(faultOf).filter((fault) => fault !== ''),
        [],
      );
    });

  test('name buttons, commands and views as the product does', () => {
    const known = new Set([...Object.values(texts), ...Object.values(english)].map(withoutDots));
    const isGuide = (path: string) => /^(README|CHANGELOG|docs\/(?!internals))/.test(path);
    const named = papers.flatMap(({ path, text }) =>
      boldTexts(text)
        .filter((bold) => isGuide(path) || bold.endsWith('…'))
        .map((bold) => ({ path, bold })),
    );
    assert.ok(named.length > 40, String(named.length));
    const others = ['Extensions: Install from VSIX'];
    assert.deepEqual(
      named.filter(({ bold }) => !known.has(withoutDots(bold)) && !others.includes(withoutDots(bold))),
      [],
    );
  });

  test('name files that there are', () => {
    const all = globSync('{src,test,scripts,eslint}/**/*.{ts,mjs}', { cwd: projectRoot });
    const files = all.map((file) => `/${file.replaceAll('\\', '/')}`);
    const named = papers
      .filter(({ path }) => /^(ARCHITECTURE|CONTRIBUTING|docs\/internals\/)/.test(path))
      .flatMap(({ path, text }) => inlineCode(text).map((code) => ({ path, code })))
      .filter(({ code }) => /^[\w/.]+\.(ts|mjs)$/.test(code) && !code.includes('NAME'));
    assert.ok(named.length > 100, String(named.length));
    assert.deepEqual(
      named.filter(({ code }) => !files.some((file) => file.endsWith(`/${code}`))),
      [],
    );
  });

  test('are as short as they promise', async () => {
    for (const [path, most] of [
      ['README.md', 7 * 1024],
      ['ARCHITECTURE.md', 12 * 1024],
      ['docs/internals/glossary.md', 4 * 1024],
    ] as const) {
      const size = Buffer.byteLength(await readPaper(path));
      assert.ok(size <= most, `${path} has ${size} bytes`);
    }
  });

  test('have both start commands on the first page', async () => {
    const commands = codeBlocks(await readPaper('README.md')).flatMap(({ code }) => shellCommands(code));
    for (const command of ['npm start', 'npm test'])
      assert.ok(commands.some((words) => words.join(' ') === command));
  });

  test('list every error code', async () => {
    const page = await readPaper('docs/reference/exit-codes.md');
    const listed = [...page.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code);
    assert.deepEqual(listed, [...errorCodes, 'internal']);
  });

  test('list every argument of a command', async () => {
    const source = await readPaper('src/commands/flow/commandContext.ts');
    const [, fields = ''] = /interface CommandArguments \{([^]*?)\n\}/.exec(source) ?? [];
    const names = [...fields.matchAll(/readonly (\w+)\?:/g)].map(([, name]) => name);
    const page = await readPaper('docs/reference/commands.md');
    const [, table = ''] = page.split('## Arguments');
    const cells = [...table.matchAll(/^\| (`[^|]+`) \|/gm)].map(([, cell = '']) => cell);
    const listed = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    // What is selected with an item is told by VS Code alone.
    assert.deepEqual(new Set(listed), new Set(names.filter((name) => name !== 'selected')));
  });

  test('show a manifest that is one', async () => {
    const [block] = codeBlocks(await readPaper('docs/reference/manifest.md'));
    const { open } = await testFolder('docs', { 'safekeep.yaml': block?.code ?? '' });
    assert.deepEqual((await (await open()).snapshot()).problems, []);
  });
});

/** Whether no such file or heading is there; addresses elsewhere are not looked up. */
function isBroken(from: string, link: string): boolean {
  if (/^https?:\/\//.test(link)) return false;
  const [file = '', anchor] = link.split('#');
  const path = file === '' ? from : normalize(join(dirname(from), file)).replaceAll('\\', '/');
  if (!existsSync(join(projectRoot, path))) return true;
  return anchor !== undefined && anchors.get(path)?.has(anchor) !== true;
}

/** "watch [--exec COMMAND]" as "watch", "profile export|import" as "profile export". */
function withoutUsage(command: string): string {
  return command.replaceAll(/ \[[^\]]*\]/g, '').replaceAll(/(\w)\|\w+/g, '$1');
}

/** Why a command cannot be; '' when it can. */
function faultOf(words: readonly string[]): string {
  const [program = '', ...rest] = words;
  const command = words.join(' ');
  if (program === 'safekeep') return usageFault(rest);
  if (program === 'npm') return npmFault(rest) ? command : '';
  const known = ['node', 'npx', 'cp', 'cd', 'ln', 'man', 'source', 'eval'];
  if (!known.includes(program)) return command;
  if (rest[0] === 'dist/cli.js') return usageFault(rest.slice(1));
  const paths = rest.filter((word) => /^(\.\/)?(src|test|scripts|man)\//.test(word));
  return paths.every((path) => existsSync(join(projectRoot, path))) ? '' : command;
}

function usageFault(words: readonly string[]): string {
  if (/^(COMMAND|VERB)$/.test(words[0] ?? '')) return '';
  // A sentence may name a command without what it needs.
  if (words.join(' ') in verbs) return '';
  try {
    parseCommandLine(words, verbs);
    return '';
  } catch (error) {
    return `safekeep ${words.join(' ')}: ${String(error)}`;
  }
}

function npmFault(words: readonly string[]): boolean {
  const [verb = '', script = ''] = words;
  if (verb === 'ci') return false;
  const name = verb === 'run' ? script : verb;
  if (!(name in manifest.scripts)) return true;
  const only = words.indexOf('--only');
  if (only < 0) return false;
  const names = words[only + 1]?.split(',') ?? [];
  return !names.every((one) => steps.some((step) => step.name === one));
}

/** Those that are no beginning of a paragraph, which ends in a mark of its own. */
function boldTexts(text: string): readonly string[] {
  return [...text.matchAll(/\*\*([^*\n]+)\*\*/g)]
    .map(([, bold = '']) => bold)
    .filter((bold) => !/[.:,]$/.test(bold));
}

function withoutDots(text: string): string {
  return text.replace(/…$/, '');
}
