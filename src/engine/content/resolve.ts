// From a profile to the text of a target. The chain of layers is: defaults, every ancestor (parents before
// children, each once), the profile, its personal overlay. The root-most layer's text is the skeleton; what the
// later layers say differently is written into it key by key, so its comments and layout stay.
import { EngineError } from '../errors.ts';
import type { FileContent, Problem, Profile, Snapshot, Target } from '../model.ts';
import { editDocument, renderDocument, type Document, type Edit } from './document.ts';
import { documentOf, problemAt, problemsOf } from './fileDocument.ts';
import { mergeValues, withoutPointer } from './merge.ts';
import { formatPointer, type Pointer } from './pointer.ts';
import { metadataPlace, metadataPointer } from './profileMetadata.ts';
import { equalValues, isMap, mapOf, type Value } from './value.ts';

export type Sources = Pick<Snapshot, 'profiles' | 'defaults' | 'manifest'>;

export interface Layer {
  readonly name: string;
  readonly kind: 'defaults' | 'profile' | 'overlay';
  readonly document: Document;
  readonly unset: readonly Pointer[];
}

export interface Resolution {
  readonly layers: readonly Layer[];
  /** What the target would hold; `undefined` when a layer has problems, or no layer speaks of the target. */
  readonly content: { readonly text: string; readonly value: Value } | undefined;
  readonly problems: readonly Problem[];
}

/** What a profile makes of one target. The files used are those of the layers. */
export function resolveTarget(sources: Sources, profile: Profile, target: Target): Resolution {
  const { chain, problems: chainProblems } = chainOf(sources, profile);
  const layers = layersOf(sources, chain, target);
  const problems = [...chainProblems, ...layers.flatMap(({ document }) => problemsOf(document))];
  const speaks = layers.some(({ kind }) => kind !== 'defaults');
  if (problems.length > 0 || !speaks) return { layers, content: undefined, problems };
  return { layers, content: compose(layers, target, sources.manifest.arrays), problems };
}

/** The same for who can do nothing without the content. @throws EngineError `invalid` {problems}. */
export function resolveOrRefuse(sources: Sources, profile: Profile, target: Target): Resolution['content'] {
  const { content, problems } = resolveTarget(sources, profile, target);
  const [first] = problems;
  if (!first) return content;
  const place = first.line > 0 ? `${first.file}:${first.line}:${first.column}` : first.file;
  const message = `Profile "${profile.name}" cannot be resolved: ${place}: ${first.message}`;
  throw new EngineError('invalid', message, { problems });
}

interface Chain {
  readonly chain: readonly Profile[];
  readonly problems: readonly Problem[];
}

/** Parents before children, each once; a profile that extends itself or nobody is a problem. */
export function chainOf(sources: Sources, profile: Profile): Chain {
  const chain: Profile[] = [];
  const problems: Problem[] = [];
  const visit = (here: Profile, path: readonly string[]) => {
    for (const name of here.metadata.extends) {
      const parent = sources.profiles.find((candidate) => candidate.name === name);
      if (path.includes(name))
        problems.push(
          extendsProblem(here, `Profile "${name}" extends itself (${[...path, name].join(' → ')}).`),
        );
      else if (!parent)
        problems.push(
          extendsProblem(here, `Profile "${here.name}" extends "${name}", which does not exist.`),
        );
      else if (!chain.includes(parent)) visit(parent, [...path, name]);
    }
    chain.push(here);
  };
  visit(profile, [profile.name]);
  return { chain, problems };
}

function extendsProblem(profile: Profile, message: string): Problem {
  const { file, pointer } = metadataPlace(profile);
  if (!file) return { file: profile.name, line: 0, column: 0, pointer: '', message };
  return problemAt(documentOf(file), `${pointer}/extends`, { message });
}

function layersOf(sources: Sources, chain: readonly Profile[], { name }: Target): readonly Layer[] {
  const defaults = sources.defaults.get(name);
  const last = chain.at(-1);
  const overlay = last?.overlays.get(name);
  return [
    ...(defaults ? [layer('defaults', 'default', defaults)] : []),
    ...chain.flatMap((profile) => {
      const file = profile.files.get(name);
      return file ? [{ ...layer('profile', profile.name, file), unset: profile.metadata.unset }] : [];
    }),
    ...(last && overlay ? [layer('overlay', `${last.name}.local`, overlay)] : []),
  ];
}

function layer(kind: Layer['kind'], name: string, file: FileContent): Layer {
  return { kind, name, document: documentOf(file), unset: [] };
}

function compose(
  layers: readonly Layer[],
  target: Target,
  arrays: Sources['manifest']['arrays'],
): { readonly text: string; readonly value: Value } | undefined {
  const [skeleton, ...later] = layers;
  if (!skeleton) return undefined;
  const start = contentOf(skeleton);
  const value = later.reduce((below, layer) => {
    const kept = layer.unset.reduce(withoutPointer, below);
    return mergeValues(kept, contentOf(layer), arrays);
  }, start);
  if (skeleton.document.format !== target.format)
    return { text: renderDocument(value, target.format), value };
  const edits: readonly Edit[] = [{ op: 'remove', pointer: metadataPointer }, ...editsBetween(start, value)];
  return { text: editDocument(skeleton.document, edits), value };
}

/** A layer's data, less its metadata; an empty document is an empty map. */
function contentOf({ document }: Layer): Value {
  const value = document.value ?? mapOf([]);
  return isMap(value) ? withoutPointer(value, metadataPointer) : value;
}

/** The edits that make one value of another, key by key: only what differs is touched. */
function editsBetween(from: Value, to: Value, at: readonly string[] = []): readonly Edit[] {
  if (!isMap(from) || !isMap(to)) {
    return equalValues(from, to) ? [] : [{ op: 'set', pointer: formatPointer(at), value: to }];
  }
  const removed = Object.keys(from).filter((key) => to[key] === undefined);
  return [
    ...removed.map((key): Edit => ({ op: 'remove', pointer: formatPointer([...at, key]) })),
    ...Object.entries(to).flatMap(([key, value]): readonly Edit[] => {
      const before = from[key];
      if (before !== undefined) return editsBetween(before, value, [...at, key]);
      return [{ op: 'set', pointer: formatPointer([...at, key]), value }];
    }),
  ];
}
