// Takes the place of `fast-uri` in the bundles: ajv requires it as its usual resolver, and ours is always given instead
// (src/engine/content/schemaUri.ts).
export {};
