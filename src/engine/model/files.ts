// Files as they were read, and what was found in them: the nouns that the others of the engine are made of.
import type { Format } from '../text/formatOf.ts';
import type { Pointer } from '../values/pointer.ts';

/** SHA-256 of bytes, 64 lower-case hex digits; `null` stands for a file that does not exist. */
export type Sha256 = string;

/** A finding about content. Lines and columns count from 1; 0 where the whole file is meant. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly pointer: Pointer;
  readonly message: string;
  /** The JSON Schema keyword that failed. */
  readonly keyword?: string;
  /** The message may cite what stands in a file that does not parse, of which no secret is known. */
  readonly cites?: true;
}

/** A file as it was read. */
export interface FileContent {
  readonly path: string;
  /** Where not its name tells. */
  readonly format?: Format;
  readonly bytes: Uint8Array;
  readonly sha256: Sha256;
  /** Hard links to the file: above 1, replacing it would break them apart. */
  readonly links: number;
  /** Permission bits. */
  readonly mode?: number;
}

/** A schema with the local files it refers to, by the URIs that lead to them; `problems` are references to nothing. */
export interface SchemaFiles {
  readonly root: FileContent;
  readonly uri: string;
  readonly parts: ReadonlyMap<string, FileContent>;
  readonly problems: readonly Problem[];
  /** Paths that references lead to, where no part of it was found: a file that comes there may become one. */
  readonly awaited: readonly string[];
}
