// Readers that the product does not use: of YAML js-yaml and `yaml` as 1.2, `yaml` as 1.1 and, where Python has it, PyYAML
// as 1.1; of JSON TypeScript. What they make of a text is compared with what they made of others, or with data.
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';
import typescript from 'typescript';
import { parseAllDocuments } from 'yaml';
import { parsePointer, type Pointer } from '../../../src/engine/values/pointer.ts';

/** What is done to the data of a text, by the data of others. */
export type Step =
  | { readonly kind: 'merge'; readonly text: string }
  | { readonly kind: 'put'; readonly at: Pointer; readonly from: string; readonly place: Pointer }
  | { readonly kind: 'say'; readonly at: Pointer; readonly data: string }
  | { readonly kind: 'take'; readonly at: Pointer };

export interface Reading {
  readonly text: string;
  /** A text that should say the same, which a reader may refuse; then it is not asked. */
  readonly like?: string;
  /** What makes that text say the same. */
  readonly steps?: readonly Step[];
  /** What it should say, as JSON. */
  readonly data?: string;
}

export interface Verdict {
  /** How many texts were read. */
  readonly read: number;
  /** Texts that say something else, or that are refused. */
  readonly wrong: readonly Reading[];
}

/** Answers all documents of a text. @throws where it is none. */
type Reader = (text: string) => readonly unknown[];

const withoutMark = (text: string) => text.replace(/^\uFEFF/, '');

export const readByJsYaml = (readings: readonly Reading[]): Verdict =>
  read(readings, (text) => loadAll(withoutMark(text)));

export const readByYaml = (version: '1.1' | '1.2', readings: readonly Reading[]): Verdict =>
  read(readings, (text) =>
    [...parseAllDocuments(withoutMark(text), { version, logLevel: 'silent' })].map((document) => {
      if (document.errors[0]) throw document.errors[0];
      return document.toJS({ maxAliasCount: -1 }) as unknown;
    }),
  );

export const readByTypeScript = (readings: readonly Reading[]): Verdict =>
  read(readings, (text) => {
    const made: { readonly config?: unknown; readonly error?: unknown } =
      typescript.parseConfigFileTextToJson('a.json', withoutMark(text));
    // It would set the prototype.
    if (made.error || text.includes('__proto__')) throw new Error(text);
    return [made.config];
  });

function read(readings: readonly Reading[], reader: Reader): Verdict {
  const known = readings.flatMap((reading) => {
    const wanted = attempted(() => wantedOf(reading, reader));
    return wanted === null ? [] : [{ reading, wanted }];
  });
  const wrong = known.filter(
    ({ reading, wanted }) =>
      !isDeepStrictEqual(
        attempted(() => reader(reading.text)),
        wanted,
      ),
  );
  return { read: known.length, wrong: wrong.map(({ reading }) => reading) };
}

function attempted<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null; // Whoever asks knows what that means.
  }
}

function wantedOf({ like, steps = [], data }: Reading, reader: Reader): unknown {
  const start = data === undefined ? reader(like ?? '') : [JSON.parse(data)];
  if (steps.length === 0) return start;
  return [steps.reduce((whole, step) => stepped(whole, step, reader), contentOf(start))];
}

/** Of several documents the list. */
function contentOf(documents: readonly unknown[]): unknown {
  return documents.length === 1 ? documents[0] : documents;
}

function stepped(whole: unknown, step: Step, reader: Reader): unknown {
  const load = (text: string) => contentOf(reader(text));
  switch (step.kind) {
    case 'merge':
      return mergedData(whole, load(step.text));
    case 'put':
      return changedAt(whole, parsePointer(step.at), () =>
        parsePointer(step.place).reduce(inside, load(step.from)),
      );
    case 'say':
      return changedAt(whole, parsePointer(step.at), () => JSON.parse(step.data) as unknown);
    case 'take':
      return changedAt(whole, parsePointer(step.at), () => undefined);
  }
}

function entriesOf(data: unknown): readonly [string, unknown][] | null {
  const isMap = typeof data === 'object' && data !== null && !Array.isArray(data) && !(data instanceof Date);
  return isMap ? Object.entries(data) : null;
}

function inside(data: unknown, key: string): unknown {
  const entry = (Array.isArray(data) ? Object.entries(data) : (entriesOf(data) ?? [])).find(
    ([name]) => name === key,
  );
  if (!entry) throw new Error(key);
  return entry[1];
}

