// The URIs of schemas. The reader of schema files and ajv resolve references with this one resolver, so that what the
// one has read is what the other looks for.
import { posix } from 'node:path';

/** A reference as an absolute URI; as it is written where no URI comes of it. */
export function resolveUri(base: string, reference: string): string {
  const from = base === '' ? undefined : base;
  if (URL.canParse(reference, from)) return new URL(reference, from).href;
  return URL.canParse(reference) ? new URL(reference).href : reference;
}

/** The URI of the document that a reference leads to. */
export function documentUri(uri: string): string {
  return uri.split('#', 1)[0] ?? '';
}

/**
 * The file that a URI means, seen from a file with a URI of its own: what is beside it there is beside it here.
 * `undefined` where the two have nothing in common.
 */
export function pathBeside(
  file: { readonly path: string; readonly uri: string },
  uri: string,
): string | undefined {
  if (!URL.canParse(file.uri) || !URL.canParse(uri)) return undefined;
  const [from, to] = [new URL(file.uri), new URL(uri)];
  if (from.protocol !== to.protocol || from.host !== to.host || !to.pathname.startsWith('/'))
    return undefined;
  const directory = decoded(from.pathname.slice(0, from.pathname.lastIndexOf('/') + 1));
  const target = decoded(to.pathname);
  if (directory === undefined || target === undefined) return undefined;
  return posix.join(posix.dirname(file.path), posix.relative(directory, target));
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined; // A stray "%": no file is meant.
  }
}

/** What ajv asks of a resolver: it looks at the fragment, and at the rest as a whole. */
interface UriParts {
  readonly path?: string;
  readonly fragment?: string;
}

export const uriResolver = { parse: parseUri, serialize: serializeUri, resolve: resolveUri } as const;

function parseUri(uri: string): UriParts {
  const path = documentUri(uri);
  return path === uri ? { path } : { path, fragment: uri.slice(path.length + 1) };
}

function serializeUri({ path = '', fragment }: UriParts): string {
  return fragment === undefined ? path : `${path}#${fragment}`;
}
