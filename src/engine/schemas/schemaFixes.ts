// What can be done about a finding of a schema where something obvious can: as edits, one choice each.
import { t } from '@vscode/l10n';
import type { Problem, SchemaFiles } from '../model/model.ts';
import { coerceValue } from './coerceValue.ts';
import { applyEdits, type Document, type Edit } from '../text/document.ts';
import { layerValue } from '../layers/layers.ts';
import { formatPointer, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { checkValue, type SchemaFinding } from './schema.ts';
import { defaultAt } from './schemaDefaults.ts';
import { paramsOf, type SchemaError } from './schemaErrors.ts';
import { shown } from './schemaSentence.ts';
import { equalValues, fromPlain, toPlain, type Value } from '../values/value.ts';

export interface SchemaFix {
  /** `Insert "port": 8080`. */
  readonly title: string;
  readonly edits: readonly Edit[];
}

const maxChoices = 8;

/** For a problem of this document; of a profile's file, too, where its own content has the finding. */
export function findFixes(schema: SchemaFiles, document: Document, problem: Problem): readonly SchemaFix[] {
  if (document.value === undefined) return [];
  const value = layerValue({ document });
  const here = (checkValue(schema, value).findings ?? []).filter(
    ({ pointer, keyword }) => pointer === problem.pointer && keyword === problem.keyword,
  );
  // Several keys may be missing at one place. A profile may be named before what is found.
  const same = here.filter(({ message }) => message === problem.message);
  const fixes = (same.length > 0 ? same : here).flatMap((finding) => fixesOf(schema, value, finding));
  return [...new Map(fixes.map((fix) => [fix.title, fix])).values()];
}

function fixesOf(schema: SchemaFiles, value: Value, finding: SchemaFinding): readonly SchemaFix[] {
  const { pointer, keyword, error } = finding;
  if (!error) return [];
  const missing = paramsOf(error.error)['missingProperty'];
  if (typeof missing === 'string') return [insertion(schema, value, pointer + formatPointer([missing]))];
  if (keyword !== 'additionalProperties' && keyword !== 'unevaluatedProperties')
    return changes(schema, value, { pointer, error });
  return [
    { title: t('Remove {0}', shown(parsePointer(pointer).at(-1))), edits: [{ op: 'remove', pointer }] },
  ];
}

function insertion(schema: SchemaFiles, value: Value, pointer: Pointer): SchemaFix {
  const inserted = defaultAt(schema, value, pointer) ?? emptyAt(schema, value, pointer);
  const title = t('Insert {0}: {1}', shown(parsePointer(pointer).at(-1)), shown(toPlain(inserted)));
  return { title, edits: [{ op: 'set', pointer, value: inserted }] };
}

/** What would do at a place where nothing is: asked by trying `null` there. */
function emptyAt(schema: SchemaFiles, value: Value, pointer: Pointer): Value {
  const { findings } = checkValue(schema, applyEdits(value, [{ op: 'set', pointer, value: null }]));
  const errors = (findings ?? []).flatMap((finding) =>
    finding.pointer === pointer ? (finding.error ?? []) : [],
  );
  const [allowed] = errors.flatMap((error) => error.allowed ?? []);
  if (allowed !== undefined) return fromPlain(allowed);
  const [type = 'null'] = errors.flatMap((error) => error.types ?? []);
  return empty[type] ?? null;
}

const empty: Readonly<Record<string, Value>> = {
  string: '',
  number: 0,
  integer: 0,
  boolean: false,
  array: [],
  object: {},
};

interface LocatedError {
  readonly pointer: Pointer;
  readonly error: SchemaError;
}

function changes(schema: SchemaFiles, value: Value, { pointer, error }: LocatedError): readonly SchemaFix[] {
  const change = (to: Value, title: string): SchemaFix => ({
    title,
    edits: [{ op: 'set', pointer, value: to }],
  });
  const now = valueAt(value, pointer);
  const certain = now === undefined ? undefined : coerceValue(now, error);
  const chosen = [...(certain === undefined ? [] : [certain]), ...(error.allowed ?? []).map(fromPlain)];
  const fallback = pointer === '' ? undefined : defaultAt(schema, value, pointer);
  const different = chosen.filter(
    (one, index) => chosen.findIndex((other) => equalValues(one, other)) === index,
  );
  return [
    ...different.slice(0, maxChoices).map((one) => change(one, t('Change to {0}', shown(toPlain(one))))),
    ...(fallback !== undefined && !different.some((one) => equalValues(one, fallback))
      ? [change(fallback, t('Reset to the default {0}', shown(toPlain(fallback))))]
      : []),
  ];
}
