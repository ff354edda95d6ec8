// What a migration is, once its document is read (`migrations/*`).
import type { Pointer } from '../values/pointer.ts';
import type { Value, ValueMap } from '../values/value.ts';
import type { FileContent } from './files.ts';

/** As it is written: `1.2.0`, or `3`. */
export type Version = string | number;

export interface AtPath {
  /** A segment `*` stands for every key or item. */
  readonly path: Pointer;
  /** Where the place is not there the step is left out. */
  readonly optional?: boolean;
}

/** The operations of JSON Patch (RFC 6902), and what configuration needs besides. `back` is how they are taken back. */
export type Step =
  | (AtPath & { readonly op: 'add' | 'default'; readonly value: Value })
  | (AtPath & { readonly op: 'replace' | 'test'; readonly value: Value })
  | (AtPath & { readonly op: 'remove' })
  | (AtPath & { readonly op: 'move' | 'copy'; readonly from: Pointer })
  | (AtPath & { readonly op: 'rename'; readonly to: string })
  | (AtPath & { readonly op: 'mapValues'; readonly values: ValueMap; readonly back?: true })
  | (AtPath & { readonly op: 'wrap' | 'unwrap'; readonly key: string })
  | (AtPath & {
      readonly op: 'scale';
      readonly factor: number;
      readonly offset?: number;
      readonly back?: true;
    })
  | (AtPath & {
      readonly op: 'convert';
      readonly to: ScalarKind;
      readonly from?: ScalarKind;
      readonly back?: true;
    });

export type ScalarKind = 'string' | 'number' | 'boolean';

export interface Migration {
  readonly file: FileContent;
  readonly from: Version;
  readonly to: Version;
  readonly description?: string;
  /** Names of targets; absent where it is for all. */
  readonly targets?: readonly string[];
  readonly up: readonly Step[];
  /** Absent where a migration is one-way: nothing is said, and it cannot be derived. */
  readonly down?: readonly Step[];
  /** `down` was worked out from `up`. */
  readonly isDerived: boolean;
}
