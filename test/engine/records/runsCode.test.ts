import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { runsCode } from '../../../src/engine/records/runsCode.ts';

suite('a file that tools run or obey', () => {
  const obeyed = [
    '.vscode/settings.json',
    '.vscode/tasks.json',
    'app/.VSCode/launch.json',
    '.github/workflows/ci.yaml',
    '.husky/pre-commit',
    '.gitattributes',
    '.gitmodules',
    '.gitlab-ci.yml',
    '.envrc',
    '.npmrc',
    '.yarnrc.yml',
    'package.json',
    'web/Package.json',
    'deno.jsonc',
    '.devcontainer/docker/devcontainer.json',
    'devcontainer.json',
    '.devcontainer.json',
    '.idea/runConfigurations/a.xml',
    'Makefile',
    'all.code-workspace',
    '.pre-commit-config.yaml',
    'lefthook.yml',
    '.mcp.json',
    '.claude/settings.json',
    '.eslintrc',
    'web/.eslintrc.json',
    '.eslintrc.yml',
    'eslint.config.json',
    '.lintstagedrc',
    '.lintstagedrc.yaml',
    'lint-staged.config.json',
    'nodemon.json',
    '.mocharc.yml',
    '.mocharc.jsonc',
    '.babelrc',
    '.babelrc.json',
    'babel.config.json',
    'lerna.json',
    'nx.json',
    'turbo.jsonc',
    '.zed/settings.json',
    '.gemini/settings.json',
    '.buildkite/pipeline.yml',
    '.config/Code/User/settings.json',
    'Code/User/profiles/a/tasks.json',
    'Library/Code - Insiders/User/settings.json',
  ];
  const usersOwn = [
    '.bashrc',
    '.bash_profile',
    '.bash_aliases',
    '.bash_login',
    '.bash_logout',
    '.profile',
    '.xprofile',
    '.login',
    '.zshrc',
    '.zshenv',
    '.zprofile',
    '.zlogin',
    '.cshrc',
    '.xsessionrc',
    '.gitconfig',
    '.claude.json',
    '.vimrc',
    '.nvimrc',
    '.tmux.conf',
    '.inputrc',
    '.pythonrc',
    '.irbrc',
    '.gemrc',
    '.Rprofile',
    '.ssh/rc',
    '.ssh/authorized_keys',
    '.kube/config',
    '.docker/config.json',
    '.cargo/config.toml',
    '.gnupg/gpg.conf',
    '.aws/config',
    '.azure/config',
    '.bundle/config',
    '.gradle/gradle.properties',
    '.emacs.d/init.json',
    '.config/fish/config.fish',
    '.config/autostart/app.json',
    '.local/share/app/a.json',
    'AppData/Roaming/app/a.json',
    'Library/LaunchAgents/a.plist',
    'Library/Application Support/Claude/claude_desktop_config.json',
    'bin/ls',
    'app/sbin/tool',
    'crontab',
    'a.desktop',
    'a.service',
    'a.timer',
  ];
  const scripts = 'sh bash zsh fish ps1 bat cmd py rb js cjs mjs ts mts tsx pl php lua'.split(' ');
  const builds = [
    'CMakeLists.txt',
    'requirements-dev.txt',
    'pyproject.toml',
    'rust-toolchain.toml',
    'setup.cfg',
    'tox.ini',
    'pom.xml',
    'gradle-wrapper.properties',
    'Properties/launchSettings.json',
    '.prettierrc.json',
    'main.tf.json',
    'mcp_config.json',
    'opencode.json',
    '.aider.conf.yml',
    'codefresh.yml',
    'appspec.yml',
    'project.json',
    'vercel.json',
    '.goreleaser.yml',
    '.goreleaser.yaml',
  ];
  for (const path of [...obeyed, ...usersOwn, ...scripts.map((kind) => `run.${kind}`), ...builds])
    test(`is ${path}`, () => assert.equal(runsCode(path), true));

  const others = [
    'config/current.yaml',
    'docker-compose.yml',
    'compose.override.yaml',
    'appsettings.json',
    'package.yaml',
    'my-package.json',
    'github/app.json',
    'vscode/settings.json',
    'git.yaml',
    '.env',
    'settings.json',
    'eslint.json',
    'babel.json',
    'web.nx.json',
    'my-turbo.json',
    'code/settings.json',
    'user/settings.json',
    'barcode/user/settings.json',
    'zed/settings.json',
  ];
  const alsoOthers = [
    'bin/app.yaml',
    'app.conf',
    'bashrc.yaml',
    'profile.json',
    'config.json',
    'local/app.json',
    'app.unknown',
    'application.yaml',
    'config/project.yaml',
    '.hidden/app.json',
  ];
  for (const path of [...others, ...alsoOthers])
    test(`is not ${path}`, () => assert.equal(runsCode(path), false));
});

suite('a file of a config folder that is the whole repository', () => {
  const answer = (path: string) => runsCode(path, { isRoot: true });
  test('is asked about in a folder with a dot', () => assert.equal(answer('.hidden/app.json'), true));
  test('is data elsewhere', () => {
    for (const path of ['app.json', 'config/application.yaml', '.env', '.app.json', 'app.unknown'])
      assert.equal(answer(path), false, path);
  });
});

suite('a file that is executable', () => {
  const answer = (path: string) => runsCode(path, { isExecutable: true });
  test('is one that tools run', () => assert.equal(answer('hook'), true));
  // Some disks call every file executable.
  test('is none where its name is of data', () => assert.equal(answer('app.yaml'), false));
});

suite('a folder above', () => {
  test('of keys or of an editor counts', () => {
    assert.equal(runsCode('a.json', { above: '.ssh/app' }), true);
    assert.equal(runsCode('a.json', { above: '.vscode' }), true);
    assert.equal(runsCode('user/settings.json', { above: 'Code' }), true);
  });
  test('in which programs have their settings makes the config folder one of those', () => {
    assert.equal(runsCode('a.json', { above: '.config/app' }), false);
    assert.equal(runsCode('.config/a.json', { above: 'app' }), true);
  });
});

suite('a file outside of the config folder, or behind a link', () => {
  const answer = (path: string) => runsCode(path, { isElsewhere: true });
  const plain = [
    'app.json',
    'app.jsonc',
    'app.json5',
    'docker-compose.yml',
    'web/app.yaml',
    'Web/App.TOML',
    'app.ini',
    'app.cfg',
    'nginx.conf',
    'app.properties',
    'web.xml',
    'prod.env',
    '.env',
    '.env.local',
    'notes.txt',
    'appsettings.Development.json',
  ];
  for (const path of plain) test(`is data as ${path}`, () => assert.equal(answer(path), false));
  const unknown = [
    'app',
    'app.unknown',
    'json',
    '.json',
    '.app.json',
    '.baſhrc',
    '.hidden/app.json',
    'web/.hidden/deep/app.yaml',
    'app.json.bak',
    'app.yaml ',
    'authorized_keys',
  ];
  for (const path of unknown) test(`is asked about as ${path}`, () => assert.equal(answer(path), true));
  const known = ['package.json', '.envrc', '.env.sh', 'requirements.txt', 'bin/a.py', '.ssh/a.json'];
  for (const path of known) test(`is none the less ${path}`, () => assert.equal(answer(path), true));
  test('is data in the folders that hold all of it', () =>
    assert.equal(runsCode('a.json', { above: '.hidden', isElsewhere: true }), false));
});
