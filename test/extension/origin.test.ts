import assert from 'node:assert/strict';
import { setup, suite, test } from 'mocha';
import * as vscode from 'vscode';
import { commandIds } from '../../src/ids.ts';
import {
  edit,
  everyFile,
  inConfig,
  layOutSwitched,
  read,
  replacedOnce,
  write,
} from './support/configFolder.ts';
import { openFile, typeInto, untilReview } from './support/editors.ts';
import { answering, dismiss, watching } from './support/person.ts';
import { run, untilFolder } from './support/safekeep.ts';

const { showOrigin, resetToInherited } = commandIds;

/** VS Code's watcher can miss what is written right after another event. */
async function untilDrift(): Promise<void> {
  await run(commandIds.refresh);
  await untilFolder(({ drift }) => drift.length > 0);
}

suite('Pointing at a key', () => {
  setup(layOutSwitched);

  test('of the live file tells who says it, what that overrides, and where both stand', async () => {
    const text = await hoverOn('current.yaml', 'port: 3000');
    assert.match(
      text,
      /^`3000` from \*\*development\*\*, \[profiles\/development\.yaml:8\]\(file:.*#L8%2C3\)$/m,
    );
    assert.match(
      text,
      /^\* overrides `8080` from \*\*the defaults\*\*, \[default\.yaml:10\]\(.*#L10%2C3\)$/m,
    );
  });

  test('on its value tells the same, and on a comment nothing', async () => {
    assert.match(await hoverOn('current.yaml', '3000 #'), /^`3000` from/);
    assert.equal(await hoverOn('current.yaml', '# seconds'), '');
    assert.equal(await hoverOn('current.yaml', '# Shipping'), '');
  });

  test('that only the defaults say offers nothing to reset', async () => {
    const inherited = await hoverOn('current.yaml', 'currency');
    assert.match(inherited, /^`"EUR"` from \*\*the defaults\*\*/);
    assert.deepEqual(linksIn(inherited), ['Where Does This Come From?']);
    const own = await hoverOn('current.yaml', 'port: 3000');
    assert.deepEqual(linksIn(own), ['Where Does This Come From?', 'Reset to Inherited']);
  });

  test('tells what an unsaved text of the live file says differently', async () => {
    const editor = await openFile(inConfig('current.yaml'));
    await typeInto(editor, '# yaml-language-server', '# one more line\n# yaml-language-server');
    await typeInto(editor, 'port: 3000', 'port: 9000');
    const text = await hoverIn(editor.document, 'port: 9000');
    assert.match(text, /The live file has `9000`, and \*\*development\*\* has `3000`/);
  });

  test('that is only in the live file says so', async () => {
    await edit('current.yaml', '  maxEntries: 5000', '  maxEntries: 5000\n  extra: 1');
    await untilDrift();
    assert.match(
      await hoverOn('current.yaml', 'extra'),
      /^Only in the live file: no layer of \*\*development/,
    );
  });

  test('of a profile tells the whole chain of that profile', async () => {
    const text = await hoverOn('profiles/production.yaml', 'ttl: 900');
    assert.match(text, /^`900` from \*\*production\*\*/);
    assert.match(
      text,
      /^\* overrides `60` from \*\*staging\*\*.*\n\* overrides `300` from \*\*the defaults/m,
    );
    assert.doesNotMatch(text, /live file/); // It is not the active one.
  });

  test('of the active profile tells how the live file differs', async () => {
    await edit('current.yaml', 'ttl: 5 ', 'ttl: 6 ');
    await untilDrift();
    const text = await hoverOn('profiles/development.yaml', 'ttl: 5');
    assert.match(text, /The live file has `6`, and \*\*development\*\* has `5`/);
  });

  test('of an overlay, or of the profile below it, names the overlay as the one that wins', async () => {
    await write('profiles/development.local.yaml', 'server:\n  port: 4000\n');
    await untilDrift();
    const text = await hoverOn('profiles/development.local.yaml', 'port');
    assert.match(text, /^`4000` from \*\*development\.local, your overlay\*\*/);
    const below = await hoverOn('profiles/development.yaml', 'port: 3000');
    assert.match(below, /^`4000` from \*\*development\.local/);
    assert.deepEqual(linksIn(below), ['Where Does This Come From?']);
  });

  test('that a profile leaves out tells what it left out', async () => {
    const text = await hoverOn('profiles/staging.yaml', '/debug');
    assert.match(text, /^Left out by \*\*staging\*\*.*\n\* overrides `false` from \*\*the defaults/);
  });

  test('that says what is inherited anyway is told to', async () => {
    await edit('profiles/development.yaml', 'ttl: 5', 'ttl: 300');
    await untilDrift();
    assert.match(
      await hoverOn('profiles/development.yaml', 'ttl'),
      /has the same value as the layer it overrides/,
    );
  });

  test('of a map names the layers it is put together from', async () => {
    const text = await hoverOn('current.yaml', 'pool:');
    assert.match(text, /^Merged from\n\* \*\*development\*\*.*\n\* \*\*the defaults\*\*/);
  });

  test('of any other file tells nothing', async () => {
    assert.equal(await hoverOn('../package.json', 'name'), '');
    assert.equal(await hoverOn('schema.json', 'title'), '');
    assert.equal(await hoverOn('default.yaml', 'port: 8080'), '');
  });

  test('writes nothing', async () => {
    const before = await everyFile();
    await hoverOn('current.yaml', 'port: 3000');
    assert.deepEqual(await everyFile(), before);
  });
});

suite('Asking where a value comes from', () => {
  setup(layOutSwitched);

  test('lists the layers of the key at the cursor, the winner first, and opens the chosen place', async () => {
    await cursorOn('current.yaml', 'port: 3000');
    const [asked] = await answering(
      () => '8080',
      () => run(showOrigin),
    );
    assert.deepEqual(asked?.choices, ['3000', '8080']);
    assert.match(asked.text, /server\.port/);
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.fsPath, inConfig('default.yaml'));
    assert.match(editor.document.lineAt(editor.selection.active.line).text, /^ {2}port: 8080/);
  });

  test('is for the profile, the live file and the key that are given', async () => {
    const given = { profile: 'production', target: 'current', path: 'debug' };
    const [asked] = await watching(() => run(showOrigin, given));
    assert.deepEqual(asked?.choices, ['Left out', 'false']);
  });

  test('names the live file where that says otherwise', async () => {
    await edit('current.yaml', 'port: 3000', 'port: 9000');
    await untilDrift();
    const [asked] = await watching(() => run(showOrigin, { path: 'server.port' }));
    assert.deepEqual(asked?.choices, ['3000', '8080', '9000']);
  });

  test('asks for the key where none is meant, and is silent when nobody answers', async () => {
    await dismiss(run(showOrigin));
    await dismiss(run(showOrigin, { path: 'server.port' }));
  });

  test('of a key that no layer has says so', async () => {
    const shown = await watching(() => run(showOrigin, { path: 'server.nothing' }));
    assert.deepEqual(
      shown.map(({ kind, text }) => `${kind}: ${text}`),
      ['information: No layer of development sets server.nothing.'],
    );
  });

  test('does not take the address that a menu of the editor gives for a key', async () => {
    const { document } = await cursorOn('current.yaml', 'ttl: 5');
    const [asked] = await watching(async () => {
      await vscode.commands.executeCommand(showOrigin, document.uri);
    });
    assert.deepEqual(asked?.choices, ['5', '300']);
  });

  test('of a profile that cannot be resolved says why', async () => {
    await edit('profiles/production.yaml', 'extends: staging', 'extends: nobody');
    await run(commandIds.refresh);
    const shown = await watching(() => run(showOrigin, { profile: 'production', path: 'server.port' }));
    assert.match(shown.map(({ text }) => text).join(), /extends "nobody", which doesn't exist/);
  });
});

suite('Resetting a key to what is inherited', () => {
  setup(layOutSwitched);

  test('is reviewed, and until then nothing is written', async () => {
    const before = await everyFile();
    await cursorOn('current.yaml', 'port: 3000');
    await run(resetToInherited);
    await untilReview(/Reset \/server\/port of development/);
    assert.deepEqual(await everyFile(), before);
  });

  test('takes it out of the active profile, and the live file has what is inherited', async () => {
    const [live, profile] = [await read('current.yaml'), await read('profiles/development.yaml')];
    await cursorOn('current.yaml', 'port: 3000');
    await run(resetToInherited, { review: false });
    assert.equal(await read('current.yaml'), replacedOnce(live, 'port: 3000', 'port: 8080'));
    assert.equal(
      await read('profiles/development.yaml'),
      replacedOnce(profile, '  port: 3000 # 8080', '  # 8080'),
    );
    await untilFolder(({ drift }) => drift.length === 0);
    await run(commandIds.undo);
    assert.equal(await read('current.yaml'), live);
    assert.equal(await read('profiles/development.yaml'), profile);
  });

  test('in the file of another profile leaves the live file alone', async () => {
    const [live, profile] = [await read('current.yaml'), await read('profiles/staging.yaml')];
    await cursorOn('profiles/staging.yaml', 'ttl: 60');
    await run(resetToInherited, { review: false });
    assert.equal(await read('current.yaml'), live);
    assert.equal(await read('profiles/staging.yaml'), replacedOnce(profile, 'cache:\n  ttl: 60\n', ''));
  });

  test('of a key that is inherited already says so and writes nothing', async () => {
    const before = await everyFile();
    const shown = await watching(() => run(resetToInherited, { path: 'pricing.currency' }));
    assert.deepEqual(
      shown.map(({ kind, text }) => `${kind}: ${text}`),
      ["information: pricing.currency is already inherited: development doesn't set it."],
    );
    assert.deepEqual(await everyFile(), before);
  });

  test('below an overlay that says it, too, names the overlay and writes nothing', async () => {
    await write('profiles/development.local.yaml', 'server:\n  port: 4000\n');
    await run(commandIds.switchProfile, { profile: 'development', review: false });
    const before = await everyFile();
    await cursorOn('profiles/development.yaml', 'port: 3000');
    const [told] = await watching(() => run(resetToInherited));
    assert.match(
      told?.text ?? '',
      /set by development\.local, your overlay in profiles\/development\.local\.yaml:2/,
    );
    assert.deepEqual(await everyFile(), before);
    await cursorOn('profiles/development.local.yaml', 'port: 4000');
    await run(resetToInherited, { review: false });
    assert.match(await read('current.yaml'), /port: 3000/);
  });

  test('is silent when nobody says which key', async () => {
    const before = await everyFile();
    await dismiss(run(resetToInherited));
    assert.deepEqual(await everyFile(), before);
  });
});

async function hoverOn(path: string, words: string): Promise<string> {
  return hoverIn((await openFile(inConfig(path))).document, words);
}

/** What Safekeep tells of the first character of some words; '' when it tells nothing. */
async function hoverIn(document: vscode.TextDocument, words: string): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionOf(document, words),
  );
  const texts = hovers.flatMap(({ contents }) =>
    contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')),
  );
  return texts.find((text) => text.includes('command:safekeep.')) ?? '';
}

function linksIn(text: string): readonly string[] {
  return [...text.matchAll(/\[([^\]]+)\]\(command:/g)].map(([, title]) => title ?? '');
}

async function cursorOn(path: string, words: string): Promise<vscode.TextEditor> {
  const editor = await openFile(inConfig(path));
  const at = positionOf(editor.document, words);
  editor.selection = new vscode.Selection(at, at);
  return editor;
}

function positionOf(document: vscode.TextDocument, words: string): vscode.Position {
  const offset = document.getText().indexOf(words);
  if (offset < 0) throw new Error(`"${words}" does not stand in the editor.`);
  return document.positionAt(offset);
}
