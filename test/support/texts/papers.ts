// The Markdown pages that people read, with what in them can be tried: links, and commands of a shell.
import { readFile } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../paths.ts';

export interface Paper {
  /** From the root of the project, with "/". */
  readonly path: string;
  readonly text: string;
}

const patterns = ['*.md', 'docs/**/*.md', 'src/**/*.md', 'skills/**/*.md', 'test/fixtures/workspaces/*/*.md'];

export async function readPapers(): Promise<readonly Paper[]> {
  const paths = globSync(patterns, { cwd: projectRoot }).map((path) => path.replaceAll('\\', '/'));
  return Promise.all(paths.toSorted().map(async (path) => ({ path, text: await readPaper(path) })));
}

export async function readPaper(path: string): Promise<string> {
  return readFile(join(projectRoot, path), 'utf8');
}

export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  /** What a comment in the line above names: `<!-- sample: labels -->`. */
  readonly sample: string | undefined;
}

const fence = /(?:^<!-- sample: (\w+) -->\n)?^ *```(\w*)\n([^]*?)^ *```$/gm;

export function codeBlocks(text: string): readonly CodeBlock[] {
  return [...text.matchAll(fence)].map(([, sample, language = '', code = '']) => ({
    language,
    code,
    sample,
  }));
}

function prose(text: string): string {
  return text.replaceAll(fence, '');
}

/** Code within sentences. */
export function inlineCode(text: string): readonly string[] {
  return [...prose(text).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
}

/** Where links and pictures lead. */
export function linksOf(text: string): readonly string[] {
  return [
    ...prose(text)
      .replaceAll(/`[^`\n]*`/g, '')
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, to = '']) => to);
}

/** The anchors of the headings, as GitHub makes them. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const titles = [...prose(text).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title);
  return new Set(
    titles.map((title) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

/** The commands of a script, each as its words. What a command has in `$(…)` is a command of its own. */
export function shellCommands(script: string): readonly (readonly string[])[] {
  const inner = [...script.matchAll(/"\$\((safekeep [^)]*)\)"/g)].map(([, command = '']) => command);
  return [...script.split('\n'), ...inner]
    .flatMap((line) => separated(wordsOf(line)))
    .filter((words) => words.length > 0);
}

/** Words as a shell would split them, up to a comment; quotes go. */
function wordsOf(line: string): readonly string[] {
  const words = [...line.matchAll(/#.*|(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word);
  const comment = words.findIndex((word) => word.startsWith('#'));
  const kept = comment < 0 ? words : words.slice(0, comment);
  return kept.map((word) =>
    word.replaceAll(
      /'([^']*)'|"([^"]*)"/g,
      (_, single = '', double = '') => `${String(single)}${String(double)}`,
    ),
  );
}

function separated(words: readonly string[]): readonly (readonly string[])[] {
  const at = words.findIndex((word) => word === '&&' || word === '|');
  return at < 0 ? [words] : [words.slice(0, at), ...separated(words.slice(at + 1))];
}
