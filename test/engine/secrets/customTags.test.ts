// Below a custom tag of YAML everything is text to us; what is a secret there is hidden all the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { displayValue } from '../../../src/engine/diff/changeListing.ts';
import { redactionOf } from '../../../src/engine/secrets/redact.ts';
import { parseDocument } from '../../../src/engine/text/document.ts';
import type { Value } from '../../../src/engine/values/value.ts';

for (const [what, text, isHidden] of [
  ['a list with a named secret', '!If [IsProd, [{ Name: DB_PASSWORD, Value: hunter2 }], []]', true],
  ['a list with an option', '!If [IsProd, [app, --password, hunter2], [app]]', true],
  ['a map with a secret key', '!Mailer\n  host: mail\n  password: hunter2', true],
  ['a map with a sensitive key', '!Mailer\n  host: mail\n  relay: hunter2', true],
  ['a list that cannot be read by itself', '!If [IsProd, *pw, hunter2]', true],
  ['one item on its own line', '!append\n  - { name: DB_PASSWORD, value: hunter2 }', true],
  ['one sensitive key on its own line', '!override\n  relay: hunter2', true],
  ['an ordered map', '!!omap\n  - password: hunter2', true],
  ['a list with an anchor', '!append &all [{ name: DB_PASSWORD, value: hunter2 }]', true],
  ['tags in tags', `${'!T ['.repeat(9)}hunter2${']'.repeat(9)}`, true],
  ['a list without a secret', '!If [IsProd, [{ Name: HOST, Value: hunter2 }], []]', false],
  ['tags in a tag', '!If [IsProd, !Sub "a-${hunter2}", !Join ["-", [hunter2]]]', false],
  ['a text', '!Sub "${hunter2}.example"', false],
] as const)
  test(`${isHidden ? 'hides' : 'keeps'} what is below a custom tag: ${what}`, () => {
    const { value } = parseDocument('a.yaml', `pw: &pw 1\nmail: ${text}\n`);
    assert.ok(value !== undefined);
    const { mail } = value as Readonly<Record<string, Value>>; // As written above.
    const listed = displayValue(redactionOf([value], ['/mail/relay']).value(mail ?? null, '/mail'));
    assert.equal(listed.includes('hunter2'), !isHidden, listed);
  });

for (const text of [
  'env: [{ Name: !Sub "${Stage}_DB_PASSWORD", Value: hunter2 }]',
  'command: [run, !Sub "--password", hunter2]',
])
  test(`hides what a name behind a custom tag tells of: ${text}`, () => {
    const { value } = parseDocument('a.yaml', text);
    assert.ok(value !== undefined);
    assert.doesNotMatch(displayValue(redactionOf([value]).value(value, '')), /hunter2/);
  });
