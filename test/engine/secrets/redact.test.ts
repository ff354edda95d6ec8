import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { diffValues } from '../../../src/engine/diff/diff.ts';
import { changeLine, displayValue } from '../../../src/engine/diff/changeListing.ts';
import { parseDocument } from '../../../src/engine/text/document.ts';
import { redactionOf } from '../../../src/engine/secrets/redact.ts';
import { isSecretKey } from '../../../src/engine/secrets/secretKey.ts';
import { withoutSecrets } from '../../../src/engine/secrets/secretText.ts';
import { fromPlain, type Value } from '../../../src/engine/values/value.ts';
import { randomRuns } from '../../support/sizes.ts';

const shown = (plain: unknown, sensitive: readonly string[] = []): string => {
  const value = fromPlain(plain);
  return displayValue(redactionOf([value], sensitive).value(value, ''));
};

suite('the name of a key', () => {
  const secret =
    'password dbPassword DB_PASSWORD db-password password2 passwd smtpPass pwd secret clientSecret secrets token authToken ' +
    'TOKEN_PROD tokens apiKey api_key APIKey apikey x-api-key accessKeyId secret_access_key privateKey credential ' +
    'credentials connectionString authorization cookie session-cookie passphrase signingKey passwordHash jwt PassWord';
  const harmless =
    'tokenizer passwordPolicy tokenExpiry token_url cookieDomain cookieMaxAge secretName keyboard compass key publicKey ' +
    'primaryKey monkey author maxTokensLimit passwordMinLength apiKeyHeader bypassed passenger';

  test('tells of a secret by its whole words, however they are joined', () => {
    for (const key of secret.split(' ')) assert.equal(isSecretKey(key), true, key);
  });

  test('that only has such letters in it, or tells something about a secret, does not', () => {
    for (const key of harmless.split(' ')) assert.equal(isSecretKey(key), false, key);
  });
});

suite('a text', () => {
  test('that is an address keeps the host, and loses user and password', () => {
    assert.equal(
      withoutSecrets('postgres://app:p@ss/w0rd@db.example:5432/app'),
      'postgres://[hidden]@db.example:5432/app',
    );
    assert.equal(withoutSecrets('https://abc123@sentry.example/1'), 'https://[hidden]@sentry.example/1');
    assert.equal(withoutSecrets('https://api.example/v3'), 'https://api.example/v3');
  });

  for (const text of [
    '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
    '-----BEGIN PRIVATE KEY-----',
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc',
    'Server=db;User Id=app;Password=hunter2',
    'https://api.example/?api_key=hunter2',
    'DB_PASSWORD=hunter2',
    'run --token hunter2 --fast',
    '{"password": "hunter2"}',
    'Authorization: hunter2',
    'Bearer abcdefgh12345',
    'app:hunter2@tcp(localhost:3306)/app',
  ])
    test(`such as ${JSON.stringify(text.slice(0, 24))} is hidden`, () => {
      assert.equal(withoutSecrets(text), '[hidden]');
    });

  for (const text of [
    'info',
    '--max-tokens=100',
    'run --tokenizer=bpe',
    'primary key: id',
    '127.0.0.1',
    'a sentence: with a colon',
    'me@example.com',
    'mode=fast',
    '12:30',
  ])
    test(`such as ${JSON.stringify(text)} is shown`, () => {
      assert.equal(withoutSecrets(text), text);
    });

  test('that nobody would read to its end is hidden without a look', () => {
    assert.equal(withoutSecrets('a'.repeat(1_000_000)), '[hidden]');
  });
});

