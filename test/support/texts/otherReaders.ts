// Readers of YAML that the product does not use: js-yaml, of YAML 1.2, and PyYAML, of YAML 1.1, where Python has it. What
// they make of a text is compared with what they made of another one, or with data.
import { spawnSync } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';

export interface Reading {
  readonly text: string;
  /** A text that should say the same, which a reader may refuse; then it is not asked. */
  readonly like?: string;
  /** What it should say, as JSON. */
  readonly data?: string;
}

export interface Verdict {
  /** How many texts were read. */
  readonly read: number;
  /** Texts that say something else, or that are refused. */
  readonly wrong: readonly Reading[];
}

export function readByJsYaml(readings: readonly Reading[]): Verdict {
  const known = readings.flatMap((reading) => {
    const wanted = reading.data === undefined ? loaded(reading.like) : { value: [JSON.parse(reading.data)] };
    return wanted ? [{ reading, wanted }] : [];
  });
  const wrong = known.filter(({ reading, wanted }) => !isDeepStrictEqual(loaded(reading.text), wanted));
  return { read: known.length, wrong: wrong.map(({ reading }) => reading) };
}

function loaded(text: string | undefined): { readonly value: unknown } | null {
  try {
    return { value: loadAll(text?.replace(/^\uFEFF/, '') ?? '') };
  } catch {
    return null; // Whoever asks knows what that means.
  }
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
def load(text):
    try: return plain(list(yaml.load_all(text.lstrip('\\ufeff'), Loader)))
    except Exception: return None
read, wrong = 0, []
for index, reading in enumerate(json.load(sys.stdin)):
    wanted = plain([json.loads(reading['data'])]) if 'data' in reading else load(reading['like'])
    if wanted is None: continue
    read += 1
    if load(reading['text']) != wanted: wrong.append(index)
json.dump({'read': read, 'wrong': wrong}, sys.stdout)
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
  const { read, wrong } = JSON.parse(stdout) as { read: number; wrong: readonly number[] };
  return { read, wrong: wrong.flatMap((index) => readings[index] ?? []) };
}
