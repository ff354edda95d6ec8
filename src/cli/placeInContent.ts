// Where a path of the command line leads: into the live file, or into what a profile comes to.
import { t } from '@vscode/l10n';
import {
  assertKeyed,
  documentOf,
  EngineError,
  findProfile,
  formatPointer,
  hasSeveralDocuments,
  isList,
  isMap,
  parentOf,
  parsePointer,
  pathFromPointer,
  pointerIn,
  resolveOrThrow,
  targetOf,
  valueAt,
  valueOrThrow,
  type Pointer,
  type Snapshot,
  type Target,
  type Value,
} from '../engine/index.ts';
import { nearest } from './nearest.ts';
import { argument, textOption, type VerbContext } from './verb.ts';

const maxKeysNamed = 12;

export interface PlaceInContent {
  readonly target: Target;
  readonly pointer: Pointer;
  readonly value: Value | undefined;
  /** For a key that must be there: names those that are. */
  readonly missing: () => EngineError;
}

/**
 * The place that the first argument means, as `--target` and `--profile` say. Of several live files the only one that has
 * the key. @throws EngineError `not-found`, `invalid`.
 */
export function placeInContent(context: VerbContext, snapshot: Snapshot): PlaceInContent {
  const path = argument(context, 0);
  const [name, profile] = [textOption(context, 'target'), textOption(context, 'profile')];
  const target = targetOf(snapshot, { target: name, profile }, (value) => {
    const pointer = pointerIn(value, path);
    return pointer !== undefined && valueAt(value, pointer) !== undefined;
  });
  assertKeyed(target);
  if (path.startsWith('#')) assertSeveralDocuments(path, editedFile(snapshot, target, profile));
  const root = profile === undefined ? liveValue(target) : resolvedValue(snapshot, profile, target);
  const pointer = pointerIn(root, path);
  const from = profile === undefined ? target.path : t('Profile "{0}"', profile);
  const missing = () => {
    const known = pointer === undefined ? [] : keysNear(root, pointer);
    return new EngineError('not-found', t('{0} has no "{1}".', from, path), { path, known });
  };
  if (pointer === undefined) throw missing();
  return { target, pointer, value: valueAt(root, pointer), missing };
}

/** The keys of the innermost map or list on the way, the most similar one first. */
function keysNear(root: Value, pointer: Pointer): readonly string[] {
  let [missing, parent] = [pointer, parentOf(pointer)];
  let around = valueAt(root, parent);
  while (parent !== '' && !isMap(around) && !isList(around)) {
    [missing, parent] = [parent, parentOf(parent)];
    around = valueAt(root, parent);
  }
  const keys = isMap(around) ? Object.keys(around) : [];
  const near = nearest(parsePointer(missing).at(-1) ?? '', keys) ?? [];
  return [...new Set([near, keys].flat())]
    .slice(0, maxKeysNamed)
    .map((key) => pathFromPointer(parent + formatPointer([key])));
}

/** @throws EngineError `invalid` for `#1/a` if the file has one document. */
function assertSeveralDocuments(path: string, { path: name, file }: Pick<Target, 'path' | 'file'>): void {
  if (file && hasSeveralDocuments(documentOf(file))) return;
  const message = t(
    '"{0}" refers to one of several documents, but {1} has only one. Remove "#" and the number after it.',
    path,
    name,
  );
  throw new EngineError('invalid', message, { path });
}

/** The live file, or what the profile has of its own for it. */
function editedFile(snapshot: Snapshot, target: Target, profile?: string): Pick<Target, 'path' | 'file'> {
  const own = profile === undefined ? undefined : findProfile(snapshot, profile).files.get(target.name);
  return own ? { path: own.path, file: own } : target;
}

function liveValue({ name, file }: Target): Value {
  if (!file) throw new EngineError('not-found', t('There is no live file to read.'), { target: name });
  return valueOrThrow(documentOf(file));
}

function resolvedValue(snapshot: Snapshot, profile: string, target: Target): Value {
  return resolveOrThrow(snapshot, findProfile(snapshot, profile), target)?.value ?? null;
}
