// Takes the place of `fast-uri` in the bundles: ajv requires it as its usual resolver, and ours is always given instead
// (src/engine/schemas/schemaUri.ts).
export {};
