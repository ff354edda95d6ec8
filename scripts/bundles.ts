// The bundles that ship and their budgets, and the in-host tests. The engine, with its parsers and validators, is a
// bundle of its own that the extension and the terminal share: shipped once, and loaded by the first use instead of
// by the editor's start.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import manifest from '../package.json' with { type: 'json' };
import { distFolder, exampleExtension, processesFolder, projectRoot } from '../test/support/paths.ts';

export interface Bundle {
  readonly file: string;
  /** Bytes; the build fails above it. */
  readonly budget: number;
  readonly options: BuildOptions;
}

const shared: BuildOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  minify: true,
  // No comment names a map that does not ship.
  sourcemap: 'external',
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
  // Some dependencies' CommonJS `main` is a UMD file that cannot be bundled; their ES module can.
  mainFields: ['module', 'main'],
  alias: {
    // The same code as yaml's build for Node, but as ES modules, of which only what is used is kept.
    yaml: join(projectRoot, 'node_modules', 'yaml', 'browser', 'index.js'),
    'fast-uri': join(projectRoot, 'scripts', 'noUriResolver.ts'),
  },
};

const node: BuildOptions = { ...shared, platform: 'node', format: 'cjs' };

/** What the sources import as `engine/index.ts` is `engine.js` beside the bundle. */
const engineApart: Plugin = {
  name: 'engine-apart',
  setup: (build) => {
    build.onResolve({ filter: /\/engine\/index\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './engine.js', external: true },
    );
  },
};

/** The protocol's server is large, and only one verb of the terminal wants it. */
const mcpApart: Plugin = {
  name: 'mcp-apart',
  setup: (build) => {
    build.onResolve({ filter: /\/mcp\/index\.ts$/ }, () => ({ path: './mcp.js', external: true }));
  },
};

/** Only a few verbs run Git. */
const gitApart: Plugin = {
  name: 'git-apart',
  setup: (build) => {
    build.onResolve({ filter: /\/git\/index\.ts$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './git.js', external: true },
    );
  },
};

/** Only a folder whose profiles refer to secrets wants age, and the curves that it takes. */
const ageApart: Plugin = {
  name: 'age-apart',
  setup: (build) => {
    build.onResolve({ filter: /^age-encryption$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './age.js', external: true },
    );
  },
};

/** The texts of the person's language are loaded once in each process, whichever bundle asks for one first. */
const languageApart: Plugin = {
  name: 'language-apart',
  setup: (build) => {
    build.onResolve({ filter: /^@vscode\/l10n$/ }, () => ({ path: './l10n.js', external: true }));
  },
};

/** Our schemas without what they say to people: the editor reads that from the files in `schemas/`. */
const leanSchemas: Plugin = {
  name: 'lean-schemas',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]schemas[\\/].*\.schema\.json$/ }, ({ path }) => ({
      contents: JSON.stringify(JSON.parse(readFileSync(path, 'utf8'), withoutWords)),
      loader: 'json',
    }));
  },
};

/** Of package.json the terminal tells the version alone. */
const leanManifest: Plugin = {
  name: 'lean-manifest',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]package\.json$/ }, () => ({
      contents: JSON.stringify({ version: manifest.version }),
      loader: 'json',
    }));
  },
};

/** A key of a document may have the same name: its schema is a map. */
function withoutWords(key: string, value: unknown): unknown {
  const isText = typeof value === 'string' || Array.isArray(value);
  return isText && /^(title|description|examples|enumDescriptions)$/.test(key) ? undefined : value;
}

