// `node scripts/structure.ts` prints what is wrong with the structure of the source: folders with too many files, files with
// too many lines, modules that import themselves through others, type imports included, and names with a word of the closed
// list. A test holds it empty.
import { globSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import ts from 'typescript';
import { ownWords } from '../eslint/ownWords.mjs';
import { projectRoot } from '../test/support/paths.ts';
import { isEntryPoint } from './entryPoint.ts';

const maxFiles = 20;
const maxLines = 300;

export interface Structure {
  /** Folders of src/ above 20 files, as `src/views (23)`. */
  readonly largeFolders: readonly string[];
  /** Files of src/ above 300 lines, as `src/api.ts (301)`. */
  readonly longFiles: readonly string[];
  /** Each as the files that lead back to the first one, ` → ` between them. */
  readonly cycles: readonly string[];
  /** Names of files and in them that have a word of `ownWords`, as `src/views/wishes.ts: wishOf`. */
  readonly closedNames: readonly string[];
}

export function readStructure(): Structure {
  const texts = new Map(
    globSync('src/**/*.ts', { cwd: projectRoot }).map((file) => {
      return [file.split(sep).join('/'), readFileSync(join(projectRoot, file), 'utf8')] as const;
    }),
  );
  const files = [...texts.keys()];
  const folders = Map.groupBy(files, (file) => posix.dirname(file));
  const lines = files.map((file) => [file, texts.get(file)?.trimEnd().split('\n').length ?? 0] as const);
  const imports = new Map([...texts].map(([file, text]) => [file, importsOf(file, text)]));
  return {
    largeFolders: [...folders].flatMap(([folder, { length }]) =>
      length > maxFiles ? [`${folder} (${length})`] : [],
    ),
    longFiles: lines.flatMap(([file, count]) => (count > maxLines ? [`${file} (${count})`] : [])),
    cycles: files.flatMap((file) => cycleFrom(file, imports)?.join(' → ') ?? []),
    closedNames: [...texts].flatMap(([file, text]) =>
      closedNamesIn(file, text).map((name) => `${file}: ${name}`),
    ),
  };
}

/** The name of the file and the identifiers in it that have a word of the closed list, in camel case. */
function closedNamesIn(file: string, text: string): readonly string[] {
  const names = new Set([posix.basename(file, '.ts')]);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  const wordsIn = (name: string) => name.split(/(?=[A-Z])|\W/).map((word) => word.toLowerCase());
  return [...names].filter((name) => wordsIn(name).some((word) => ownWords.includes(word)));
}

/** The modules of ours that a file names at its top, those of types among them. */
function importsOf(file: string, text: string): readonly string[] {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const { moduleSpecifier: specifier } = statement;
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return [];
    return [posix.join(posix.dirname(file), specifier.text)];
  });
}

/** The shortest way from the file back to itself, walked breadth first. */
function cycleFrom(
  file: string,
  imports: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const seen = new Set<string>();
  const ways: (readonly string[])[] = [[file]];
  for (const way of ways)
    for (const next of imports.get(way.at(-1) ?? '') ?? []) {
      if (next === file) return [...way, next];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  return undefined;
}

if (isEntryPoint(import.meta.filename)) {
  const found: readonly (readonly [string, readonly string[]])[] = Object.entries({ ...readStructure() });
  for (const [what, list] of found) console.log(`${what}: ${list.length === 0 ? 'none' : list.join(', ')}`);
  process.exitCode = found.every(([, list]) => list.length === 0) ? 0 : 1;
}
