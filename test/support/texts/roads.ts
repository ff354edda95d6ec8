// Each road by which a value is written, as data: of two random texts a config folder is made and one operation carried
// out; told are the text that comes of it, what that has to say, and the texts that it has its words from.
import type { Engine, Operation } from '../../../src/engine/index.ts';
import {
  editDocument,
  parseDocument,
  type Document,
  type Format,
} from '../../../src/engine/text/document.ts';
import { diffValues } from '../../../src/engine/diff/diff.ts';
import { changeId } from '../../../src/engine/diff/applySelected.ts';
import { parentOf, parsePointer, valueAt, type Pointer } from '../../../src/engine/values/pointer.ts';
import { isMap, Literal, type Value } from '../../../src/engine/values/value.ts';
import type { Files } from '../disk/configFolder.ts';
import type { Reading, Step } from './otherReaders.ts';
import { isScalar, isShared, placesIn } from './textFidelity.ts';

/** Two texts, both of maps, and a number that chooses places in them. */
export interface Given {
  readonly format: Exclude<Format, 'opaque'>;
  readonly one: Document;
  readonly other: Document;
  readonly choice: number;
}

export interface Folder {
  readonly engine: Engine;
  readonly write: (files: Files) => Promise<void>;
  /** '' where there is no such file. */
  readonly text: (name: string) => string;
  /** What is undone afterwards. @throws EngineError as the engine does. */
  readonly perform: (operation: Operation) => Promise<void>;
  /** The same less some changes of a file. */
  readonly performPart: (operation: Operation, path: string, changes: readonly string[]) => Promise<void>;
}

export interface Outcome {
  readonly text: string;
  /** Byte for byte what it has to be. */
  readonly exact?: string;
  /** The text that it was before, or that it starts from: what the operation does not name stays as it is there. */
  readonly before?: Document;
  readonly sources: readonly Document[];
  /** What the text, or what comes of it, has to say. */
  readonly said?: Reading;
}

/** `null` where the two texts leave nothing to do. */
type Road = (given: Given, open: (files: Files) => Promise<Folder>) => Promise<Outcome | null>;

/** Places that are reached through maps alone, and have a text of their own. */
function ownPlaces(document: Document): readonly Pointer[] {
  const value = document.value ?? null;
  const inMaps = (place: Pointer): boolean =>
    place === '' || (isMap(valueAt(value, parentOf(place))) && inMaps(parentOf(place)));
  const isOwn = (place: Pointer) => !isShared(document, place);
  return placesIn(value).filter(
    (place) =>
      place !== '' &&
      inMaps(place) &&
      placesIn(valueAt(value, place) ?? null).every((rest) => isOwn(place + rest)),
  );
}

function chosen<T>(all: readonly T[], choice: number): T | undefined {
  return all[choice % Math.max(all.length, 1)];
}

const document = (format: Format, text: string) => parseDocument(`a.${format}`, text);
const live = ({ format }: Given) => `current.${format}`;
const parent = 'extends: base\n';

/** A profile that extends another one, apart from what it says of itself. */
const layered = ({ format, one, other }: Given, above = other.text): Files => ({
  [`profiles/base.${format}`]: one.text,
  'profiles/top/profile.yaml': parent,
  [`profiles/top/current.${format}`]: above,
});

const empty = '{}\n';