export const bundles: readonly Bundle[] = [
  {
    file: 'extension.js',
    budget: 400_000,
    options: {
      ...node,
      entryPoints: ['src/extension.ts'],
      target: 'node22',
      external: ['vscode'],
      plugins: [engineApart, languageApart],
    },
  },
  {
    file: 'engine.js',
    // With the bounds of what a stranger's small files may cost, what whole jobs ask, merges, targets of any kind, and
    // references.
    budget: 725_000,
    options: {
      ...node,
      entryPoints: ['src/engine/index.ts'],
      target: 'node22',
      plugins: [languageApart, leanSchemas, ageApart],
    },
  },
  {
    file: 'age.js',
    budget: 190_000,
    options: { ...node, entryPoints: ['age-encryption'], target: 'node22' },
  },
  {
    file: 'l10n.js',
    budget: 10_000,
    options: { ...node, entryPoints: ['@vscode/l10n'], target: 'node22' },
  },
  {
    file: 'engineThread.js',
    budget: 40_000,
    options: {
      ...node,
      entryPoints: ['src/workspace/engineWorker/engineThread.ts'],
      target: 'node22',
      plugins: [engineApart, languageApart],
    },
  },
  {
    file: 'webview.js',
    budget: 120_000,
    options: {
      ...shared,
      entryPoints: ['src/webview/index.ts'],
      platform: 'browser',
      format: 'esm',
      target: 'es2022',
      // Lit's production build is the default; this drops its warnings for developers elsewhere.
      define: { 'process.env.NODE_ENV': '"production"' },
      // Its entry for Node reads files.
      alias: {
        ...shared.alias,
        '@vscode/l10n': join(projectRoot, 'node_modules', '@vscode', 'l10n', 'dist', 'browser.js'),
      },
    },
  },
  {
    file: 'cli.js',
    budget: 100_000,
    options: {
      ...node,
      entryPoints: ['src/cli/index.ts'],
      target: 'node22',
      plugins: [leanManifest, engineApart, gitApart, languageApart, mcpApart],
      // What the sources ask their module for, a CommonJS bundle has as a variable.
      define: { 'import.meta.dirname': '__dirname' },
      banner: { js: '#!/usr/bin/env node' },
    },
  },
  {
    file: 'git.js',
    budget: 30_000,
    options: {
      ...node,
      entryPoints: ['src/git/index.ts'],
      target: 'node22',
      plugins: [engineApart, languageApart],
    },
  },
  {
    file: 'mcp.js',
    budget: 320_000,
    options: {
      ...node,
      entryPoints: ['src/mcp/index.ts'],
      target: 'node22',
      alias: {
        ...shared.alias,
        '@modelcontextprotocol/server/_shims': join(projectRoot, 'scripts', 'noMcpValidator.ts'),
      },
      plugins: [engineApart, languageApart],
    },
  },
];

/** One file per suite beside the entry that loads them, so that mocha can name the file of a failure. */
export function hostTests(): BuildOptions {
  return {
    ...node,
    minify: false,
    sourcemap: 'inline',
    entryPoints: [
      'test/extension/index.ts',
      ...globSync('test/extension/**/*.test.ts', { cwd: projectRoot }).sort(),
    ],
    outbase: 'test/extension',
    outdir: join(distFolder, 'test'),
    target: 'node22',
    external: ['vscode', 'mocha'],
  };
}

/** The processes that tests start beside the terminal, so that their short lives are not spent on compiling the sources. */
export function testProcesses(): BuildOptions {
  return {
    ...node,
    minify: false,
    sourcemap: 'inline',
    // ES modules, because they look for the project from where they are.
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    entryPoints: [
      'test/support/faults/committingProcess.ts',
      'test/support/disk/lockProcess.ts',
      'test/support/terminal/speakWithAccents.ts',
      'test/security/support/usedFolderProcess.ts',
    ],
    entryNames: '[name]',
    outdir: processesFolder,
    target: 'node22',
    external: ['@vscode/l10n'],
  };
}

/** The extension of another author, which the in-host tests drive. */
export function exampleBundle(): BuildOptions {
  return {
    ...node,
    minify: false,
    sourcemap: 'inline',
    entryPoints: ['test/fixtures/example-extension/src/extension.ts'],
    outfile: join(exampleExtension, 'extension.js'),
    target: 'node22',
    external: ['vscode'],
  };
}
