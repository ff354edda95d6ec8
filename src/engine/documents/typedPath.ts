// The paths of keys that people type, dotted or as JSON Pointers.
import { t } from '@vscode/l10n';
import { EngineError } from '../base/errors.ts';
import { childAt, formatPointer, parsePointer, type Pointer } from '../values/pointer.ts';
import { isList, type Value } from '../values/value.ts';

/**
 * `server.ports[0]`, `server.ports.0`, `ports[+]`, `["a.b"]` or a JSON Pointer, as a JSON Pointer; '' and '.' are the whole
 * document, and `#1/spec` is a place in the second document of a YAML file. `undefined` for anything else, such as
 * `ports[-1]`, which only `pointerIn` a value understands.
 */
export function parsePath(path: string): Pointer | undefined {
  const keys = pathKeys(path);
  return keys?.every((key) => typeof key === 'string') ? formatPointer(keys) : undefined;
}

/** As `parsePath`. @throws EngineError `invalid`. */
export function pointerFromPath(path: string): Pointer {
  const pointer = parsePath(path);
  if (pointer === undefined) throw notAPath(path);
  return pointer;
}

/**
 * The place that a path means in a value: as `parsePath`, and `ports[-1]` is the last item. `undefined` if there is no list
 * with that many items. @throws EngineError `invalid` if the path has a mistake.
 */
export function pointerIn(value: Value, path: string): Pointer | undefined {
  const keys = pathKeys(path);
  if (!keys) throw notAPath(path);
  let here: Value | undefined = value;
  const found: string[] = [];
  for (const key of keys) {
    const length = isList(here) ? here.length : 0;
    if (typeof key === 'number' && length + key < 0) return undefined;
    const known: string = typeof key === 'number' ? String(length + key) : key;
    here = here === undefined ? undefined : childAt(here, known);
    found.push(known);
  }
  return formatPointer(found);
}

/** The dotted path that people type for a place; the pointer itself where that would lead elsewhere. */
export function pathFromPointer(pointer: Pointer): string {
  const path = parsePointer(pointer).join('.');
  return parsePath(path) === pointer ? path : pointer;
}

/** A key after a dot, or in brackets an index (negative from the end), `+` for the end of a list, or a quoted key. */
const pathPart = /(?:^|(?<!^)\.)([^.[\]"']+)|\[(?:(\d+)|(-[1-9]\d*)|(\+)|"([^"]*)"|'([^']*)')\]/y;

/** Keys, and as numbers the indices from the end; `undefined` if the path has a mistake. */
function pathKeys(path: string): readonly (string | number)[] | undefined {
  if (/^#\d+(\/|$)/.test(path)) return parsePointer(`/${path.slice(1)}`);
  if (path === '' || path === '.' || path.startsWith('/')) return path === '.' ? [] : parsePointer(path);
  const keys: (string | number)[] = [];
  for (let end = 0; end < path.length; end = pathPart.lastIndex) {
    pathPart.lastIndex = end;
    const part = pathPart.exec(path);
    if (!part) return undefined;
    const [, key, index, fromEnd, plus, double, single] = part;
    keys.push(key ?? index ?? (fromEnd && Number(fromEnd)) ?? (plus && '-') ?? double ?? single ?? '');
  }
  return keys;
}

function notAPath(path: string): EngineError {
  const message = t(
    '"{0}" isn\'t a valid path. Write it like server.ports[0], or as a JSON Pointer like {1}.',
    path,
    formatPointer(path.split(/[.[\]]+/).filter((key) => key !== '')),
  );
  return new EngineError('invalid', message, { path });
}
