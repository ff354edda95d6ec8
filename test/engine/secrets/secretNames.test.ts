// The names and forms by which secrets are known, and those that only look so.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isSecretKey } from '../../../src/engine/secrets/secretKey.ts';
import { hiddenMark, withoutSecrets } from '../../../src/engine/secrets/secretText.ts';
import { processorMs } from '../../support/processorTime.ts';

const words = (...lines: readonly string[]) => lines.flatMap((line) => line.split(' '));

const secretNames = {
  'joined without a mark': words(
    'dbpassword clientsecret PGPASSWORD accesstoken authtoken userpassword keystorepass encryptionkey privkey',
    'truststorepass storepass dbpass smtppass rootpw bindpw sharedkey accountKey masterkey sessionid JSESSIONID sessid',
    'passwordhash awscreds connectionstring mysqlpwd adminpasswd appapikey sessioncookie',
  ),
  'of few letters': words(
    'auth pin otp seed hmac kek psk cvv totp userPin _auth GITHUB_PAT REDISCLI_AUTH salt',
  ),
  'of several words': words(
    'client-key-data licence_key license_key session_id pinCode APP_KEY consumer_key subscriptionKey recoveryCodes',
    'backup_codes seedPhrase signing-key unsealKeys rsaPrivateKey privateKeyPem sshKey preSharedKey SECRET_KEY_BASE',
    'storageKey authKey tlsKey AzureStorageConnectionString instrumentationKey jwtSecret vaultToken otpSecret',
  ),
  'in other languages': words(
    '密码 密碼 口令 密钥 数据库密码 私钥 令牌 凭证 パスワード アクセストークン 비밀번호 пароль парольБД секрет токен',
    'contraseña contrasena passwort Passwort DatenbankPasswort datenbankpasswort kennwort motDePasse mot_de_passe senha',
    'wachtwoord hasło şifre heslo jelszó lösenord salasana parola kataSandi mậtKhẩu passord adgangskode κωδικός',
  ),
};

const harmlessNames = words(
  'spin option options authority opinion keyboard tokenizer tokenize compass bypass passenger passport passive passage',
  'encompass trespass overpass surpass bandpass passthrough pinned pinning pineapple shipping mapping seedling seeded',
  'seeds author authors authenticated oauth monkey turkey donkey hotkey keynote keyspace keymap sacred accredited',
  'secretary secretariat patch path pattern patience keyword key keys publicKey primaryKey foreignKey sortKey cacheKey',
  'routingKey certificate certificate-authority-data client-certificate-data keyId access private isPrivate shared',
  'passwordPolicy passwordless passwordField passwordMinLength passwordUrl password_file tokenExpiry tokenUrl tokenLimit',
  'secretName secretsManager credentialFile cookieDomain authMethod auth_url authProvider otpLength pinLength',
  'sessionTimeout sessionIdHeader hmacAlgorithm seedFile saltRounds maxTokens max_tokens promptTokens session sessions',
  'encryption encryptionAlgorithm signing webhook service storage account api apiVersion license ssh ssl tls vault root',
  'host port user username email database region bucket endpoint server client url name version debug level log timeout',
);

suite('a name is taken for that of a secret', () => {
  for (const [what, names] of Object.entries(secretNames))
    test(what, () => {
      assert.deepEqual(
        names.filter((name) => !isSecretKey(name)),
        [],
      );
    });

  test('but not when it only has such letters in it, or says something about one', () => {
    assert.deepEqual(harmlessNames.filter(isSecretKey), []);
  });
});

const long = 'abcdefghijklmnopqrstuvwxyz0123456789ABCD';
const secretTexts = [
  'https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXX',
  'https://discord.com/api/webhooks/123456/abc',
  'https://x.blob.core.windows.net/c?sv=2020&sig=abc%2Fdef',
  'https://bucket.s3.amazonaws.com/x?X-Amz-Signature=abcdef',
  'https://maps.example/js?key=abcdef',
  `SG.${long.slice(0, 22)}.${long}`,
  'whsec_abcdefgh',
  `123456789:${long.slice(0, 35)}`,
  'AGE-SECRET-KEY-1QQQQQQQQ',
  'hf_abcdefghij',
  'dop_v1_abcdef',
  'shpat_abcdef',
  'ya29.a0AfH6SMB',
  'ghp_0123456789',
  'github_pat_0123456789',
  'glpat-abcdefghijk',
  'xoxb-1234567890',
  'AKIAIOSFODNN7EXAMPLE',
  'sk-ant-abcdefghij',
  'npm_abcdefghij',
  '$2b$10$abcdefghijklm',
  'mysql -u root -pX db',
  'curl -u user:pass https://x',
  'curl --user=me:x https://y',
  'sshpass -p x ssh host',
  'redis-cli -h host -a x',
  'docker login -u me -p x',
  'PGPASSWORD=x psql',
  '密码：hunter2',
  'пароль: x',
  'passwort=x',
  'x=token:abc',
  'contrasen\u0303a=x',
  '\u26a0\ufe0fpassword=x',
  '\u26a0\ufe0fapi key: x',
  'e\u0301 api key: x',
  '{"dbpassword":"x"}',
  '-----BEGIN OPENSSH PRIVATE KEY-----',
];
const harmlessTexts = [
  'mysql -h db -P 3306 -u app app',
  'curl -fsSL https://example.com',
  'docker run -p 8080:80 nginx',
  'ssh -p 22 host',
  'http://localhost:8080/?page=2',
  'https://example.com/?code=en1',
  '2026-11-20T10:00:00Z',
  'task-runner-name',
  'desk-organizer-set',
  'risk_assessment_done',
  'postgres:16-alpine',
  'git@github.com:a/b.git',
  'urn:isbn:0451450523',
  'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'arn:aws:s3:::bucket',
  'key: value',
  'compass: north',
  'pinned: true',
  '10:20:30:40',
  'spin=1',
  'half_finished_thing',
  'node --max-old-space-size=4096',
  'rsync -a src:dst x',
];

suite('a text', () => {
  test('of the form of a secret, or with one in it, is hidden', () => {
    assert.deepEqual(
      secretTexts.filter((text) => withoutSecrets(text) !== hiddenMark),
      [],
    );
  });

  test('that only looks a little like one is shown', () => {
    assert.deepEqual(
      harmlessTexts.filter((text) => withoutSecrets(text) !== text),
      [],
    );
  });

  test('is searched fast, whatever it is made of', () => {
    const started = processorMs();
    for (const part of [
      'mysql ',
      'curl -',
      'a=',
      'sk-',
      'https://',
      'eyJ',
      ':',
      '?key=',
      'docker login ',
      '密',
    ])
      withoutSecrets(part.repeat(10_000 / part.length));
    assert.ok(processorMs() - started < 2_000, String(processorMs() - started));
  });
});
