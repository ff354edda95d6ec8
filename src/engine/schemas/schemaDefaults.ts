// The default that a schema has for a place. It is asked of the validator itself, which knows what references,
// conditions and drafts make of the schema: the place is left out, and what is put in is the default.
import type { SchemaFiles } from '../model/model.ts';
import { applyEdits } from '../text/document.ts';
import { isWithin, parentOf, valueAt, type Pointer } from '../values/pointer.ts';
import { checkValue, withDefaults } from './schema.ts';
import { isMap, type Value } from '../values/value.ts';

/** For a key of a map; `undefined` where there is none, or it would not do itself. */
export function defaultAt(schema: SchemaFiles, value: Value, pointer: Pointer): Value | undefined {
  if (pointer === '' || !isMap(valueAt(value, parentOf(pointer)))) return undefined;
  const without = applyEdits(value, [{ op: 'remove', pointer }]);
  const found = valueAt(withDefaults(schema, without), pointer);
  if (found === undefined) return undefined;
  const { findings } = checkValue(schema, applyEdits(without, [{ op: 'set', pointer, value: found }]));
  return findings?.some((finding) => isWithin(finding.pointer, pointer)) === false ? found : undefined;
}
