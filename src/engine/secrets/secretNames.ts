// Which names are names of secrets, as lists. What they mean is in `secretKey.ts`; letters are small and without accents,
// as names are compared.

/** Words that say secret wherever they stand in a name: `db_password`, `tokenForStaging`. */
export const secretWords = words(
  'password passwords passwd passwds pwd pwds pw pass passphrase passphrases passcode passcodes passkey passkeys',
  'secret secrets token tokens credential credentials cred creds authorization bearer jwt psk',
  'cookie cookies mnemonic apikey apikeys accesskey secretkey privatekey privkey signingkey dsn kek cvv cvc',
  // Of other languages, those that are too short or too common to be looked for inside of words.
  'clave claves mdp jeton senha segredo geheim parola sifre heslo haslo jelszo passord sandi geslo parole',
);

/** Last words that say secret of one value, but not of a map, where they only name a subject: `auth: {method: basic}`. */
export const secretLastWords = words('auth pin pins otp totp seed hmac salt pepper pat');

/** A word that ends so is a secret's, whatever it is joined to without a mark: `dbpassword`, `clientsecret`. */
export const secretEnds = words(
  'password passwords passwd pwd passphrase passcode secret secrets token tokens credential credentials creds',
  'apikey apikeys cookie cookies connectionstring mnemonic sessionid sessid',
  'passwort kennwort geheimnis contrasena motdepasse wachtwoord losenord adgangskode kodeord salasana slaptazodis',
  'lozinka matkhau katasandi',
);

/** So is a word that has one of these in it, with more behind it: `passwordhash`. */
export const secretParts = words(
  'password passwd passphrase passcode apikey accesskey secretkey privatekey accesstoken authtoken clientsecret',
  'passwort kennwort contrasena motdepasse wachtwoord',
);

/** In writing without spaces, or with endings, a name is searched for these. */
export const secretSigns = [
  ...[
    '密码',
    '密碼',
    '口令',
    '密钥',
    '密鑰',
    '秘钥',
    '私钥',
    '私鑰',
    '令牌',
    '凭证',
    '凭据',
    '憑證',
    '验证码',
  ],
  ...['パスワード', 'パスフレーズ', '秘密', 'トークン', '暗証番号', '認証情報', '資格情報'],
  ...['비밀번호', '암호', '비밀', '토큰', '자격증명'],
  ...['парол', 'секрет', 'токен', 'гасло', 'тајн', 'лозинк'],
  ...['κωδικος', 'كلمة المرور', 'كلمة السر', 'סיסמה', 'סיסמא', 'رمز عبور', 'รหัสผ่าน', 'पासवर्ड', 'गुप्त'],
] as const;

/** Words before `key` that make a secret of it, joined or apart: `signing_key`, `encryptionkey`. */
export const secretKeyKinds = words(
  'api access private priv secret signing sign encryption encrypt decryption cipher crypto master account shared',
  'preshared storage ssh license licence service deploy webhook client session consumer app application',
  'subscription instrumentation server auth hmac jwt aes rsa dsa ecdsa pgp gpg vault unseal recovery wrapping',
  'root admin tls ssl function integration ingest write',
);

/** What is secret only as words that stand together. */
export const secretPhrases = [
  ...['connection string', 'connection strings', 'pass word', 'pass phrase', 'pass code', 'pin code'],
  ...[
    'session id',
    'session ids',
    'recovery code',
    'recovery codes',
    'backup code',
    'backup codes',
    'seed phrase',
  ],
  ...['mot de passe', 'kata sandi', 'mat khau', 'clave secreta'],
] as const;

/** What stands before `pass` at the end of a word: `keystorepass`, but not `compass`. */
export const passOwners = words(
  'key store keystore truststore db user smtp mail admin root ssl tls ldap mysql pg redis ftp ssh sudo proxy cert auth http',
  'imap pop vpn wifi mqtt amqp login my bind bot app',
);

/** Last words that tell how, where or how long, but not what. */
export const harmlessEnds = words(
  'policy policies length expiry expires expiration ttl age timeout lifetime duration interval rotation rotate',
  'url uri endpoint path file filename dir directory folder header prefix name domain type kind algorithm algo',
  'issuer audience enabled disabled required optional count limit min max minimum maximum format encoding provider',
  'method methods mode realm strategy attempts retries label field placeholder hint visible manager iterations rounds',
);

/** Endings of a word behind a secret part that do the same: `passwordless`, `passwordpolicy`. */
export const harmlessTails = words('less input able');

/** Before `tokens`, these say a number of words for a language model, not secrets: `max_tokens`. */
export const numberWords = words(
  'max min num number total prompt completion input output context count limit',
);

/** Keys whose text names what stands beside them: `{name: PGPASSWORD, value: …}`, `{type: password, value: …}`. */
export const namingKeys = words(
  'name key id variable var env field parameter parameterkey header option property setting label type kind format',
);

/** Keys that hold what another names. */
export const valueKeys =
  /^(value|values|valuefrom|val|data|string_?data|content|contents|default|text|parameter_?value)$/i;

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')));
}