suite('what is shown of data', () => {
  test('hides what stands at a secret key, and everything below it', () => {
    assert.equal(
      shown({ user: 'app', password: 'hunter2', credentials: { aws: { id: 'x', n: [12] } } }),
      '{"user":"app","password":"[hidden]","credentials":{"aws":{"id":"[hidden]","n":["[hidden]"]}}}',
    );
  });

  test('hides what an option or a name beside it tells of', () => {
    assert.equal(
      shown({ args: ['--password', 'x1', '--fast'], env: [{ name: 'DB_PASSWORD', value: 'x2' }] }),
      '{"args":["--password","[hidden]","--fast"],"env":[{"name":"DB_PASSWORD","value":"[hidden]"}]}',
    );
  });

  test('hides what a text says of a secret, as an option or in words', () => {
    for (const text of [
      '--token=x1',
      '-token=x1',
      'run --api-key=x1 now',
      'run --password x1',
      'java -Ddb.password=x1',
      'the password: x1',
      'api key: x1',
      '{"password": "x1"}',
    ])
      assert.equal(shown({ args: [text], line: text }), '{"args":["[hidden]"],"line":"[hidden]"}', text);
  });

  test('hides what a name beside it tells of, however that key is written', () => {
    for (const [name, value] of [
      ['name', 'value'],
      ['Name', 'Value'],
      ['key', 'value'],
      ['ParameterKey', 'ParameterValue'],
    ] as const)
      assert.equal(
        shown([{ [name]: 'PGPASSWORD', [value]: 'x1' }]),
        `[{"${name}":"PGPASSWORD","${value}":"[hidden]"}]`,
      );
    assert.equal(shown({ type: 'password', value: 'x1' }), '{"type":"password","value":"[hidden]"}');
    assert.equal(shown({ kind: 'Secret', data: { a: 'eA==' } }), '{"kind":"Secret","data":{"a":"[hidden]"}}');
    assert.equal(shown(['mysql', '-pX1', 'db']), '["mysql","[hidden]","[hidden]"]');
  });

  test('hides keys that are secrets themselves, and keeps them apart', () => {
    assert.equal(
      shown({ tokens: { ghp_0123456789ab: 1, ghp_0123456789cd: 2, ada: 3 } }),
      '{"tokens":{"[hidden]":"[hidden]","[hidden] 2":"[hidden]","ada":"[hidden]"}}',
    );
    const value = fromPlain({ users: { ghp_0123456789ab: 1 } });
    const { change, problem, text } = redactionOf([value]);
    const pointer = '/users/ghp_0123456789ab';
    assert.equal(change({ type: 'added', pointer, to: 1 }).pointer, '/users/[hidden]');
    const at = { file: 'current.yaml', line: 1, column: 1, keyword: 'x' };
    const { pointer: shownPointer, message } = problem({
      ...at,
      pointer,
      message: `"${pointer}" is not known.`,
    });
    assert.equal(shownPointer + message, '/users/[hidden]"/users/[hidden]" is not known.');
    assert.doesNotMatch(text(`Edit current.yaml: set ${pointer}`), /ghp_/);
  });

  test('keeps a map under a name that tells of one value only', () => {
    assert.equal(
      shown({ auth: { method: 'basic', pin: 1234 }, pin: [1, 2] }),
      '{"auth":{"method":"basic","pin":"[hidden]"},"pin":["[hidden]","[hidden]"]}',
    );
  });

  test('leaves a short text alone that is a secret elsewhere, as it could be guessed by that', () => {
    assert.equal(shown({ pin: 1234, port: 1234 }), '{"pin":"[hidden]","port":1234}');
  });

  test('of a single value is what it is in the whole document', () => {
    const document = fromPlain({ env: [{ name: 'PIN', value: 1234 }] });
    assert.equal(redactionOf([document]).value(1234, '/env/0/value'), '[hidden]');
  });

  test('of what the reader said depends on the keys alone', () => {
    const { own, text } = redactionOf([fromPlain({ password: 'hunter2-hunter2' })]);
    const said = 'x hunter2-hunter2 y';
    assert.equal(own(said, '/note'), said);
    assert.equal(own('anything', '/db/password'), '[hidden]');
    assert.equal(
      displayValue(own(fromPlain({ a: said, token: 1 }), '/x')),
      `{"a":"${said}","token":"[hidden]"}`,
    );
    assert.equal(text(`There is no "${said}".`, [said]), `There is no "${said}".`);
    assert.equal(text(`There is no "${said}".`), 'There is no "x [hidden] y".');
  });

  test('of data deeper than any parser reads ends, and shows nothing there', () => {
    let deep: Value = 'hunter2';
    for (let level = 0; level < 1_500; level += 1) deep = [deep];
    assert.match(displayValue(redactionOf([deep]).value(deep, '')), /^\[+"\[hidden\]"\]+$/);
  });

  test('hides what the manifest calls sensitive', () => {
    const data = { customers: { a: { email: 'x' } }, db: { user: 'u', username: 'v', host: 'h' } };
    assert.equal(
      shown(data, ['/customers/**/email', '/db/user*']),
      '{"customers":{"a":{"email":"[hidden]"}},"db":{"user":"[hidden]","username":"[hidden]","host":"h"}}',
    );
  });

  test('hides all of a document that the manifest calls sensitive whole', () => {
    assert.equal(shown({ port: 1, db: { host: 'h' } }, ['']), '{"port":"[hidden]","db":{"host":"[hidden]"}}');
  });

  test('keeps what is no secret: switches, nothing, and references to the environment', () => {
    assert.equal(
      shown({ token: null, cookie: true, secret: '', password: '${DB_PASSWORD}' }),
      '{"token":null,"cookie":true,"secret":"","password":"${DB_PASSWORD}"}',
    );
  });

  test('keeps no secret at another place either, nor in a sentence', () => {
    const { value, text } = redactionOf([
      fromPlain({ password: 'hunter2-hunter2', other: 'hunter2-hunter2' }),
    ]);
    assert.equal(value('hunter2-hunter2', '/other'), '[hidden]');
    assert.equal(value('x hunter2-hunter2', '/other'), '[hidden]');
    assert.equal(text('"hunter2-hunter2" is not one of these.'), '"[hidden]" is not one of these.');
    assert.equal(text('"hunter2-hunter2-hun…" does not fit'), '"[hidden]-hun…" does not fit');
  });

  test('has no value in the problem of a secret, and no citation of a file that does not parse', () => {
    const { problem } = redactionOf([]);
    const at = { file: 'current.yaml', line: 1, column: 1 };
    assert.doesNotMatch(
      problem({ ...at, pointer: '/db/password', message: 'must be x, but is 7', keyword: 'const' }).message,
      /7/,
    );
    const { problems } = parseDocument('current.yaml', 'password: |hunter2\n');
    const messages = problems.map((found) => problem({ ...at, pointer: '', ...found }).message);
    assert.ok(messages.length > 0);
    for (const message of messages) assert.doesNotMatch(message, /hunter2/);
  });
});

