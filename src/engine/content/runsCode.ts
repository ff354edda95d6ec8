// Which files tools run by themselves, or take orders from: a change of one can run a program with the next commit,
// install, build, or opened folder. A manifest may name them as targets; a person is then asked before one is written.

/** Folders of editors, hosts and agents, in which every file counts. */
const folders =
  /^\.(vscode|idea|zed|devcontainer|github|gitea|forgejo|circleci|buildkite|husky|claude|cursor|gemini|mvn)$/;

const names: readonly RegExp[] = [
  /^\.git/, // .gitattributes, .gitmodules, .gitlab-ci.yml
  /^(package|composer|deno)\.jsonc?$/,
  /^\.(npm|yarn|pnpm)/,
  /^pnpm-workspace\.yaml$/,
  /^\.?(envrc|justfile)$/,
  /^\.?devcontainer\.json$/,
  /^\.?mcp\.json$/,
  /^(gnu)?makefile$/,
  /^taskfile(\.dist)?\.ya?ml$/,
  /^\.pre-commit-config\.ya?ml$/,
  /^\.?lefthook(-local)?\.(ya?ml|json|toml)$/,
  /^(azure|bitbucket)-pipelines\.ya?ml$/,
  /^\.(travis|drone|woodpecker)\.ya?ml$/,
  /\.code-workspace$/,
  // They name plugins, commands or scripts of their tools.
  /^(\.eslintrc|eslint\.config\.)/,
  /^(\.babelrc|babel\.config\.)/,
  /^(\.lintstagedrc|lint-staged\.config\.)/,
  /^\.mocharc/,
  /^nodemon\.json$/,
  /^(lerna|nx|turbo)\.jsonc?$/,
];

/** The settings of an editor beside those of all other programs of the user. */
const userSettings = /(^|\/)code( - insiders)?\/user\/(.*\/)?[^/]+\.json$/;

/** @param path with `/`, as far up as is known. */
export function runsCode(path: string): boolean {
  const lower = path.toLowerCase();
  const [name = '', ...above] = lower.split('/').toReversed();
  return (
    above.some((folder) => folders.test(folder)) ||
    names.some((known) => known.test(name)) ||
    userSettings.test(lower)
  );
}