export const roads: Readonly<Record<string, Road>> = {
  edit: async (given, open) => {
    const place = chosen(ownPlaces(given.one), given.choice);
    if (place === undefined) return null;
    const folder = await open({ [live(given)]: given.one.text });
    await folder.perform({ kind: 'edit', edits: [{ op: 'set', pointer: place, value: 'new no' }] });
    const text = folder.text(live(given));
    const steps = [{ kind: 'say', at: place, data: '"new no"' }] as const;
    return { text, before: given.one, sources: [given.one], said: { text, like: given.one.text, steps } };
  },

  'edit of a profile': async (given, open) => {
    const place = chosen(ownPlaces(given.other), given.choice);
    if (place === undefined) return null;
    const { format, one, other } = given;
    const folder = await open({ [live(given)]: one.text, ...layered(given) });
    const edits = [{ op: 'set', pointer: place, value: 'new no' }] as const;
    await folder.perform({ kind: 'edit', profile: 'top', edits });
    const text = folder.text(`profiles/top/current.${format}`);
    const steps = [{ kind: 'say', at: place, data: '"new no"' }] as const;
    return { text, before: other, sources: [other], said: { text, like: other.text, steps } };
  },

  'switch with layers': async (given, open) => {
    const { one, other } = given;
    const folder = await open({ [live(given)]: empty, ...layered(given) });
    await folder.perform({ kind: 'switch', profile: 'top' });
    const text = folder.text(live(given));
    const steps = [{ kind: 'merge', text: other.text }] as const;
    return { text, before: one, sources: [one, other], said: { text, like: one.text, steps } };
  },

  'switch to one file': async (given, open) => {
    const { format, one, other } = given;
    const folder = await open({ [live(given)]: one.text, [`profiles/p.${format}`]: other.text });
    await folder.perform({ kind: 'switch', profile: 'p' });
    return { text: folder.text(live(given)), exact: other.text, sources: [] };
  },

  'restore as a whole': async (given, open) => {
    const { one, other } = given;
    const folder = await open({ [live(given)]: one.text });
    const { id } = await folder.engine.createBackup({});
    await folder.write({ [live(given)]: other.text });
    await folder.perform({ kind: 'restore', backup: id });
    return { text: folder.text(live(given)), exact: one.text, sources: [] };
  },

  'restore by key': async (given, open) => {
    const { one, other, choice } = given;
    const isThere = (place: Pointer) => isMap(valueAt(other.value ?? null, parentOf(place)));
    const isFree = (place: Pointer) =>
      valueAt(other.value ?? null, place) === undefined || ownPlaces(other).includes(place);
    const places = ownPlaces(one).filter((place) => isThere(place) && isFree(place));
    const place = chosen(places, choice);
    if (place === undefined) return null;
    const folder = await open({ [live(given)]: one.text });
    const { id } = await folder.engine.createBackup({});
    await folder.write({ [live(given)]: other.text });
    await folder.perform({ kind: 'restore', backup: id, only: [place] });
    const text = folder.text(live(given));
    const steps = [{ kind: 'put', at: place, from: one.text, place }] as const;
    return { text, before: other, sources: [one, other], said: { text, like: other.text, steps } };
  },

  'what is left out of a review': async (given, open) => {
    const { format, one, other, choice } = given;
    const changes = diffValues(one.value ?? null, other.value ?? null);
    const unwanted = changes.filter((_, index) => ((choice >> (index % 30)) & 1) === 1);
    const folder = await open({ [live(given)]: one.text, [`profiles/p.${format}`]: other.text });
    await folder.performPart({ kind: 'switch', profile: 'p' }, live(given), unwanted.map(changeId));
    const text = folder.text(live(given));
    const isOfMaps = unwanted.every(
      ({ type, pointer }) => type !== 'moved' && parsePointer(pointer).every((key) => !/^\d+$/.test(key)),
    );
    const steps = unwanted.map(({ type, pointer: at }): Step =>
      type === 'added' ? { kind: 'take', at } : { kind: 'put', at, from: one.text, place: at },
    );
    const said = isOfMaps ? { said: { text, like: other.text, steps } } : {};
    return { text, sources: [one, other], ...said };
  },

  'save to a profile': async (given, open) => {
    const { format, one, other } = given;
    const folder = await open({ [live(given)]: one.text, ...layered(given, empty) });
    await folder.perform({ kind: 'switch', profile: 'top' });
    await folder.write({ [live(given)]: other.text });
    await folder.perform({ kind: 'save-to-profile' });
    const text = folder.text(`profiles/top/current.${format}`);
    return { text, sources: [other], said: saidOn(given, text, folder.text('profiles/top/profile.yaml')) };
  },

  'save to a profile of one file': async (given, open) => {
    const { format, one, other } = given;
    const folder = await open({ [live(given)]: one.text, [`profiles/p.${format}`]: one.text });
    await folder.perform({ kind: 'switch', profile: 'p' });
    await folder.write({ [live(given)]: other.text });
    await folder.perform({ kind: 'save-to-profile' });
    return { text: folder.text(`profiles/p.${format}`), exact: other.text, sources: [] };
  },

  'save as a new profile': async (given, open) => {
    const { format, one, other } = given;
    const folder = await open({ [live(given)]: other.text, [`profiles/base.${format}`]: one.text });
    const source = { kind: 'current' } as const;
    await folder.perform({ kind: 'create-profile', name: 'mine', extends: 'base', source });
    const text = folder.text(`profiles/mine.${format}`);
    return { text, sources: [other], said: saidOn(given, text, text) };
  },

  'reset to inherited': async (given, open) => {
    const { format, one, other, choice } = given;
    const place = chosen(ownPlaces(other), choice);
    if (place === undefined) return null;
    const folder = await open({ [live(given)]: empty, ...layered(given) });
    await folder.perform({ kind: 'switch', profile: 'top' });
    await folder.perform({ kind: 'reset-to-inherited', pointer: place });
    const text = folder.text(live(given));
    const steps = [{ kind: 'merge', text: folder.text(`profiles/top/current.${format}`) }] as const;
    return { text, before: one, sources: [one, other], said: { text, like: one.text, steps } };
  },

  repair: async (given, open) => {
    const { one, other, choice } = given;
    const isNumber = (value: Value | undefined) =>
      typeof value === 'number' || (value instanceof Literal && value.kind === 'number');
    const numbers = ownPlaces(one).filter((place) => isNumber(valueAt(one.value ?? null, place)));
    const place = chosen(numbers, choice);
    if (place === undefined) return null;
    const schema = JSON.stringify(
      parsePointer(place).reduceRight<object>((inner, name) => ({ properties: { [name]: inner } }), {
        type: 'string',
      }),
    );
    const files = { [live(given)]: one.text, [`default.${given.format}`]: other.text, 'schema.json': schema };
    const folder = await open(files);
    await folder.perform({ kind: 'repair' });
    const text = folder.text(live(given));
    const { start, end } = one.locate(place, 'value') ?? { start: 0, end: 0 };
    const data = JSON.stringify(one.text.slice(start, end));
    const steps: readonly Step[] = [
      { kind: 'merge', text: one.text },
      { kind: 'say', at: place, data },
    ];
    return { text, before: one, sources: [one, other], said: { text, like: other.text, steps } };
  },

  migrate: async (given, open) => {
    const { one, choice } = given;
    const [from, to] = [chosen(ownPlaces(one), choice), chosen(ownPlaces(one), choice >> 8)];
    if (from === undefined || to === undefined || isScalar(valueAt(one.value ?? null, from))) return null;
    const folder = await open({
      [live(given)]: one.text,
      'safekeep.json': '{ "format": 1, "version": { "unversioned": "1.0.0" } }',
      'migrations/a.json': JSON.stringify({
        from: '1.0.0',
        to: '1.1.0',
        up: [{ op: 'move', from, path: '/moved here' }],
      }),
    });
    await folder.perform({ kind: 'migrate' });
    const text = folder.text(live(given));
    const steps: readonly Step[] = [
      { kind: 'put', at: '/moved here', from: one.text, place: from },
      { kind: 'take', at: from },
      { kind: 'say', at: '/version', data: '"1.1.0"' },
    ];
    return { text, sources: [one], said: { text, like: one.text, steps } };
  },

  import: async (given, open) => {
    const { format, one, other } = given;
    const exported = { format: 1, profile: 'q', files: { [`current.${format}`]: other.text } };
    const folder = await open({ [live(given)]: one.text });
    const bytes = new TextEncoder().encode(JSON.stringify(exported));
    await folder.perform({ kind: 'import-profile', path: 'q.json', bytes });
    return { text: folder.text(`profiles/q.${format}`), exact: other.text, sources: [] };
  },

  'one of several documents by key': async (given, open) => {
    const { format, one, other, choice } = given;
    const isPlain = ({ text }: Document) => !/^(\uFEFF|%|---|\.\.\.)/m.test(text);
    const place = chosen(ownPlaces(one), choice);
    if (format !== 'yaml' || !isPlain(one) || !isPlain(other) || place === undefined) return null;
    const joined = (first: string, second: string) => `${first.replace(/\r?\n?$/, '\n')}---\n${second}`;
    const then = document(format, joined('kept: 0644 # c\n', one.text));
    const now = document(
      format,
      joined('kept: 0644 # c\n', editDocument(one, [{ op: 'remove', pointer: place }])),
    );
    if (then.value === undefined || now.value === undefined) return null;
    const folder = await open({ [live(given)]: then.text });
    const { id } = await folder.engine.createBackup({});
    await folder.write({ [live(given)]: now.text });
    await folder.perform({ kind: 'restore', backup: id, only: [`/1${place}`] });
    const text = folder.text(live(given));
    return { text, before: now, sources: [then, now], said: { text, like: then.text, steps: [] } };
  },
};

/** A profile on the base, less what it leaves out, says what the live file says. */
function saidOn({ one, other, format }: Given, text: string, metadata: string): Reading {
  const unset = [document(format, text), parseDocument('a.yaml', metadata)].flatMap(({ value }) => {
    const described = value ?? null;
    const said = valueAt(described, '/$profile/unset') ?? valueAt(described, '/unset');
    return Array.isArray(said) ? said.filter((at) => typeof at === 'string') : [];
  });
  const own = document(format, text);
  const steps: readonly Step[] = [
    ...unset.map((at): Step => ({ kind: 'take', at })),
    { kind: 'merge', text: editDocument(own, [{ op: 'remove', pointer: '/$profile' }]) },
  ];
  return { text: other.text, like: one.text, steps };
}