const secret = fc.oneof(
  fc.string({ minLength: 12, maxLength: 90 }).map((text) => `s3cr${text}t`),
  fc.integer({ min: 1e10, max: 1e14 }),
);
const key = fc.constantFrom('password', 'apiKey', 'token', 'DB_SECRET');
const plainKey = fc.constantFrom('a', 'b', 'server', 'list');
const around: fc.Arbitrary<(inner: unknown) => unknown> = fc.oneof(
  plainKey.map((name) => (inner: unknown) => ({ [name]: inner, z: 1 })),
  fc.constant((inner: unknown) => [0, inner]),
);

/** A document with a secret somewhere in it, in one of the ways that people write them. */
const holding = (hidden: string | number) =>
  fc
    .tuple(
      fc.oneof(
        key.map((name): unknown => ({ [name]: hidden })),
        key.map((name): unknown => ({ [name]: { deep: [hidden] } })),
        fc.constant<unknown>({ url: `postgres://app:${hidden}@host/db` }),
        key.map((name): unknown => ({ env: [{ name, value: hidden }] })),
        key.map((name): unknown => ({ args: [`--${name}`, String(hidden)] })),
        key.map((name): unknown => [`${name}=x${hidden}`]),
      ),
      fc.array(around, { maxLength: 3 }),
    )
    .map(([inner, layers]) => layers.reduce((data, layer) => layer(data), inner));

test('no secret is in any change that is shown, nor in a sentence that cites one', () => {
  const cases = fc
    .tuple(secret, secret)
    .chain(([one, other]) => fc.tuple(fc.constant([one, other]), holding(one), holding(other)));
  fc.assert(
    fc.property(cases, ([secrets, before, after]) => {
      const sides: readonly Value[] = [fromPlain(before), fromPlain(after)];
      const [from = null, to = null] = sides;
      const redaction = redactionOf(sides);
      const lines = diffValues(from, to).map((change) => changeLine(redaction.change(change)));
      const sentences = sides.map((side) => redaction.text(`Must not be ${displayValue(side)}.`));
      for (const found of secrets)
        for (const form of [String(found), JSON.stringify(String(found)).slice(1, -1)])
          assert.ok(![...lines, ...sentences].some((line) => line.includes(form)), lines.join('\n'));
    }),
    { numRuns: randomRuns(2_000) },
  );
});

test('a long key above many maps is not kept once for each of them', () => {
  const value = fromPlain({ ['k'.repeat(20_000)]: Array.from({ length: 10_000 }, () => ({})) });
  const before = process.memoryUsage().heapUsed;
  const { hidesAll, value: shownOf } = redactionOf([value]);
  assert.equal(hidesAll, false);
  assert.match(displayValue(shownOf(value, '')), /:\[{},{},/);
  assert.ok(process.memoryUsage().heapUsed - before < 100_000_000);
});
