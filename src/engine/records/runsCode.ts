// Which files tools run by themselves, or take orders from: a change of one can run a program with the next commit,
// install, build, login, or opened folder. A manifest may name them as targets; a person is then asked before one is
// written. In the config folder's own tree all other files are data; elsewhere only those of which that is known.

/** Folders of editors, hosts, agents, and of keys and accounts, in which every file counts, whatever is below them. */
const folders: readonly RegExp[] = [
  /^\.(vscode|idea|zed|devcontainer|github|gitea|forgejo|circleci|buildkite|husky|claude|cursor|gemini|codex|mvn)$/,
  /^\.(ssh|gnupg|aws|azure|kube|docker|cargo|gradle|m2|bundle|vim|nvim|emacs\.d)$/,
  /^(launchagents|launchdaemons|cron\.(d|hourly|daily|weekly|monthly))$/,
];

/** Those where the programs of a user have their settings. A config folder that lies in one is one of them. */
const settingsFolders = /^(\.config|\.local|appdata|application support)$/;

/** Folders of programs: a name of data is none. */
const programFolders = /^s?bin$/;

const scripts =
  /\.(sh|bash|zsh|fish|[kc]sh|nu|ps[dm]?1|bat|cmd|vbs|[cm]?[jt]sx?|pyw?|rb|p[lm]|php|lua|vim|el|groovy|gradle|kts|mk|cmake)$/;

const names: readonly RegExp[] = [
  // Shells, and what starts with the session.
  /^\.(ba|z|da|k|mk|c|tc)?sh(rc|env|_\w+)$/,
  /^\.[zx]?(profile|login|logout)$/,
  /^\.x(initrc|serverrc|session(rc)?)$/,
  /^crontab$/,
  /\.(desktop|service|socket|timer)$/,
  // Start-up files of other programs.
  /^[._]?(tmux\.conf|screenrc|inputrc|g?vimrc|exrc|nvimrc|emacs|gdbinit|lldbinit|curlrc|hgrc|psqlrc)$/,
  /^\.(python|pdb|pylint|ir|irb|pry|gem|r)(rc|profile)$/,
  /^claude_desktop_config\.json$/,
  /^\.claude\.json$/,
  /^(agents|claude|gemini)(\.local)?\.md$/,
  // Repositories, packages and builds.
  /^\.git/, // .gitattributes, .gitmodules, .gitlab-ci.yml
  /^(package|composer|deno)\.jsonc?$/,
  /^\.(npm|yarn|pnpm)/,
  /^pnpm-workspace\.yaml$/,
  /^\.?(envrc|justfile)$/,
  /^\.?devcontainer\.json$/,
  /^\.?mcp(_config)?\.json$/,
  /^(opencode\.json|\.aider\.conf\.yml)$/,
  /^(gnu)?makefile$/,
  /^cmake(lists\.txt|(user)?presets\.json)$/,
  /^taskfile(\.dist)?\.ya?ml$/,
  /^\.pre-commit-config\.ya?ml$/,
  /^\.?lefthook(-local)?\.(ya?ml|json|toml)$/,
  /^(azure|bitbucket)-pipelines\.ya?ml$/,
  /^\.?(travis|drone|woodpecker|appveyor|buildspec|cloudbuild)\.ya?ml$/,
  /^(pyproject|cargo|rust-toolchain|bunfig|\.?mise|netlify)\.toml$/,
  /^wrangler\.(toml|jsonc?)$/,
  /^(setup\.cfg|ansible\.cfg|(tox|pytest|mypy|php|uwsgi)\.ini|supervisord\.conf)$/,
  /^(requirements|constraints)([-_.].*)?\.txt$/,
  /^(pom|build|phpunit)\.xml$/,
  /^gradle(-wrapper)?\.properties$/,
  /^(launchsettings|angular|firebase|devbox|project|vercel)\.json$/,
  /^(serverless|skaffold|mkdocs|pubspec|_config|\.goreleaser|codefresh|appspec)\.ya?ml$/,
  /\.tf(\.json)?$/,
  /\.code-workspace$/,
  // They name plugins, commands or scripts of their tools.
  /^(\.eslintrc|eslint\.config\.)/,
  /^(\.babelrc|babel\.config\.)/,
  /^(\.lintstagedrc|lint-staged\.config\.)/,
  /^(\.stylelintrc|stylelint\.config\.)/,
  /^(\.prettierrc|prettier\.config\.)/,
  /^(\.releaserc|release\.config\.)/,
  /^jest\.config\./,
  /^\.(mocha|nyc|c8)rc/,
  /^(nodemon|tslint|typedoc)\.json$/,
  /^(lerna|nx|turbo)\.jsonc?$/,
];

/** The settings of an editor beside those of all other programs of the user. */
const userSettings = /(^|\/)code( - insiders)?\/user\/(.*\/)?[^/]+\.json$/;

/** Names of configuration that programs read as data, where `names` does not know better. */
const data =
  /^(\.env(\..+)?|[^.].*\.(jsonc?|json5|ya?ml|toml|ini|cfg|conf|properties|xml|env|txt|pem|crt|cer|der))$/;

export interface PathContext {
  /** The folders that the path starts from, as far up as is known. */
  readonly above?: string;
  /** It is outside of the config folder's own tree, or reached by a link. */
  readonly isElsewhere?: boolean;
  /** The config folder is all of the repository, which has the folders of its tools, too. */
  readonly isRoot?: boolean;
  readonly isExecutable?: boolean;
}

/** @param path from the config folder on, or from the workspace folder where it lies outside; with `/`. */
export function runsCode(
  path: string,
  { above = '', isElsewhere = false, isRoot = false, isExecutable = false }: PathContext = {},
): boolean {
  const inner = path.toLowerCase();
  const whole = `${above.toLowerCase()}/${inner}`;
  const [name = '', ...below] = inner.split('/').toReversed();
  const all = whole.split('/').slice(0, -1);
  const isUnknown = isElsewhere || isExecutable || all.some((folder) => programFolders.test(folder));
  return (
    all.some((folder) => folders.some((known) => known.test(folder))) ||
    below.some((folder) => settingsFolders.test(folder)) ||
    [scripts, ...names].some((known) => known.test(name)) ||
    userSettings.test(whole) ||
    (isUnknown && !data.test(name)) ||
    ((isElsewhere || isRoot) && below.some((folder) => folder.startsWith('.')))
  );
}