function mergedData(base: unknown, over: unknown): unknown {
  const [below, above] = [entriesOf(base), entriesOf(over)];
  if (!below || !above) return over;
  const known = new Map(below);
  for (const [key, value] of above)
    known.set(key, known.has(key) ? mergedData(known.get(key), value) : value);
  return Object.fromEntries(known);
}

/** `undefined` takes the place out. */
function changedAt(data: unknown, [key, ...rest]: readonly string[], next: () => unknown): unknown {
  if (key === undefined) return next();
  if (Array.isArray(data))
    return data.map((item: unknown, index) => (String(index) === key ? changedAt(item, rest, next) : item));
  const known = new Map(entriesOf(data) ?? []);
  const value = changedAt(known.get(key), rest, next);
  if (value === undefined) known.delete(key);
  else known.set(key, value);
  return Object.fromEntries(known);
}

const script = `
import json, sys
import yaml
class Loader(getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):
    pass
def other(loader, suffix, node):
    if isinstance(node, yaml.MappingNode): return ['!' + suffix, loader.construct_mapping(node, True)]
    if isinstance(node, yaml.SequenceNode): return ['!' + suffix, loader.construct_sequence(node, True)]
    return ['!' + suffix, node.value]
Loader.add_multi_constructor('!', other)
def plain(value):
    if isinstance(value, dict): return ['map', [[plain(key), plain(item)] for key, item in sorted(value.items(), key=repr)]]
    if isinstance(value, list): return ['list', [plain(item) for item in value]]
    return [type(value).__name__, repr(value)]
def read(text): return list(yaml.load_all(text.lstrip('\\ufeff'), Loader))
def content(text):
    found = read(text)
    return found[0] if len(found) == 1 else found
def keys(pointer): return [key.replace('~1', '/').replace('~0', '~') for key in pointer.split('/')[1:]]
def name(key): return str(key).lower() if isinstance(key, bool) else str(key)
def find(data, key):
    if isinstance(data, list): return int(key)
    return next((one for one in data if name(one) == key), key) if isinstance(data, dict) else key
def inside(data, path):
    for key in path: data = data[find(data, key)]
    return data
def merged(base, over):
    if not isinstance(base, dict) or not isinstance(over, dict): return over
    made = dict(base)
    for key, value in over.items(): made[key] = merged(made[key], value) if key in made else value
    return made
def changed(data, path, make):
    if not path: return make()
    key = find(data, path[0])
    if isinstance(data, list): return [changed(one, path[1:], make) if at == key else one for at, one in enumerate(data)]
    made = dict(data) if isinstance(data, dict) else {}
    value = changed(made.get(key), path[1:], make)
    made.pop(key, None) if value is gone else made.update({key: value})
    return made
gone = object()
def stepped(data, step):
    if step['kind'] == 'merge': return merged(data, content(step['text']))
    path = keys(step['at'])
    if step['kind'] == 'take': return changed(data, path, lambda: gone)
    if step['kind'] == 'say': return changed(data, path, lambda: json.loads(step['data']))
    return changed(data, path, lambda: inside(content(step['from']), keys(step['place'])))
def wanted(reading):
    steps = reading.get('steps', [])
    if 'data' in reading: start = json.loads(reading['data'])
    elif not steps: return read(reading['like'])
    else: start = content(reading['like'])
    for step in steps: start = stepped(start, step)
    return [start]
def tried(make):
    try: return plain(make())
    except Exception: return None
count, wrong = 0, []
for index, reading in enumerate(json.load(sys.stdin)):
    want = tried(lambda: wanted(reading))
    if want is None: continue
    count += 1
    if tried(lambda: read(reading['text'])) != want: wrong.append(index)
json.dump({'read': count, 'wrong': wrong}, sys.stdout)
`;

/** `null` where Python, or its reader, is not there. */
export function readByPyYaml(readings: readonly Reading[]): Verdict | null {
  const { status, stdout } = spawnSync('python3', ['-c', script], {
    input: JSON.stringify(readings),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) return null;
  // It is what the script prints.
  const { read: count, wrong } = JSON.parse(stdout) as { read: number; wrong: readonly number[] };
  return { read: count, wrong: wrong.flatMap((index) => readings[index] ?? []) };
}
