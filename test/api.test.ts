// What other extensions copy stands by itself, and the paper about it shows what really runs.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import ts from 'typescript';
import type { SafekeepErrorCode } from '../safekeep.d.ts';
import { errorCodes, type ErrorCode } from '../src/engine/index.ts';
import { projectRoot } from './support/paths.ts';

const read = (path: string) => readFile(join(projectRoot, path), 'utf8');
const example = 'test/fixtures/example-extension/src/extension.ts';

suite('safekeep.d.ts', () => {
  test('compiles alone, with nothing but the types of vscode', async () => {
    const program = ts.createProgram([join(projectRoot, 'safekeep.d.ts')], {
      strict: true,
      noEmit: true,
      types: [],
      lib: ['lib.es2022.d.ts'],
      module: ts.ModuleKind.NodeNext,
    });
    const faults = ts
      .getPreEmitDiagnostics(program)
      .filter(({ file }) => file?.fileName.endsWith('safekeep.d.ts'));
    assert.deepEqual(
      faults.map(({ messageText }) => messageText),
      [],
    );
    const imports = [...(await read('safekeep.d.ts')).matchAll(/^import .*$/gm)].map(([line]) => line);
    assert.deepEqual(imports, ["import type * as vscode from 'vscode';"]);
  });

  test('names every code that a call can reject with, and says what it means', async () => {
    const ours: readonly ErrorCode[] = errorCodes;
    const all: readonly SafekeepErrorCode[] = [...ours, 'untrusted', 'ambiguous'];
    const meanings =
      /\/\*\*\n(?: \* .*\n)+ \*\/\nexport type SafekeepErrorCode/.exec(await read('safekeep.d.ts'))?.[0] ??
      '';
    for (const code of all) assert.ok(meanings.includes(`\`${code}\``), code);
  });

  test('says of each member of the API what it does', async () => {
    const text = await read('safekeep.d.ts');
    const source = ts.createSourceFile('safekeep.d.ts', text, ts.ScriptTarget.Latest, true);
    const api = source.statements
      .filter(ts.isInterfaceDeclaration)
      .find(({ name }) => name.text === 'SafekeepApi');
    const silent = api?.members.filter((member) => ts.getJSDocCommentsAndTags(member).length === 0);
    assert.deepEqual(
      silent?.map((member) => member.getText()),
      ['readonly version: 1;'],
    );
  });
});

suite('the paper on the API', () => {
  test('shows each part of the example as it runs', async () => {
    const parts = [...(await read(example)).matchAll(/\/\/ region: (\w+)\n([^]*?)\/\/ endregion\n/g)];
    const shown = [...(await read('docs/reference/api.md')).matchAll(/<!-- (\w+) -->\n```ts\n([^]*?)```/g)];
    assert.deepEqual(
      shown.map(([, name, text]) => [name, text]),
      parts.map(([, name, text]) => [name, text]),
    );
    assert.equal(parts.length, 5);
  });

  test('is about an example of at most 100 lines', async () => {
    assert.ok((await read(example)).split('\n').length <= 101);
  });
});
