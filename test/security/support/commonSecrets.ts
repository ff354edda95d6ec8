// Secrets as they stand in the configurations of others: names of keys, and texts that hold one.

const names = [
  'password',
  'passwd',
  'passphrase',
  'dbpassword',
  'dbPassword',
  'db_password',
  'clientsecret',
  'clientSecret',
  'PGPASSWORD',
  'MYSQL_PWD',
  'accesstoken',
  'authtoken',
  'refresh_token',
  'userpassword',
  'keystorepass',
  'encryptionkey',
  'auth',
  'pin',
  'otp',
  'seed',
  'hmac',
  'privkey',
  'client-key-data',
  'licence_key',
  'license_key',
  'kek',
  'session_id',
  'api_key',
  'apikey',
  'X-Api-Key',
  'private_key',
  'secret',
  'token',
  'credentials',
  'signing_key',
  'webhook_secret',
  '密码',
  'пароль',
  'contraseña',
  'passwort',
  'Kennwort',
  'motdepasse',
  'senha',
  'parola',
  'hasło',
  '비밀번호',
  'パスワード',
];

/** Key → a value that is told from every other. */
export const commonSecrets: Readonly<Record<string, string>> = Object.fromEntries(
  names.map((name, index) => [name, `Zq${String(index).padStart(3, '0')}vXw`]),
);

interface SecretText {
  readonly text: string;
  readonly secret: string;
}

const slack = 'T00000000/B00000000/aBcDeFgHiJkLmNoPqRsTuVwX';
const long = 'aB3dE6gH9jK2mN5pQ8sT1vW4';

export const secretTexts: readonly SecretText[] = [
  { text: `https://hooks.slack.com/services/${slack}`, secret: slack },
  { text: `https://a.blob.core.windows.net/c?sv=2026-01-01&sig=${long}%3D`, secret: long },
  { text: `https://maps.example.com/api?key=${long}`, secret: long },
  { text: `SG.${long}.${long}${long}`, secret: long },
  { text: `whsec_${long}${long}`, secret: long },
  { text: `123456789:AA${long}${long.slice(0, 9)}`, secret: long },
  {
    text: `AGE-SECRET-KEY-1${'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'.repeat(2).slice(0, 58)}`,
    secret: 'QPZRY9X8GF2TVDW0',
  },
  { text: `hf_${long}${long.slice(0, 10)}`, secret: long },
  { text: `dop_v1_${'0123456789abcdef'.repeat(4)}`, secret: '0123456789abcdef' },
  { text: `shpat_${'0123456789abcdef'.repeat(2)}`, secret: '0123456789abcdef' },
  { text: `ya29.${long}${long}`, secret: long },
  { text: `mysql -h db -u root -p${long} app`, secret: long },
  { text: `curl -u user:${long} https://example.com`, secret: long },
  { text: `ghp_${long}${long.slice(0, 12)}`, secret: long },
  { text: `glpat-${long.slice(0, 20)}`, secret: long.slice(0, 20) },
  { text: 'AKIAABCDEFGHIJKLMNOP', secret: 'ABCDEFGHIJKLMNOP' },
  { text: `Server=x;Password=${long};`, secret: long },
  { text: `PGPASSWORD=${long} psql`, secret: long },
  { text: `postgres://user:${long}@host/db`, secret: long },
  { text: `Authorization: Bearer ${long}`, secret: long },
];
