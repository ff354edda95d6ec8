// The classes of ajv, one for each draft of JSON Schema or two of them. None fetches anything, logs, or throws for
// what a strict reading of a schema would not allow.
import { Ajv, type Options } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type AjvCore from 'ajv/dist/core.js';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import draft07 from 'ajv/dist/refs/json-schema-draft-07.json' with { type: 'json' };
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { bounded, timeLimitedPattern } from './timeLimitedPattern.ts';
import { traceErrors } from './schemaErrors.ts';
import { uriResolver } from './schemaUri.ts';
import { isMap, type Value } from '../values/value.ts';

const options: Options = {
  strict: false,
  allErrors: true,
  ownProperties: true,
  verbose: true,
  logger: false,
  validateSchema: false,
  uriResolver,
  code: { regExp: Object.assign(timeLimitedPattern, { code: 'timeLimitedPattern' }) },
};

/** Of schemas that name none. */
export const defaultDraft = 'http://json-schema.org/draft-07/schema';

/** What a schema says in `$schema`, spelled as the draft itself does: with the right scheme and no fragment. */
export function draftOf(schema: Value | undefined): string | undefined {
  const named = isMap(schema) ? schema['$schema'] : undefined;
  if (typeof named !== 'string') return undefined;
  return named
    .replace(/#$/, '')
    .replace(/^https:(?=\/\/json-schema\.org\/(draft-0|schema$))/, 'http:')
    .replace(/^http:(?=\/\/json-schema\.org\/draft\/)/, 'https:');
}

export function validatorFor(draft = '', more: Options = {}): AjvCore {
  const ajv = instanceFor(draft, { ...options, ...more });
  addFormats(ajv);
  boundFormats(ajv);
  traceErrors(ajv);
  return ajv;
}

/** Up to draft 07 what stands beside a `$ref` does not count. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- ajv has no other name for it.
const alone: Options = { ignoreKeywordsWithRef: true };

function instanceFor(draft: string, all: Options): AjvCore {
  if (draft.includes('draft-04')) return new AjvDraft04({ ...all, ...alone });
  const is2019 = draft.includes('2019-09');
  if (!is2019 && !draft.includes('2020-12'))
    return new Ajv({ ...all, ...alone }).addMetaSchema(draft06, undefined, false);
  const ajv = is2019 ? new Ajv2019(all) : new Ajv2020(all);
  for (const meta of [draft06, draft07]) ajv.addMetaSchema(meta, undefined, false);
  return ajv;
}

/** Some formats search long in long texts, as patterns do; those that are compared are short. */
function boundFormats(ajv: AjvCore): void {
  for (const [name, format] of Object.entries(ajv.formats)) {
    const label = { keyword: 'format', name } as const;
    if (format instanceof RegExp)
      ajv.addFormat(
        name,
        bounded(label, (text) => format.test(text)),
      );
    else if (typeof format === 'function') ajv.addFormat(name, bounded(label, format));
  }
}
