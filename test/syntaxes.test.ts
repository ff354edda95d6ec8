import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import profileSchema from '../schemas/profile.schema.json' with { type: 'json' };
import listing from '../syntaxes/safekeep-changes.tmLanguage.json' with { type: 'json' };
import injection from '../syntaxes/safekeep-profile.injection.tmLanguage.json' with { type: 'json' };

/** The part of the TextMate format that our grammars use. */
interface Rule {
  readonly include?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly name?: string;
  readonly captures?: Readonly<Record<string, Rule>>;
  readonly patterns?: readonly Rule[];
}

interface Grammar {
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
}

const grammars: Readonly<Record<string, Grammar>> = { listing, injection };

/** The pieces of a line that rules of the kind `match` give a scope, outer scope first, as the editor does it. */
function scopesOf(grammar: Grammar, rules: readonly Rule[], line: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  for (let at = 0; at < line.length;) {
    const hit = firstHit(grammar, rules, { line, at });
    if (hit === undefined) break;
    found.push(...piecesOf(grammar, hit.rule, hit.match));
    at = hit.match.index + Math.max(1, hit.match[0].length);
  }
  return found;
}

/** The earliest match of any rule; of several at one place, that of the first rule. */
function firstHit(
  grammar: Grammar,
  rules: readonly Rule[],
  { line, at }: { readonly line: string; readonly at: number },
): { rule: Rule; match: RegExpExecArray } | undefined {
  return flat(grammar, rules)
    .flatMap((rule) => {
      const regex = new RegExp(rule.match ?? '(?!)', 'dg');
      regex.lastIndex = at;
      const match = regex.exec(line);
      return match === null ? [] : [{ rule, match }];
    })
    .sort((one, other) => one.match.index - other.match.index)[0];
}

function piecesOf(grammar: Grammar, rule: Rule, match: RegExpExecArray): readonly (readonly string[])[] {
  const captured = Object.entries(rule.captures ?? {}).flatMap(([group, capture]) => {
    const text = match[Number(group)];
    if (text === undefined) return [];
    const inner = capture.patterns === undefined ? [] : scopesOf(grammar, capture.patterns, text);
    return capture.name === undefined ? inner : [[text, capture.name], ...inner];
  });
  return rule.name === undefined ? captured : [[match[0], rule.name], ...captured];
}

function flat(grammar: Grammar, rules: readonly Rule[]): readonly Rule[] {
  return rules.flatMap((rule) => {
    if (rule.include === undefined)
      return rule.match === undefined ? flat(grammar, rule.patterns ?? []) : [rule];
    const included = rule.include.startsWith('#') ? grammar.repository[rule.include.slice(1)] : undefined;
    return included === undefined ? [] : flat(grammar, [included]);
  });
}

/** Every rule of a grammar, however deep. */
function allRules(rule: Rule): readonly Rule[] {
  const inner = [...(rule.patterns ?? []), ...Object.values(rule.captures ?? {})];
  return [rule, ...inner.flatMap(allRules)];
}

/** A rule of the repository, which must be there. */
function named(grammar: Grammar, name: string): Rule {
  const rule = grammar.repository[name];
  assert.ok(rule, `no rule ${name}`);
  return rule;
}

/** The scoped pieces of a line of a listing, without the suffix that all scopes share. */
function listed(line: string): readonly string[] {
  const pieces = scopesOf(listing, listing.patterns, line);
  return pieces.map(
    ([text, scope]) => `${String(text)}: ${String(scope).replaceAll('.safekeep-changes', '')}`,
  );
}

for (const [name, grammar] of Object.entries(grammars)) {
  const rules = [...grammar.patterns, ...Object.values(grammar.repository)].flatMap(allRules);

  test(`the ${name} grammar has only rules that some line can reach`, () => {
    const included = new Set(
      rules.flatMap(({ include }) => (include?.startsWith('#') ? [include.slice(1)] : [])),
    );
    assert.deepEqual([...included].sort(), Object.keys(grammar.repository).sort());
  });

  test(`the ${name} grammar names a scope for every group it captures, and captures no group that is missing`, () => {
    for (const { match, captures } of rules) {
      if (match === undefined || captures === undefined) continue;
      const groups = (new RegExp(`${match}|`).exec('')?.length ?? 0) - 1;
      assert.deepEqual(
        Object.keys(captures).map(Number),
        Array.from({ length: groups }, (_, index) => index + 1),
      );
    }
  });
}

