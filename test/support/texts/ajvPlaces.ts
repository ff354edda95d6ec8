// Where ajv finds that data does not fit one of our schemas: what our own reader is measured by.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { formatPointer } from '../../../src/engine/values/pointer.ts';
import { projectRoot } from '../paths.ts';

const ajv = new Ajv({ strict: false, allErrors: true, ownProperties: true, discriminator: true });
const folder = join(projectRoot, 'schemas');
for (const file of readdirSync(folder))
  ajv.addSchema(JSON.parse(readFileSync(join(folder, file), 'utf8')) as object, file); // Every schema of ours is a map.

/** Each pointer once, in order. @param schema such as `profile.schema.json#/definitions/layer` */
export function ajvPlaces(schema: string, data: unknown): readonly string[] {
  const validate = ajv.getSchema(schema);
  if (!validate) throw new Error(`There is no schema ${schema}.`);
  return validate(data) === true ? [] : placesOf(validate.errors ?? []);
}

function placesOf(errors: readonly ErrorObject[]): readonly string[] {
  const alternatives = errors.filter(({ keyword }) => keyword === 'anyOf');
  const own = errors.filter(
    ({ schemaPath }) => !alternatives.some((whole) => schemaPath.startsWith(`${whole.schemaPath}/`)),
  );
  return [...new Set(own.map((error) => error.instancePath + formatPointer(keyOf(error))))].toSorted();
}

/** The key that an error is about, where ajv names the map it is in. */
function keyOf({ keyword, params, propertyName }: ErrorObject): readonly string[] {
  const facts: Readonly<Record<string, unknown>> = params;
  const isTag = keyword === 'discriminator' && facts['tagValue'] !== undefined;
  const key = isTag ? facts['tag'] : (propertyName ?? facts['propertyName'] ?? facts['additionalProperty']);
  return typeof key === 'string' ? [key] : [];
}
