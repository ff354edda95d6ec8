// The documents of ours that people write, and the record of the active profile, against the schemas in schemas/. The editor has the same schemas, so what it
// marks is what is a problem here. What a schema cannot say is checked by the readers.
import exportedProfile from '../../../schemas/exported-profile.schema.json' with { type: 'json' };
import migration from '../../../schemas/migration.schema.json' with { type: 'json' };
import profile from '../../../schemas/profile.schema.json' with { type: 'json' };
import manifest from '../../../schemas/safekeep.schema.json' with { type: 'json' };
import state from '../../../schemas/state.schema.json' with { type: 'json' };
import type { Problem } from '../model/model.ts';
import { schemaFindings, type Schema } from '../base/schemaFindings.ts';
import type { Document } from '../text/document.ts';
import { problemAt } from '../documents/fileDocument.ts';
import { withoutPointers } from '../values/withoutPointers.ts';
import { translated } from './builtInMessages.ts';
import { formatPointer, parsePointer, valueAt, type Pointer } from '../values/pointer.ts';
import { toPlain, type Value } from '../values/value.ts';

const { definitions } = profile;

const schemas = {
  manifest,
  migration,
  exportedProfile,
  state,
  metadata: { ...definitions.metadata, definitions },
  layer: { ...definitions.layer, definitions },
} satisfies Readonly<Record<string, Schema>>;

export type OwnSchema = keyof typeof schemas;

/** What does not fit, at its place; `at` is where in the document the schema begins. Nothing there is no problem. */
export function builtInProblems(name: OwnSchema, document: Document, at: Pointer = ''): readonly Problem[] {
  const value = document.value === undefined ? undefined : valueAt(document.value, at);
  if (value === undefined) return [];
  return schemaFindings(schemas[name], toPlain(value), parsePointer(at)).map(({ at: keys, ...finding }) =>
    problemAt(document, formatPointer(keys), { ...finding, message: translated(finding.message) }),
  );
}

/** As plain data, what fits: a key with a problem counts as not said. */
export function validSubset(name: OwnSchema, value: Value): unknown {
  const findings = schemaFindings(schemas[name], toPlain(value));
  const misfits = new Set(findings.map(({ at }) => formatPointer(at)));
  // The last first, since taking an item out of a list moves those behind it.
  return toPlain(withoutPointers(value, [...misfits].toReversed()));
}
