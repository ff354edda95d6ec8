// Which format a file is read in, told from its name alone. Names that VS Code opens as JSON with comments
// (its built-in `jsonc` language), and those that well-known tools read so, are read with comments here too. A file whose
// name says nothing is opaque: it is kept as a whole, byte for byte, and has no keys.
export const formatNames = ['json', 'jsonc', 'yaml', 'opaque'] as const;

export type Format = (typeof formatNames)[number];

const withComments = [
  /^(settings|launch|tasks|mcp|keybindings|extensions|argv|profiles|typedoc)\.json$/,
  /^(language-configuration|.*icon-theme|.*color-theme|\.?devcontainer|babel\.config|\.babelrc|\.eslintrc)\.json$/,
  /^(tsconfig|jsconfig)([.-].*)?\.json$/,
  // .NET and Azure Functions read comments in their settings.
  /^(appsettings(\..*)?|launchsettings|local\.settings|host)\.json$/,
  // So do these tools of the web.
  /^(turbo|deno|nx|angular|project|biome|rush|api-extractor|wrangler)\.json$/,
];

/** Other names that tools, and VS Code, take for JSON. */
const otherJson = [
  /\.(jsonc|json5|jsonld|geojson|topojson|webmanifest|importmap|har|ipynb|tfstate|avsc|arb|code-(workspace|snippets))$/,
  /^\.(babel|swc|eslint|jshint|jslint|jscs|jsfmt|stylelint|prettier|hint|htmlhint|nyc|c8|bower|lintstaged|release|vue)rc$/,
  /^(\.watchmanconfig|\.auto-changelog|\.tern-project|composer\.lock|pipfile\.lock|flake\.lock)$/,
];

/** `.yaml` and `.yml` are YAML, `.json` is strict JSON, other names of JSON JSON with comments; everything else is opaque. */
export function formatOf(path: string): Format {
  const parts = path.toLowerCase().split(/[\\/]/);
  const name = parts.at(-1) ?? '';
  if (/\.ya?ml$/.test(name)) return 'yaml';
  if (!name.endsWith('.json')) return otherJson.some((pattern) => pattern.test(name)) ? 'jsonc' : 'opaque';
  if (parts.at(-2) === '.vscode') return 'jsonc';
  return withComments.some((pattern) => pattern.test(name)) ? 'jsonc' : 'json';
}
