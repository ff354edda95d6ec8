// What can stand next in a command line: verbs, options, and what the config folder has. Shells ask it at each press of a
// key, so it never fails: what cannot be read has nothing to offer.
import {
  documentOf,
  formatPointer,
  isMap,
  pathFromPointer,
  secretNamesIn,
  type Snapshot,
  type Value,
} from '../engine/index.ts';
import { everyOption, optionNamed } from './commandLine.ts';
import type { Verb } from './verb.ts';
import {
  choicesOf,
  globalOptions,
  globalUsage,
  argumentWords,
  valueWordOf,
  type LiveValues,
} from './verbShape.ts';

export interface Completion {
  readonly word: string;
  readonly about: string;
}

export interface CompletionSources {
  readonly verbs: Readonly<Record<string, Verb>>;
  /** The config folder that `--folder` names, or the nearest one; `null` when there is none that can be read. */
  readonly look: (folder: string | undefined) => Promise<Snapshot | null>;
}

/** @param words after `safekeep`; the last one is being typed, and may be ''. */
export async function completionsFor(
  words: readonly string[],
  { verbs, look }: CompletionSources,
): Promise<readonly Completion[]> {
  const typed = words.at(-1) ?? '';
  const said = readWords(words.slice(0, -1), verbs);
  const [option, start] = said.waiting === '' ? optionIn(typed) : [said.waiting, ''];
  const offered = option === '' && typed.startsWith('-') ? optionsOf(said.verb, verbs) : [];
  const place = option === '' ? argumentWord(said, verbs) : valueWord(option, verbs[said.verb]);
  const { live, words: fixed } = choicesOf(place, verbs[said.verb] ?? { usage: '' });
  const snapshot = live.length > 0 && offered.length === 0 ? await look(said.folder) : null;
  const found = [
    ...offered,
    ...(option === '' && offered.length === 0 ? nextVerbs(said.positionals, verbs) : []),
    ...fixed.map((word) => ({ word, about: '' })),
    ...(snapshot ? live.flatMap((kind) => liveValues[kind](snapshot, typed.slice(start.length))) : []),
  ];
  return found
    .map(({ word, about }) => ({ word: start + word, about }))
    .filter(({ word }) => word.startsWith(typed));
}

interface SaidWords {
  readonly verb: string;
  readonly positionals: readonly string[];
  /** The option whose value comes next, or ''. */
  readonly waiting: string;
  readonly folder: string | undefined;
}

function readWords(words: readonly string[], verbs: CompletionSources['verbs']): SaidWords {
  const options = everyOption(verbs);
  const positionals: string[] = [];
  let [waiting, folder]: [string, string | undefined] = ['', undefined];
  for (const word of words) {
    if (waiting !== '') {
      if (waiting === 'folder') folder = word;
      waiting = '';
      continue;
    }
    const name = optionNamed(word, options);
    if (name === undefined) positionals.push(word);
    else if ((options[name]?.kind ?? 'flag') !== 'flag') waiting = name;
    if (word.startsWith('--folder=')) folder = word.slice('--folder='.length);
  }
  const [first = '', second = ''] = positionals;
  const verb = Object.hasOwn(verbs, `${first} ${second}`) ? `${first} ${second}` : first;
  return { verb: Object.hasOwn(verbs, verb) ? verb : '', positionals, waiting, folder };
}

/** "--profile=st" is the option "profile", and what stands before its value. */
function optionIn(typed: string): readonly [option: string, start: string] {
  const [start, name] = /^--([\w-]+)=/.exec(typed) ?? [];
  return name === undefined || start === undefined ? ['', ''] : [name, start];
}

function valueWord(option: string, verb: Verb | undefined): string {
  return valueWordOf(verb?.usage ?? '', option) || valueWordOf(globalUsage, option);
}

function optionsOf(verb: string, verbs: CompletionSources['verbs']): readonly Completion[] {
  return Object.entries({ ...verbs[verb]?.options, ...globalOptions }).map(([name, { about }]) => ({
    word: `--${name}`,
    about,
  }));
}

/** The word of the usage for the next argument. */
function argumentWord({ verb, positionals }: SaidWords, verbs: CompletionSources['verbs']): string {
  const places = argumentWords(verbs[verb]?.usage ?? '', verb);
  return places[positionals.length - verb.split(' ').length] ?? '';
}

/** The first words of all verbs, or the second ones after a first. */
function nextVerbs(positionals: readonly string[], verbs: CompletionSources['verbs']): readonly Completion[] {
  if (positionals.length > 1) return [];
  const [first] = positionals;
  const found = new Map<string, string>();
  for (const [name, { summary }] of Object.entries(verbs)) {
    const [one = '', two] = name.split(' ');
    if (first !== undefined && one === first && two !== undefined) found.set(two, summary);
    if (first === undefined)
      found.set(one, two === undefined || found.has(one) ? summaryOf(one, verbs) : summary);
  }
  return [...found].map(([word, about]) => ({ word, about }));
}

/** Of a word that begins several verbs, what can follow. */
function summaryOf(first: string, verbs: CompletionSources['verbs']): string {
  const others = Object.keys(verbs).filter((name) => name.startsWith(`${first} `));
  return verbs[first]?.summary ?? others.map((name) => name.slice(first.length + 1)).join(', ');
}

type Completer = (snapshot: Snapshot, typed: string) => readonly Completion[];

const profiles: Completer = (snapshot) =>
  snapshot.profiles.map(({ name, metadata }) => ({ word: name, about: metadata.description ?? '' }));

const backups: Completer = (snapshot) => [
  { word: 'latest', about: '' },
  ...snapshot.backups.flatMap(({ id, name, note, summary, createdAt }) => {
    const about = note ?? summary ?? createdAt;
    return [...(name === undefined ? [] : [{ word: name, about }]), { word: id, about }];
  }),
];

const maxKeys = 1000;

const keys: Completer = ({ targets }, typed) => {
  const isPointer = typed.startsWith('/');
  const pointers = targets.flatMap(({ file }) => (file ? placesIn(documentOf(file).value, []) : []));
  return [...new Set(pointers)]
    .slice(0, maxKeys)
    .map((pointer) => ({ word: isPointer ? pointer : pathFromPointer(pointer), about: '' }));
};

function placesIn(value: Value | undefined, at: readonly string[]): readonly string[] {
  if (!isMap(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const place = [...at, key];
    return [formatPointer(place), ...placesIn(item, place)];
  });
}

const liveValues: Readonly<Record<LiveValues, Completer>> = {
  profiles,
  backups,
  keys,
  targets: ({ targets }) => targets.map(({ name, path }) => ({ word: name, about: path })),
  secrets: (snapshot) => secretNamesIn(snapshot).map((word) => ({ word, about: '' })),
  references: (snapshot, typed) => [
    ...['current', 'default'].map((word) => ({ word, about: '' })),
    ...profiles(snapshot, typed).map(({ word, about }) => ({ word: `profile:${word}`, about })),
    ...backups(snapshot, typed).map(({ word, about }) => ({ word: `backup:${word}`, about })),
  ],
};
