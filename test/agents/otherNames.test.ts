// A file has one place and may have many names: what an agent may not write, it writes by no link and no path to it either.
import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { agentCalls } from '../support/agentCalls.ts';
import type { Files } from '../support/disk/configFolder.ts';

const json = (value: unknown) => JSON.stringify(value);
const manifest = (targets: Readonly<Record<string, unknown>>) => json({ format: 1, targets });

interface Way {
  readonly files: Files;
  /** Name in the folder → what the link says. */
  readonly links?: Readonly<Record<string, string>>;
  readonly input: Readonly<Record<string, unknown>>;
  /** What is refused by its name, and stays as it is. */
  readonly file: string;
}

const set = { path: 'x', json: '1' };
const app = { path: 'app.json', schema: 's.json' };
const live = { 'app.json': json({ password: 'hunter2-x' }), 's.json': '{}' };
const dev = { 'profiles/dev/profile.json': '{}' };

const schemas: Readonly<Record<string, Way>> = {
  'a path that leaves the folder and comes back': {
    files: { 'safekeep.json': manifest({ app, meta: '../config/s.json' }), ...live },
    input: { ...set, target: 'meta' },
    file: 's.json',
  },
  'a target that is a link to it': {
    files: { 'safekeep.json': manifest({ app, meta: 'meta.json' }), ...live },
    links: { 'meta.json': 's.json' },
    input: { ...set, target: 'meta' },
    file: 's.json',
  },
  'a target that it is a link to': {
    files: {
      'safekeep.json': manifest({ app: { ...app, schema: 'link.json' }, meta: 's.json' }),
      ...live,
    },
    links: { 'link.json': 's.json' },
    input: { ...set, target: 'meta' },
    file: 'link.json',
  },
  'a profile that is a link to it': {
    files: { 'safekeep.json': manifest({ app, web: 'web.json' }), ...live, ...dev },
    links: { 'profiles/dev/web.json': '../../s.json' },
    input: { ...set, target: 'web', profile: 'dev' },
    file: 's.json',
  },
  'a profile that is a link to a part of it': {
    files: {
      'safekeep.json': manifest({ app, web: 'web.json' }),
      ...live,
      ...dev,
      's.json': json({ $ref: 'part.json' }),
      'part.json': '{}',
    },
    links: { 'profiles/dev/web.json': '../../part.json' },
    input: { ...set, target: 'web', profile: 'dev' },
    file: 'part.json',
  },
};

const missing: Readonly<Record<string, Way>> = {
  'a part that a schema refers to': {
    files: {
      'safekeep.json': manifest({ app, web: 'web.json' }),
      ...live,
      ...dev,
      's.json': json({ $ref: 'profiles/dev/web.json' }),
    },
    input: { ...set, target: 'web', profile: 'dev' },
    file: 'profiles/dev/web.json',
  },
  'a part that it names by an address': {
    files: {
      'safekeep.json': manifest({ app, web: 'web.json' }),
      ...live,
      ...dev,
      's.json': json({
        $id: 'https://example.com/s.json',
        $ref: 'https://example.com/profiles/dev/web.json',
      }),
    },
    input: { ...set, target: 'web', profile: 'dev' },
    file: 'profiles/dev/web.json',
  },
  'a schema that the manifest names': {
    files: {
      'safekeep.json': manifest({ app: { ...app, schema: 'profiles/dev/web.json' }, web: 'web.json' }),
      ...live,
      ...dev,
    },
    input: { ...set, target: 'web', profile: 'dev' },
    file: 'profiles/dev/web.json',
  },
  'a schema by its usual name': {
    files: { 'safekeep.json': manifest({ app: 'app.json', other: 'schema.app.json' }), ...live },
    input: { ...set, target: 'other' },
    file: 'schema.app.json',
  },
  'a schema that a live file names': {
    files: {
      'safekeep.json': manifest({ app: 'app.json', web: 'web.json' }),
      'app.json': json({ $schema: 'web.json', password: 'hunter2-x' }),
    },
    input: { ...set, target: 'web' },
    file: 'web.json',
  },
  'what a link in place of the schema leads to': {
    files: {
      'safekeep.json': manifest({ app, web: 'web.json' }),
      'app.json': json({ password: 'hunter2-x' }),
    },
    links: { 's.json': 'web.json' },
    input: { ...set, target: 'web' },
    file: 's.json',
  },
};