describe('a listing of changes', () => {
  test('shows what it is about as a comment and the target as a heading', () => {
    assert.deepEqual(listed('# Switch development → staging'), [
      '# Switch development → staging: comment.line.number-sign',
      '#: punctuation.definition.comment',
    ]);
    assert.deepEqual(listed('config/current.yaml'), [
      'config/current.yaml: markup.heading entity.name.section.target',
    ]);
    assert.deepEqual(listed(''), []);
  });

  test('shows an added key as inserted', () => {
    assert.deepEqual(listed('+ /cache/ttl  300'), [
      '+ /cache/ttl  300: markup.inserted',
      '+: punctuation.definition.inserted',
      '/cache/ttl: entity.name.tag.pointer',
      '300: constant.numeric',
    ]);
  });

  test('shows a removed key as deleted', () => {
    assert.deepEqual(listed('- /debug  true'), [
      '- /debug  true: markup.deleted',
      '-: punctuation.definition.deleted',
      '/debug: entity.name.tag.pointer',
      'true: constant.language',
    ]);
  });

  test('shows both values of a modified key', () => {
    assert.deepEqual(listed('~ /server/port  8080 → 9.09e3').slice(2), [
      '/server/port: entity.name.tag.pointer',
      '8080: constant.numeric',
      '→: keyword.operator.becomes',
      '9.09e3: constant.numeric',
    ]);
  });

  test('shows both places of a moved item', () => {
    assert.deepEqual(listed('> /routes/0  from /routes/2'), [
      '> /routes/0  from /routes/2: markup.changed.moved',
      '>: punctuation.definition.changed',
      '/routes/0: entity.name.tag.pointer',
      'from: keyword.operator.word.from',
      '/routes/2: entity.name.tag.pointer',
    ]);
  });

  test('shows them in any language', () => {
    assert.deepEqual(listed('> /routes/0  来自 /routes/2').slice(2), [
      '/routes/0: entity.name.tag.pointer',
      '来自: keyword.operator.word.from',
      '/routes/2: entity.name.tag.pointer',
    ]);
  });

  test('keeps arrows, quotes and marks inside a string as string', () => {
    const pieces = listed(String.raw`~ /motd  "a → \"b\" + 1" → {"text": "c"}`);
    assert.deepEqual(pieces.filter((piece) => !piece.includes('punctuation')).slice(2), [
      String.raw`"a → \"b\" + 1": string.quoted.double`,
      '→: keyword.operator.becomes',
      '"text": support.type.property-name',
      '"c": string.quoted.double',
    ]);
  });

  test('reads a key with spaces in it up to the two spaces before the value', () => {
    assert.ok(listed('+ /shown name/first  "Ada"').includes('/shown name/first: entity.name.tag.pointer'));
  });

  test('accepts a change of the whole document, whose pointer is empty', () => {
    assert.deepEqual(listed('~   1 → null').slice(2), [
      '1: constant.numeric',
      '→: keyword.operator.becomes',
      'null: constant.language',
    ]);
  });
});

describe('the metadata of a profile', () => {
  const { begin: jsonBegin = '(?!)', end: jsonEnd = '(?!)' } = named(injection, 'json');
  const { begin: yamlBegin = '(?!)', end: yamlEnd = '(?!)' } = named(injection, 'yaml');

  test('begins at the key $profile and nowhere else', () => {
    const inJson = new RegExp(jsonBegin);
    assert.deepEqual(inJson.exec('  "$profile" : {')?.slice(1), ['"', '$profile', '"', ':', '{']);
    for (const line of ['"profile": {', '"$profiles": {', '"note": "$profile"'])
      assert.doesNotMatch(line, inJson);
    const inYaml = new RegExp(yamlBegin);
    assert.deepEqual(inYaml.exec('$profile:')?.slice(1), ['$profile', ':']);
    for (const line of ['profile:', '  $profile:', '$profile:x', '# $profile:'])
      assert.doesNotMatch(line, inYaml);
  });

  test('ends with its map', () => {
    assert.deepEqual(new RegExp(jsonEnd).exec('  },')?.slice(1), ['}', ',']);
    const inYaml = new RegExp(yamlEnd);
    assert.match('server:', inYaml);
    for (const line of ['  icon: beaker', '# a comment', '']) assert.doesNotMatch(line, inYaml);
  });

  test('has exactly the keys that the schema knows', () => {
    const keys = Object.keys(profileSchema.definitions.metadata.properties);
    for (const name of ['json-key', 'yaml-key']) {
      const listedKeys = /\((\w+(?:\|\w+)+)\)/.exec(named(injection, name).match ?? '')?.[1]?.split('|');
      assert.deepEqual(listedKeys?.sort(), keys.toSorted(), name);
    }
  });

  test('sets its own keys apart from other text in YAML', () => {
    const rules = named(injection, 'yaml').patterns ?? [];
    const scopes = (line: string) =>
      scopesOf(injection, rules, line).map(([text, scope]) => [text?.trim(), scope]);
    assert.deepEqual(scopes('  extends: [base, "eu west"] # both'), [
      ['extends', 'entity.other.attribute-name.profile.safekeep'],
      [':', 'punctuation.separator.key-value.mapping.yaml'],
      ['[', 'punctuation.definition.flow.yaml'],
      ['base', 'string.unquoted.plain.out.yaml'],
      [',', 'punctuation.definition.flow.yaml'],
      ['"eu west"', 'string.quoted.double.yaml'],
      [']', 'punctuation.definition.flow.yaml'],
      ['# both', 'comment.line.number-sign.yaml'],
    ]);
    assert.deepEqual(scopes('  protected: true').at(-1), ['true', 'constant.language.yaml']);
    assert.deepEqual(
      scopes('  description: extends: nothing, true')[2]?.[1],
      'string.unquoted.plain.out.yaml',
    );
  });

  test('sets its own keys apart from other keys in JSON', () => {
    const rules = named(injection, 'json').patterns ?? [];
    const scopes = scopesOf(injection, rules, '"unset": [], "other": 1').map(([, scope]) => scope);
    assert.ok(scopes.includes('string.json entity.other.attribute-name.profile.safekeep'));
    assert.ok(scopes.includes('string.json support.type.property-name.json'));
    assert.ok(!scopesOf(injection, rules, '"icon"').length, 'a value is no key');
  });
});
