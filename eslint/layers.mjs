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
  ['visible', /^engine\/(base\/(visibleText|labelFault)|records\/backupReason)\.ts$/],
  ...[
    ...['base', 'values', 'text', 'model', 'documents', 'records', 'layers', 'diff', 'secrets', 'schemas'],
    ...['migrations', 'state', 'planners', 'storage', 'folder', 'commit', 'recovery', 'compare'],
  ].map((room) => [room, new RegExp(`^engine/${room}/`)]),
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
  ['git', /^git\//],
  ['cli', /^cli\//],
];

/** What every room of the engine but `base` and `values` may use. */
const ground = ['base', 'values', 'visible'];
/** Documents as data, without a disk. */
const content = [...ground, 'text', 'model', 'documents', 'records', 'layers', 'diff'];

/** A layer may always import from itself. */
const mayImport = {
  extension: ['api', 'ids', 'door', 'protocol', 'review', 'workspace', 'commands', 'views', 'tools'],
  api: ['ids', 'door', 'workspace', 'commands'],
  ids: [],
  door: [
    'engine',
    ...content,
    'secrets',
    'schemas',
    'migrations',
    'state',
    'planners',
    'storage',
    'folder',
    'commit',
    'compare',
  ],
  engine: [
    ...ground,
    'model',
    'documents',
    'secrets',
    'planners',
    'storage',
    'folder',
    'commit',
    'recovery',
    'compare',
  ],
  compare: [...content, 'state', 'planners', 'storage', 'folder'],
  recovery: [...content, 'schemas', 'state', 'planners', 'storage', 'folder', 'commit'],
  commit: [...ground, 'model', 'records', 'layers', 'planners', 'storage', 'folder'],
  folder: [...content, 'schemas', 'migrations', 'state', 'storage'],
  planners: [...content, 'secrets', 'schemas', 'migrations', 'state'],
  state: [...content, 'migrations'],
  migrations: content,
  schemas: [...ground, 'text', 'model', 'documents', 'layers'],
  secrets: [...ground, 'text', 'model'],
  layers: [...ground, 'text', 'model', 'documents', 'records', 'diff'],
  records: [...ground, 'text', 'model', 'documents'],
  documents: [...ground, 'text', 'model'],
  diff: [...ground, 'text', 'model'],
  // The nouns are written in terms of values and formats.
  model: ['values', 'text'],
  storage: ['base', 'visible', 'model'],
  // It edits text and knows nothing of profiles, backups or files.
  text: ground,
  values: [],
  base: ['visible'],
  visible: ['model'],
  protocol: [],
  review: ['protocol', 'workspace', 'ids', 'door', 'visible'],
  webview: ['protocol', 'visible'],
  workspace: ['door', 'protocol', 'ids', 'visible'],
  commands: ['review', 'protocol', 'workspace', 'ids', 'door', 'visible'],
  views: ['workspace', 'ids', 'door', 'visible'],
  agents: ['door', 'visible'],
  mcp: ['agents', 'door'],
  tools: ['agents', 'workspace', 'ids', 'door', 'visible'],
  git: ['door', 'visible'],
  cli: ['mcp', 'git', 'door', 'visible'],
};

const knowVscode = ['extension', 'api', 'review', 'workspace', 'commands', 'views', 'tools'];

/** What other extensions copy. */
const publishedTypes = '../safekeep.d.ts';

/** No IO, no clock: of Node, these layers may use only what computes. */
const pure = [
  ...[...content, 'secrets', 'schemas', 'migrations', 'state', 'planners'],
  ...['ids', 'protocol', 'webview', 'agents'],
];
const pureBuiltins = ['node:buffer', 'node:crypto', 'node:path', 'node:util', 'node:zlib'];
/** Only with `node:vm` can a pattern be stopped that searches for ever (schemas/timeLimit.ts). */
const builtinsBeside = { schemas: ['node:vm'] };

/**
 * The engine reaches the disk through the `FileSystem` it is given: that one has the gate to our own folders. These make
 * it, or look at what no repository can bring: processes, the user's own configuration, whose a folder is.
 */
const besideTheGate = [
  'engine/storage/disk/nodeFileSystem.ts',
  'engine/storage/lock/lockHolder.ts',
  'engine/storage/user/folderOwner.ts',
  'engine/storage/user/userConfiguration.ts',
  'engine/folder/findConfigFolder.ts',
  'engine/folder/cameAlong.ts',
];
/** Those that hand the machine's file system on. */
const openers = [
  'engine/engine.ts',
  'engine/folder/checkout.ts',
  'engine/folder/findConfigFolder.ts',
  'engine/folder/givenFiles.ts',
  'engine/folder/userSide.ts',
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
  if (source === 'vscode' && !knowVscode.includes(from)) return { messageId: 'vscode', data: { from } };
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
