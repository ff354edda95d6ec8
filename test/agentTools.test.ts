import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import manifest from '../package.json' with { type: 'json' };
import { instructions } from '../src/agents/instructions.ts';
import { agentTools } from '../src/agents/toolTable.ts';
import { mcpProviderId, toolNames } from '../src/ids.ts';
import { manifestText } from '../scripts/manifestTexts.ts';
import { projectRoot } from './support/paths.ts';

const { languageModelTools, mcpServerDefinitionProviders, chatSkills } = manifest.contributes;
/** There is one. */
const skillPath = chatSkills.map(({ path }) => path).join(' ');
const skill = readFileSync(join(projectRoot, skillPath), 'utf8');
const names = agentTools.map(({ name }) => name);
const namesIn = (text: string) => [...new Set(text.match(/safekeep_[a-z]\w*/gi) ?? [])];

test('package.json tells the editor of the same tools as the table, in the same words', () => {
  assert.deepEqual(
    languageModelTools.map(({ name, displayName, modelDescription, inputSchema }) => ({
      name,
      title: manifestText(displayName),
      description: modelDescription,
      inputSchema,
    })),
    agentTools.map(({ name, title, description, inputSchema }) => ({
      name,
      title,
      description,
      inputSchema,
    })),
  );
  assert.deepEqual(names, toolNames);
  assert.deepEqual(
    mcpServerDefinitionProviders.map(({ id }) => id),
    [mcpProviderId],
  );
});

test('every tool can be named in a prompt, by a name of its own', () => {
  const references = languageModelTools.map(({ toolReferenceName }) => toolReferenceName);
  assert.equal(new Set(references).size, references.length);
  for (const { name, canBeReferencedInPrompt, when } of languageModelTools) {
    assert.equal(canBeReferencedInPrompt, true, name);
    assert.match(when, /^isWorkspaceTrusted && /, name);
  }
});

test('a tool that changes files says how it is taken back, can be previewed, and has no way to be forced', () => {
  for (const tool of agentTools) {
    const { properties } = tool.inputSchema;
    assert.equal('force' in properties, false, tool.name);
    assert.equal('preview' in properties, tool.kind === 'changes' && tool.effect === 'replaces', tool.name);
    if (tool.kind === 'changes' && tool.effect === 'replaces')
      assert.match(tool.description, /safekeep_undo/);
  }
});

test('descriptions, instructions and the skill name only tools that there are, and the skill names all', () => {
  for (const text of [...agentTools.map(({ description }) => description), instructions, skill])
    for (const name of namesIn(text)) assert.ok(names.includes(name as (typeof names)[number]), name);
  assert.deepEqual(namesIn(skill).toSorted(), names.toSorted());
});

test('the skill has the head that editors look for: the name of its folder, and when to use it', () => {
  const [, name = '', description = ''] = /^---\nname: (.+)\ndescription: (.+)\n---\n/.exec(skill) ?? [];
  assert.equal(skillPath, `./skills/${name}/SKILL.md`);
  assert.match(description, /Use it /);
  assert.ok(description.length <= 1024);
});
