// Which format a file is read in, told from its name alone. Names that VS Code opens as JSON with comments
// (its built-in `jsonc` language), and those that well-known tools read so, are read with comments here too.
export type Format = 'json' | 'jsonc' | 'yaml';

const withComments = [
  /^(settings|launch|tasks|mcp|keybindings|extensions|argv|profiles|typedoc)\.json$/,
  /^(language-configuration|.*icon-theme|.*color-theme|\.?devcontainer|babel\.config|\.babelrc|\.eslintrc)\.json$/,
  /^(tsconfig|jsconfig)([.-].*)?\.json$/,
  // .NET and Azure Functions read comments in their settings.
  /^(appsettings(\..*)?|launchsettings|local\.settings|host)\.json$/,
  // So do these tools of the web.
  /^(turbo|deno|nx|angular|project|biome|rush|api-extractor|wrangler)\.json$/,
];

/** `.yaml` and `.yml` are YAML, `.json` is strict JSON, everything else JSON with comments. */
export function formatOf(path: string): Format {
  const parts = path.toLowerCase().split(/[\\/]/);
  const name = parts.at(-1) ?? '';
  if (/\.ya?ml$/.test(name)) return 'yaml';
  if (!name.endsWith('.json') || parts.at(-2) === '.vscode') return 'jsonc';
  return withComments.some((pattern) => pattern.test(name)) ? 'jsonc' : 'json';
}
