// The layers of the source (ARCHITECTURE.md, "who may import whom") as an ESLint rule. Each file of src/ belongs to one
// layer; the table says which layers it may import from. A type-only import counts like any other.
import { builtinModules } from 'node:module';
import { posix, sep } from 'node:path';

/** First match wins. `door` is engine/index.ts: the only part of the engine that the outside sees. */
const layers = [
  ['extension', /^extension\.ts$/],
  ['api', /^api(\.ts$|\/)/],
  ['ids', /^ids\.ts$/],
  ['door', /^engine\/index\.ts$/],
  // What may be shown, and what may be a name: every surface asks for it, also one that starts before the engine.
  ['text', /^engine\/(visibleText|labelFault)\.ts$/],
  // What every layer of the engine stands on. Content and storage both check documents of ours by their schemas.
  ['errors', /^engine\/(errors|schemaFindings|sha256|wordLists)\.ts$/],
  ['model', /^engine\/(model|files|plan|migrationModel|records)\.ts$/],
  ['content', /^engine\/content\//],
  ['storage', /^engine\/storage\//],
  ['planners', /^engine\/planners\//],
  ['engine', /^engine\//],
  ['protocol', /^review\/protocol\.ts$/],
  ['review', /^review\//],
  ['webview', /^webview\//],
  ['workspace', /^workspace\//],
  ['commands', /^commands\//],
  ['views', /^views\//],
  ['agents', /^agents\//],
  ['mcp', /^mcp\//],
  ['tools', /^tools\//],
  ['cli', /^cli\//],
];

/** A layer may always import from itself. */
const mayImport = {
  extension: ['api', 'ids', 'door', 'protocol', 'review', 'workspace', 'commands', 'views', 'tools'],
  text: [],
  api: ['ids', 'door', 'workspace', 'commands'],
  ids: [],
  door: ['engine', 'planners', 'content', 'storage', 'model', 'errors', 'text'],
  engine: ['planners', 'content', 'storage', 'model', 'errors', 'text'],
  planners: ['content', 'model', 'errors', 'text'],
  // The nouns are written in terms of the content's types.
  model: ['content', 'errors'],
  content: ['model', 'errors', 'text'],
  storage: ['model', 'errors', 'text'],
  errors: [],
  protocol: [],
  review: ['protocol', 'workspace', 'ids', 'door', 'text'],
  webview: ['protocol', 'text'],
  workspace: ['door', 'ids', 'text'],
  commands: ['review', 'protocol', 'workspace', 'ids', 'door', 'text'],
  views: ['workspace', 'ids', 'door', 'text'],
  agents: ['door', 'text'],
  mcp: ['agents', 'door'],
  tools: ['agents', 'workspace', 'ids', 'door', 'text'],
  cli: ['mcp', 'door', 'text'],
};

const withoutVscode = [
  'door',
  'text',
  'engine',
  'planners',
  'model',
  'content',
  'storage',
  'errors',
  'ids',
  'protocol',
  'webview',
  'agents',
  'mcp',
  'cli',
];

/** What other extensions copy. */
const publishedTypes = '../safekeep.d.ts';

/** No IO, no clock: of Node, these layers may use only what computes. */
const pure = ['content', 'planners', 'model', 'errors', 'text', 'ids', 'protocol', 'webview', 'agents'];
const pureBuiltins = ['node:buffer', 'node:crypto', 'node:path', 'node:util', 'node:zlib'];
/** Only with `node:vm` can a pattern be stopped that searches for ever (content/timeLimit.ts). */
const builtinsBeside = { content: ['node:vm'] };

/**
 * The engine reaches the disk through the `FileSystem` it is given: that one has the gate to our own folders. These make
 * it, or look at what no repository can bring: processes, the user's own configuration, whose a folder is.
 */
const besideTheGate = [
  'engine/storage/nodeFileSystem.ts',
  'engine/storage/lockHolder.ts',
  'engine/storage/folderOwner.ts',
  'engine/storage/userConfiguration.ts',
  'engine/findConfigFolder.ts',
];
/** Those that hand the machine's file system on. */
const openers = [
  'engine/engine.ts',
  'engine/findConfigFolder.ts',
  'engine/readGivenFile.ts',
  'engine/userSide.ts',
];

export const layersRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      layer: '{{from}} must not import from {{to}} ({{source}}).',
      unknown: '{{source}} belongs to no layer: add it to eslint/layers.mjs.',
      vscode: '{{from}} must not know vscode.',
      builtin: '{{from}} does no IO: {{source}} is not for it.',
      gate: 'The engine reaches the disk through the FileSystem it is given, which has the gate ({{source}}).',
      extensionless: 'Write the .ts ending: {{source}}.',
    },
  },
  create(context) {
    const file = sourcePath(context.filename);
    if (file === undefined) return {};
    const check = (node) => {
      if (typeof node.source?.value !== 'string') return;
      const problem = problemOf(file, node.source.value);
      if (problem !== undefined) context.report({ node: node.source, ...problem });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};

/** @returns what is wrong with an import in that file, or undefined. */
function problemOf(file, source) {
  const from = layerOf(file);
  if (from === undefined) return { messageId: 'unknown', data: { source: file } };
  if (goesRoundTheGate(file, source)) return { messageId: 'gate', data: { source } };
  if (!source.startsWith('.')) return outsideProblem(from, source);
  if (!/\.(ts|json)$/.test(source)) return { messageId: 'extensionless', data: { source } };
  const target = posix.join(posix.dirname(file), source);
  // package.json and the schemas are data, open to all.
  if (target.endsWith('.json')) return undefined;
  if (target === publishedTypes && (from === 'api' || from === 'extension')) return undefined;
  const to = layerOf(target);
  if (to === undefined) return { messageId: 'unknown', data: { source } };
  const allowed = to === from || mayImport[from].includes(to);
  return allowed ? undefined : { messageId: 'layer', data: { from, to, source } };
}

function goesRoundTheGate(file, source) {
  if (!file.startsWith('engine/')) return false;
  if (/^(node:)?fs(\/promises)?$/.test(source)) return !besideTheGate.includes(file);
  return source.endsWith('/nodeFileSystem.ts') && !openers.includes(file);
}

function outsideProblem(from, source) {
  if (source === 'vscode' && withoutVscode.includes(from)) return { messageId: 'vscode', data: { from } };
  const isBuiltin = source.startsWith('node:') || builtinModules.includes(source);
  const allowed = [...pureBuiltins, ...(builtinsBeside[from] ?? [])];
  const forbidden = isBuiltin && pure.includes(from) && !allowed.includes(source);
  return forbidden ? { messageId: 'builtin', data: { from, source } } : undefined;
}

function layerOf(file) {
  return layers.find(([, pattern]) => pattern.test(file))?.[0];
}

/** The path below src/ with forward slashes; undefined for every other file. */
function sourcePath(filename) {
  const parts = filename.split(sep);
  const src = parts.lastIndexOf('src');
  return src < 0 ? undefined : parts.slice(src + 1).join('/');
}
