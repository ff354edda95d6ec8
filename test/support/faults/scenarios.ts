// What the fault matrices try: each a config folder, what is done to it before, and one operation on it.
import { EngineError, type Engine, type Operation } from '../../../src/engine/index.ts';
import { doubleFiles, perform, simpleFiles, type Files } from '../disk/configFolder.ts';
import { set } from '../texts/edits.ts';
import { systemError, type Intercept } from './faultyFileSystem.ts';
import { size } from '../sizes.ts';

export interface Scenario {
  readonly name: string;
  /** Of the config folder. */
  readonly files: Files;
  readonly prepare?: (engine: Engine) => Promise<unknown>;
  readonly operate: (engine: Engine) => Promise<unknown>;
  /** Does what it can, and leaves for later what it cannot read. */
  readonly isPatient?: true;
  /** Of so many files that each reordering, and each crash of each recovery, would take hours: these are tried in part. */
  readonly isLarge?: true;
  /** Makes the operation fail, so that what it crashes in is the taking back. */
  readonly fault?: () => Intercept;
}

/** Above 10 KB, which a backup keeps gzipped. */
const large = (mode: string) => `{ "mode": "${mode}", "text": "${'x'.repeat(11_000)}" }\n`;
const small = (name: string, mode: string) => `{ "name": "${name}", "mode": "${mode}" }\n`;

const many = ['text', 'app', 'web', 'log', 'mail'].slice(0, size(3, 5));
const contentOf = (name: string, mode: string) => (name === 'text' ? large(mode) : small(name, mode));

/** Some targets, one of them large and in a directory of its own, and two profiles with a file for each. */
const manyFiles: Files = Object.fromEntries([
  [
    'safekeep.json',
    JSON.stringify({ format: 1, targets: Object.fromEntries(many.map((name) => [name, pathOf(name)])) }),
  ],
  ...many.map((name) => [pathOf(name), contentOf(name, 'a')] as const),
  ...['a', 'b'].flatMap((mode) =>
    many.map((name) => [`profiles/${mode}/${name}.json`, contentOf(name, mode)] as const),
  ),
]);

/** Targets that are kept as a whole, one of them no text. */
const opaqueFiles: Files = {
  'safekeep.json': '{ "targets": { "env": ".env", "cert": "server.der" } }\n',
  '.env': 'MODE=a\n',
  'server.der': Buffer.from([0x30, 0x82, 0xff, 0x00, 0x0a]),
  'profiles/a/.env': 'MODE=a\n',
  'profiles/a/server.der': Buffer.from([0x30, 0x82, 0xff, 0x00, 0x0a]),
  'profiles/b/.env': 'MODE=b\n',
  'profiles/b/server.der': Buffer.from([0x30, 0x82, 0xfe, 0x00, 0x0b]),
};

/** Two targets that are written in place, one of which gets shorter, and one that is replaced. */
const inPlaceFiles: Files = {
  'safekeep.json': JSON.stringify({
    targets: {
      app: { path: 'app.json', write: 'in-place' },
      web: { path: 'web.json', write: 'in-place' },
      log: 'log.json',
    },
  }),
  ...Object.fromEntries(
    ['app', 'web', 'log'].flatMap((name) => [
      [`${name}.json`, small(name, 'a')],
      [`profiles/a/${name}.json`, small(name, 'a')],
      [`profiles/b/${name}.json`, name === 'web' ? '{ "b": 1 }\n' : small(name, 'b is longer')],
    ]),
  ),
};

/** As volumes of a container are. */
const onAnotherDisk: Files = { '.safekeep/.another-disk': '', 'backups/.another-disk': '' };

const profileCount = size(6, 20);

/** A live file, defaults, and many profiles, the last with an overlay, all to be migrated. */
const manyProfiles: Files = Object.fromEntries([
  ['current.yaml', versioned('server:\n  host: a # where it listens\n')],
  ['default.yaml', versioned('server: { host: b }\n')],
  ...Array.from({ length: profileCount }, (_, index) => [
    `profiles/p${index}.yaml`,
    versioned(`server: { host: ${index} }\n`),
  ]),
  [`profiles/p${profileCount - 1}.local.yaml`, 'server: { host: mine }\n'],
  ['migrations/1.yaml', 'from: 1\nto: 2\nup: [{ op: rename, path: /server/host, to: address }]\n'],
]) as Files;

function versioned(text: string): string {
  return `version: 1\n${text}`;
}

function pathOf(name: string): string {
  return name === 'text' ? 'texts/text.json' : `${name}.json`;
}

const operation = (wanted: Operation) => (engine: Engine) => perform(engine, wanted);
const switchTo = (profile: string) => operation({ kind: 'switch', profile });
const inTurn =
  (...steps: readonly ((engine: Engine) => Promise<unknown>)[]) =>
  async (engine: Engine) => {
    for (const step of steps) await step(engine);
  };
const idOf = async (engine: Engine, name: string) => (await engine.findBackup(name)).id;
const backUp = (name: string) => (engine: Engine) => engine.createBackup({ name });

const switchOfMany = {
  files: manyFiles,
  prepare: inTurn(switchTo('b'), switchTo('a')),
  operate: switchTo('b'),
};

/** Refuses the first call of a name whose path, or the one it leads to, is such. */
function refusal(call: string, wanted: RegExp): () => Intercept {
  return () => {
    let isOver = false;
    return (name, path, to) => {
      if (isOver || name !== call || !wanted.test(to ?? path)) return;
      isOver = true;
      throw systemError('EIO');
    };
  };
}

