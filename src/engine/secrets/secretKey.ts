// Whether the name of a key says that what stands there is a secret. It goes by words, however they are joined
// (`dbPassword`, `API_KEY`, `auth-token`, `clientsecret`), and takes a key for secret unless its last word says that it
// only tells something about one: what is hidden in vain does no harm. The words are in `secretNames.ts`.
import {
  harmlessEnds,
  harmlessTails,
  numberWords,
  passOwners,
  secretEnds,
  secretKeyKinds,
  secretLastWords,
  secretParts,
  secretPhrases,
  secretSigns,
  secretWords,
} from './secretNames.ts';

/** `value`: only a value that stands at the key itself is secret, not what is in a map there. */
export type KeySecrecy = 'all' | 'value' | 'none';

/** Nobody names a key so long; what is longer is not searched to its end. */
const maxNameLength = 200;

export function secrecyOf(key: string): KeySecrecy {
  const words = wordsOf(key.slice(0, maxNameLength));
  const last = words.at(-1) ?? '';
  if (harmlessEnds.has(last) || isNumberOfTokens(words)) return 'none';
  const folded = words.join(' ');
  const hasPhrase = secretPhrases.some((phrase) => ` ${folded} `.includes(` ${phrase} `));
  if (words.some(isSecretWord) || hasSecretKey(words) || hasPhrase || hasSign(folded)) return 'all';
  return secretLastWords.has(last) ? 'value' : 'none';
}

/** Whether a value at the key is a secret. */
export function isSecretKey(key: string): boolean {
  return secrecyOf(key) !== 'none';
}

function isSecretWord(word: string): boolean {
  if (secretWords.has(word) || endsWithOne(word, secretEnds)) return true;
  if (word.endsWith('pass')) return passOwners.has(word.slice(0, -'pass'.length));
  if (word.endsWith('pw')) return passOwners.has(word.slice(0, -'pw'.length));
  if (/keys?$/.test(word)) return endsWithOne(word.replace(/keys?$/, ''), secretKeyKinds);
  return [...secretParts].some(
    (part) => word.includes(part) && !isHarmless(word.slice(word.indexOf(part) + part.length)),
  );
}

function endsWithOne(word: string, ends: ReadonlySet<string>): boolean {
  return [...ends].some((end) => word.endsWith(end));
}

function isHarmless(tail: string): boolean {
  return harmlessEnds.has(tail) || harmlessTails.has(tail);
}

/** `signing key`, `api keys`, and `client key data` with a word behind it. */
function hasSecretKey(words: readonly string[]): boolean {
  return words.some((word, index) => /^keys?$/.test(word) && secretKeyKinds.has(words[index - 1] ?? ''));
}

function isNumberOfTokens(words: readonly string[]): boolean {
  return words.at(-1) === 'tokens' && words.some((word) => numberWords.has(word));
}

function hasSign(folded: string): boolean {
  return signs.some((sign) => folded.includes(sign));
}

/** Lower-case words without accents; digits and all that joins words are left out. */
function wordsOf(key: string): readonly string[] {
  return withoutAccents(
    key
      .normalize('NFKC')
      .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2'),
  )
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

function withoutAccents(text: string): string {
  const folded = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return folded
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .replaceAll('ø', 'o')
    .replaceAll('đ', 'd')
    .replaceAll('ß', 'ss');
}

const signs = secretSigns.map(withoutAccents);
