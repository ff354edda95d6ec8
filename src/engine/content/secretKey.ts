// Whether the name of a key says that what stands there is a secret. It goes by whole words, however they are joined
// (`dbPassword`, `API_KEY`, `auth-token`), and takes a key for secret unless its last word says that it only tells
// something about one: what is hidden in vain does no harm.

const secretWords = new Set(
  [
    'password passwords passwd passwds pwd pw pass passphrase passphrases passcode passcodes',
    'secret secrets token tokens credential credentials cred creds authorization bearer jwt',
    'cookie cookies mnemonic apikey apikeys accesskey secretkey privatekey signingkey dsn',
  ].flatMap((line) => line.split(' ')),
);

/** What is secret only as a pair of words. */
const secretPairs =
  /\b(api|access|private|secret|signing|encryption|encrypt|master|account|shared|storage|ssh|license|service|deploy|webhook) keys?\b|\bconnection strings?\b|\bpass (word|phrase|code)s?\b/;

/** Last words of keys that tell how, where or how long, but not what. */
const harmlessEnds = new Set(
  [
    'policy policies length expiry expires expiration ttl age timeout lifetime duration interval rotation',
    'url uri endpoint path file filename dir directory folder header prefix name domain type kind algorithm',
    'issuer audience enabled required optional count limit min max minimum maximum format encoding provider',
  ].flatMap((line) => line.split(' ')),
);

export function isSecretKey(key: string): boolean {
  const words = wordsOf(key);
  if (harmlessEnds.has(words.at(-1) ?? '')) return false;
  return words.some((word) => secretWords.has(word)) || secretPairs.test(words.join(' '));
}

/** Lower-case words; digits and all that joins words are left out. */
function wordsOf(key: string): readonly string[] {
  return key
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}
