import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fillBlocks, markdownTable, referencePages, type Blocks } from '../scripts/generateReference.ts';
import manifest from '../package.json' with { type: 'json' };
import { verbs } from '../src/cli/verbs.ts';

const page = 'above\n<!-- generated: a -->\nold\n<!-- end: a -->\nbelow\n';

const blocks = Object.assign({}, ...Object.values(referencePages())) as Blocks; // Their names are all different.

suite('the generated parts of the reference', () => {
  test('a block is replaced and what stands around it stays', () => {
    const expected = 'above\n<!-- generated: a -->\n\nnew $1\n\n<!-- end: a -->\nbelow\n';
    assert.equal(fillBlocks(page, { a: ['new $1'] }), expected);
  });

  test('filling a page a second time changes nothing', () => {
    const once = fillBlocks(page, { a: ['new'] });
    assert.equal(fillBlocks(once, { a: ['new'] }), once);
  });

  test('a page without the block is refused, not left as it is', () => {
    assert.throws(() => fillBlocks(page, { b: ['new'] }), /There is no generated block "b"\./);
  });

  test('a bar in a cell does not end the cell', () => {
    assert.deepEqual(markdownTable(['A'], [['x|y']]), ['| A |', '| --- |', '| x\\|y |']);
  });

  test('every command, setting, shortcut and verb has a row', () => {
    const { commands, settings, shortcuts, verbs: words } = blocks;
    const headLines = 2;
    assert.equal(commands?.length, manifest.contributes.commands.length + headLines);
    assert.equal(
      settings?.length,
      Object.keys(manifest.contributes.configuration.properties).length + headLines,
    );
    assert.equal(words?.length, Object.keys(verbs).length + headLines);
    assert.equal(shortcuts?.length, manifest.contributes.keybindings.length + headLines);
  });

  test('a command says where it is found', () => {
    const row = (id: string) => blocks['commands']?.find((line) => line.includes(`\`${id}\``));
    assert.match(row('safekeep.undoCommit') ?? '', /\| rows of History \|$/);
    assert.match(row('safekeep.undo') ?? '', /\| palette, title of Profiles, title of History \|$/);
  });
});
