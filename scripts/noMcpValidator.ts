// Takes the place of what `@modelcontextprotocol/server` has for Node: another ajv of 150 kB, which the server asks for and
// never uses, since the tools check their input themselves (src/agents/runTool.ts).
export { default as process } from 'node:process';

export class DefaultJsonSchemaValidator {
  getValidator(): never {
    throw new Error('Each schema comes with its own validator.');
  }
}
