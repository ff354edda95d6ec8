import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { runsCode } from '../../../src/engine/content/runsCode.ts';

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
  ];
  for (const path of obeyed) test(`is ${path}`, () => assert.equal(runsCode(path), true));

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
  ];
  for (const path of others) test(`is not ${path}`, () => assert.equal(runsCode(path), false));
});