export const scenarios: readonly Scenario[] = [
  { name: 'switch, 1 target, first use', files: simpleFiles, operate: switchTo('production') },
  { name: 'switch, many targets', ...switchOfMany },
  { name: 'switch, in-place targets', files: inPlaceFiles, prepare: switchTo('a'), operate: switchTo('b') },
  { name: 'switch, opaque targets', files: opaqueFiles, prepare: switchTo('a'), operate: switchTo('b') },
  {
    name: 'edit',
    files: simpleFiles,
    prepare: switchTo('staging'),
    operate: operation({ kind: 'edit', edits: [set('/port', 9)] }),
  },
  {
    name: 'restore',
    files: { ...doubleFiles, 'app.json': large('a') },
    prepare: inTurn(backUp('before'), switchTo('b')),
    operate: operation({ kind: 'restore', backup: 'before' }),
  },
  {
    name: 'undo',
    files: { ...simpleFiles, 'profiles/large.json': large('a') },
    prepare: inTurn(switchTo('staging'), switchTo('large')),
    operate: operation({ kind: 'undo' }),
  },
  {
    name: 'undo that takes a file away',
    files: { 'default.json': small('app', 'a'), 'profiles/a.json': '{ "port": 1 }\n' },
    prepare: switchTo('a'),
    operate: operation({ kind: 'undo' }),
  },
  {
    name: 'profile create',
    files: simpleFiles,
    operate: operation({ kind: 'create-profile', name: 'new', source: { kind: 'current' } }),
  },
  {
    name: 'profile rename',
    files: simpleFiles,
    prepare: switchTo('staging'),
    operate: operation({ kind: 'rename-profile', name: 'staging', newName: 'test' }),
  },
  {
    name: 'profile rename, 2 targets',
    files: doubleFiles,
    prepare: switchTo('b'),
    operate: operation({ kind: 'rename-profile', name: 'b', newName: 'test' }),
  },
  {
    name: 'profile delete',
    files: manyFiles,
    prepare: switchTo('b'),
    operate: operation({ kind: 'delete-profile', name: 'b' }),
  },
  {
    name: 'backup prune',
    files: {
      ...simpleFiles,
      'safekeep.yaml': 'retention: { last: 1, hourly: 0, daily: 0, weekly: 0, monthly: 0, within: 0 }\n',
    },
    // What was pinned is let go only when somebody cleans up.
    prepare: async (engine: Engine): Promise<void> => {
      const ids: string[] = [];
      for (const name of ['one', 'two', 'three'])
        ids.push((await engine.createBackup({ note: name, pinned: true })).id);
      for (const id of ids) await engine.updateBackup(id, { pinned: false });
    },
    operate: (engine) => engine.prune(),
    isPatient: true,
  },
  {
    name: 'profile delete, records on another disk',
    files: { ...doubleFiles, ...onAnotherDisk },
    prepare: switchTo('b'),
    operate: operation({ kind: 'delete-profile', name: 'b' }),
  },
  {
    name: 'backup delete, backups on another disk',
    files: { ...simpleFiles, ...onAnotherDisk },
    prepare: inTurn(switchTo('staging'), backUp('one')),
    operate: async (engine) => engine.deleteBackup(await idOf(engine, 'one')),
  },
  { name: 'backup create', files: manyFiles, prepare: switchTo('b'), operate: backUp('manual') },
  {
    name: 'backup pin',
    files: simpleFiles,
    prepare: inTurn(backUp('one'), switchTo('staging')),
    operate: async (engine) => engine.updateBackup(await idOf(engine, 'one'), { pinned: true }),
  },
  {
    name: 'backup delete',
    files: simpleFiles,
    prepare: inTurn(switchTo('staging'), backUp('one')),
    operate: async (engine) => engine.deleteBackup(await idOf(engine, 'one')),
  },
  {
    name: 'set-up from nothing',
    files: { 'settings.json': small('app', 'a') },
    operate: operation({ kind: 'set-up', live: 'settings.json', profile: 'development' }),
  },
];

const switchInPlace = { files: inPlaceFiles, prepare: switchTo('a'), operate: switchTo('b') };

const switchOfTwo = {
  files: doubleFiles,
  prepare: inTurn(switchTo('b'), switchTo('a')),
  operate: switchTo('b'),
};

/** Operations that fail: whatever crashes, they must come to nothing. */
export const failingScenarios: readonly Scenario[] = [
  { name: 'switch that cannot stage', ...switchOfTwo, fault: refusal('create', /\/\.web\.json\./) },
  { name: 'switch taken back', ...switchOfTwo, fault: refusal('rename', /\/web\.json$/) },
  { name: 'switch in place taken back', ...switchInPlace, fault: refusal('rename', /\/log\.json$/) },
  { name: 'switch in place that cannot write', ...switchInPlace, fault: refusal('truncate', /\/web\.json$/) },
  { name: 'switch taken back at the end', ...switchOfTwo, fault: refusal('remove', /\/journal\//) },
];

/** Of very many files: they are only crashed, since a fault of a single call means the same for few and for many. */
export const largeScenarios: readonly Scenario[] = [
  {
    name: 'migrate many profiles',
    files: manyProfiles,
    operate: operation({ kind: 'migrate' }),
    isLarge: true,
  },
];

/** @throws EngineError `not-found` */
export function findScenario(name: string): Scenario {
  const found = [...scenarios, ...failingScenarios, ...largeScenarios].find(
    (scenario) => scenario.name === name,
  );
  if (!found) throw new EngineError('not-found', `There is no scenario "${name}".`);
  return found;
}
