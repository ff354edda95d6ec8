import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import manifest from '../package.json' with { type: 'json' };
import {
  commandIds,
  filesContextKey,
  filterContextKey,
  groupsContextKey,
  liveFilesContextKey,
  restingContextKey,
  restoredContextKey,
  severalLiveFilesContextKey,
  severalProfilesContextKey,
  languageIds,
  settingIds,
  stateContextKey,
  switchedContextKey,
  targetsContextKey,
  viewContainerId,
  viewIds,
  walkthroughId,
} from '../src/ids.ts';
import { manifestText } from '../scripts/manifestTexts.ts';
import { isFolderBelow } from '../src/workspace/base/folderPaths.ts';
import { projectRoot } from './support/paths.ts';

const { contributes } = manifest;
const sorted = (values: Iterable<string>) => [...values].toSorted();
const walkthroughSteps = contributes.walkthroughs.flatMap(({ steps }) => steps);
const menuItems = Object.values(contributes.menus).flat();

test('package.json and src/ids.ts name the same commands', () => {
  assert.deepEqual(
    sorted(contributes.commands.map(({ command }) => command)),
    sorted(Object.values(commandIds)),
  );
});

test('the command table has a handler for every id and for nothing else', () => {
  const source = readFileSync(join(projectRoot, 'src/commands/commandTable.ts'), 'utf8');
  const keys = [...source.matchAll(/\[commandIds\.(\w+)\]:/g)].map(([, key]) => key ?? '');
  assert.deepEqual(sorted(keys), sorted(Object.keys(commandIds)));
});

test('package.json and src/ids.ts name the same views, settings, languages and walkthrough', () => {
  assert.deepEqual(
    contributes.viewsContainers.activitybar.map(({ id }) => id),
    [viewContainerId],
  );
  assert.deepEqual(sorted(contributes.views.safekeep.map(({ id }) => id)), sorted(Object.values(viewIds)));
  assert.deepEqual(
    sorted(Object.keys(contributes.configuration.properties)),
    sorted(Object.values(settingIds)),
  );
  assert.deepEqual(
    contributes.walkthroughs.map(({ id }) => id),
    [walkthroughId],
  );
  // To the editor's own JSON with Comments, file names are added.
  assert.deepEqual(
    contributes.languages.map(({ id }) => id).filter((id) => id !== 'jsonc'),
    Object.values(languageIds),
  );
});

test('when clauses ask only for the context keys that are set', () => {
  const clauses = [
    ...menuItems,
    ...contributes.keybindings,
    ...contributes.viewsWelcome,
    ...contributes.views.safekeep,
    ...contributes.walkthroughs,
  ].map((item) => ('when' in item ? item.when : ''));
  const events = walkthroughSteps.flatMap(({ completionEvents }) => completionEvents);
  const keys = new Set(
    [...clauses, ...events].flatMap((clause) => clause.match(/(?<!== )safekeep\.\w+/g) ?? []),
  );
  assert.deepEqual(
    sorted(keys),
    sorted([
      stateContextKey,
      filesContextKey,
      liveFilesContextKey,
      severalLiveFilesContextKey,
      groupsContextKey,
      filterContextKey,
      targetsContextKey,
      severalProfilesContextKey,
      switchedContextKey,
      restoredContextKey,
      restingContextKey,
    ]),
  );
});

test('every step of the walkthrough has a picture for each kind of theme, and words for who does not see it', () => {
  for (const { id, media } of walkthroughSteps) {
    const { dark, light, hc, hcLight } = media.image;
    for (const path of [dark, light, hc, hcLight]) assert.ok(existsSync(join(projectRoot, path)), path);
    assert.equal(new Set([dark, light, hc, hcLight]).size, 4, id);
    assert.ok(manifestText(media.altText).length > 20, id);
  }
});

test('every command of a menu or a welcome text exists', () => {
  const known = new Set<string>(Object.values(commandIds));
  const texts = [
    ...contributes.viewsWelcome.map(({ contents }) => contents),
    ...walkthroughSteps.map(({ description }) => description),
  ];
  const linked = texts.flatMap((text) => manifestText(text).match(/(?<=command:)safekeep\.\w+/g) ?? []);
  for (const command of [...menuItems.map(({ command }) => command), ...linked])
    assert.ok(known.has(command), command);
});

test('every inline action of a row is in its context menu too', () => {
  const rows = contributes.menus['view/item/context'];
  for (const { command, when, group } of rows.filter((item) => item.group.startsWith('inline'))) {
    assert.ok(
      rows.some((other) => other.command === command && other.when === when && other.group !== group),
      command,
    );
  }
});

test('the editor says of a path in `safekeep.folders` that leads out of the workspace, as it is then left out', () => {
  const pattern = new RegExp(contributes.configuration.properties['safekeep.folders'].items.pattern, 'u');
  for (const path of ['config', '.', 'deploy/settings', 'a..b/c..', '...', './config', 'konfigurációk'])
    assert.deepEqual([pattern.test(path), isFolderBelow(path)], [true, true], path);
  for (const path of [
    '',
    '..',
    '../x',
    'a/../../x',
    'a\\..\\x',
    '/etc',
    '\\x',
    '\\\\host\\share',
    'C:x',
    'c:/x',
    'a/..',
  ])
    assert.deepEqual([pattern.test(path), isFolderBelow(path)], [false, false], path);
});

test('every command says its category and names its icon as a codicon', () => {
  for (const { command, category, icon } of contributes.commands) {
    assert.equal(category, 'Safekeep', command);
    assert.match(icon ?? '$(none)', /^\$\([a-z-]+\)$/, command);
  }
});

/** Of these VS Code takes the user's value alone: neither a workspace nor a dev container has a say. */
const ofThePerson: readonly string[] = [
  settingIds.reviewBeforeSwitch,
  settingIds.author,
  settingIds.recovery,
  settingIds.migrations,
  settingIds.lockTimeout,
];

test('every setting has a description, a scope and a default, and those that take questions away are no matter of a repository', () => {
  for (const [id, setting] of Object.entries(contributes.configuration.properties)) {
    assert.ok(manifestText(setting.markdownDescription).length > 20, id);
    assert.equal(setting.scope, ofThePerson.includes(id) ? 'application' : 'resource', id);
    assert.ok('default' in setting, id);
  }
});