const others: Readonly<Record<string, Way>> = {
  'a migration, by a profile that is a link': {
    files: {
      'safekeep.json': manifest({ web: 'web.json' }),
      'web.json': '{}',
      ...dev,
      'migrations/m.json': json({ from: 1, to: 2, up: [] }),
    },
    links: { 'profiles/dev/web.json': '../../migrations/m.json' },
    input: { ...set, target: 'web', profile: 'dev' },
    file: 'migrations/m.json',
  },
  'a migration that cannot be carried out': {
    files: {
      'safekeep.json': manifest({ web: 'web.json' }),
      'web.json': '{}',
      ...dev,
      'migrations/m.json': '{}',
    },
    links: { 'profiles/dev/web.json': '../../migrations/m.json' },
    input: { ...set, target: 'web', profile: 'dev' },
    file: 'migrations/m.json',
  },
  'the manifest, by a target that is a link': {
    files: { 'safekeep.json': manifest({ web: 'web.json' }) },
    links: { 'web.json': 'safekeep.json' },
    input: { ...set, target: 'web' },
    file: 'safekeep.json',
  },
};

const attempt = async ({ files, links = {}, input, file }: Way) => {
  const calls = await agentCalls(files);
  for (const [name, leadsTo] of Object.entries(links)) await symlink(leadsTo, calls.path(name));
  const before = await calls.text(file);
  const answer = await calls.carryOut('setValue', input);
  assert.equal(await calls.text(file), before);
  return { answer, file };
};

const refuses = (title: string, ways: Readonly<Record<string, Way>>) => {
  void suite(title, { skip: process.platform === 'win32' }, () => {
    for (const [what, way] of Object.entries(ways))
      test(what, async () => {
        const { answer, file } = await attempt(way);
        assert.ok(answer.includes(`Refused: ${file} is a schema, a migration, or the manifest`), answer);
      });
  });
};

refuses('an agent changes no schema by', schemas);
refuses('an agent does not make', missing);
refuses('an agent does not change', others);

suite('a protected profile keeps an agent off', { skip: process.platform === 'win32' }, () => {
  const kept = {
    'app.json': '{}',
    'profiles/kept/profile.json': json({ protected: true }),
    'profiles/kept/app.json': json({ a: 2 }),
  };
  const ways: Readonly<Record<string, Way>> = {
    'the defaults below it by a path that comes back': {
      files: {
        'safekeep.json': manifest({ app: 'app.json', base: '../config/default.app.json' }),
        'default.app.json': json({ a: 1 }),
        ...kept,
      },
      input: { ...set, target: 'base' },
      file: 'default.app.json',
    },
    'the defaults below it by a link': {
      files: {
        'safekeep.json': manifest({ app: 'app.json', base: 'base.json' }),
        'default.app.json': json({ a: 1 }),
        ...kept,
      },
      links: { 'base.json': 'default.app.json' },
      input: { ...set, target: 'base' },
      file: 'default.app.json',
    },
    'defaults that would come below it': {
      files: { 'safekeep.json': manifest({ app: 'app.json', base: 'default.app.json' }), ...kept },
      input: { ...set, target: 'base' },
      file: 'default.app.json',
    },
    'a file of it by a link from another profile': {
      files: { 'safekeep.json': manifest({ app: 'app.json' }), ...kept, ...dev },
      links: { 'profiles/dev/app.json': '../kept/app.json' },
      input: { ...set, profile: 'dev' },
      file: 'profiles/kept/app.json',
    },
  };
  for (const [what, way] of Object.entries(ways))
    test(what, async () => {
      const { answer } = await attempt(way);
      assert.match(answer, /Refused: profile \\"kept\\" is protected/);
    });
});

const linksAre = { skip: process.platform === 'win32' };

test('an agent writes through a link to a file that decides of no other', linksAre, async () => {
  const calls = await agentCalls({
    'safekeep.json': manifest({ app: 'app.json' }),
    'elsewhere.json': '{}',
    'schema.app.json': '{}',
    'profiles/kept/profile.json': json({ protected: true }),
  });
  await symlink('elsewhere.json', calls.path('app.json'));
  assert.match(await calls.carryOut('setValue', set), /Done: /);
  assert.match((await calls.text('elsewhere.json')) ?? '', /"x": ?1/);
});
