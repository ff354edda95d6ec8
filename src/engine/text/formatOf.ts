// Which format a file is read in, told from its name alone. Names that VS Code opens as JSON with comments
// (its built-in `jsonc` language) are read with comments here too.
export type Format = 'json' | 'jsonc' | 'yaml';

const withComments = [
  /^(settings|launch|tasks|mcp|keybindings|extensions|argv|profiles|typedoc)\.json$/,
  /^(language-configuration|.*icon-theme|.*color-theme|\.?devcontainer|babel\.config|\.babelrc|\.eslintrc)\.json$/,
  /^(tsconfig|jsconfig)([.-].*)?\.json$/,
  // .NET reads comments in its settings.
  /^appsettings(\..*)?\.json$/,
];

/** `.yaml` and `.yml` are YAML, `.json` is strict JSON, everything else JSON with comments. */
export function formatOf(path: string): Format {
  const parts = path.toLowerCase().split(/[\\/]/);
  const name = parts.at(-1) ?? '';
  if (/\.ya?ml$/.test(name)) return 'yaml';
  if (!name.endsWith('.json') || parts.at(-2) === '.vscode') return 'jsonc';
  return withComments.some((pattern) => pattern.test(name)) ? 'jsonc' : 'json';
}
