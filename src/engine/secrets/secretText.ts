// Secrets inside texts, wherever these stand: keys, tokens of well-known forms, users and passwords in addresses, and
// `NAME=VALUE` with a name that says secret.
import { secretCommands, secretForms } from './secretForms.ts';
import { isSecretKey } from './secretKey.ts';

/** What stands for what is not shown. */
export const hiddenMark = '[hidden]';

/** What is longer is hidden unseen: nobody reads it, and to search it would take time. */
const maxSearchedLength = 10_000;

/** The same texts are asked about by each look: what was found in long ones, as many as take a few megabytes. */
const cache = new Map<string, string>();
const [maxCached, longText] = [200, 500];

/** The text with what is secret of it hidden: all of it, unless it is an address. */
export function withoutSecrets(text: string): string {
  if (text.length > maxSearchedLength) return hiddenMark;
  if (text.length < longText) return searched(text);
  const known = cache.get(text);
  if (known !== undefined) return known;
  if (cache.size >= maxCached) cache.clear();
  const rest = searched(text);
  cache.set(text, rest);
  return rest;
}

function searched(text: string): string {
  const rest = withoutUser(text);
  const isSecret = secretForms.some((form) => form.test(rest)) || isSecretCommand(rest) || namesSecret(rest);
  return isSecret ? hiddenMark : rest;
}

/** `mysql -pX`, `curl -u user:password`; a list of words is one, too. */
export function isSecretCommand(text: string): boolean {
  return text.length <= maxSearchedLength && secretCommands.some((form) => form.test(text));
}

/** `postgres://user:password@host`: up to the last `@`, since a password may hold one, and a `/` too. */
function withoutUser(text: string): string {
  if (!text.includes('://')) return text;
  const scheme = text.search(/[a-z][a-z\d+.-]{0,30}:\/\//i);
  const [start, end] = [text.indexOf('://') + '://'.length, text.lastIndexOf('@')];
  return scheme < 0 || end < start ? text : `${text.slice(0, start)}${hiddenMark}${text.slice(end)}`;
}

/**
 * A name from its first character, with the word before it: what is looked for behind it is looked for once, and a name
 * is as long as one is searched. It may begin with a mark, which belongs to the sign before it.
 */
const pair =
  /(?<![\p{L}\p{M}\d_.]-{0,2})((?:[\p{L}\p{M}\d]{1,20} )?[\p{L}\p{M}_][\p{L}\p{M}\d_.-]{0,200})["']?\s{0,5}[:=：]\s{0,5}(?=\S)/gu;
const option = /(?:^|\s)--?([\p{L}][\p{L}\d_-]*)\s{1,5}\S/gu;

/** `password=x`, `"token": "x"`, `--token=x`, `api key: x`, `--api-key x`: a text that holds one may hold anything. */
function namesSecret(text: string): boolean {
  const pairs = /[:=：]/.test(text) ? text.matchAll(pair) : [];
  const options = text.includes('-') ? text.matchAll(option) : [];
  return [...pairs, ...options].some(([, name = '']) => isSecretKey(name.split('.').at(-1) ?? ''));
}

/** `--password`, whose value is the next item of the list. */
export function isSecretOption(text: string): boolean {
  return /^--?[\p{L}][\p{L}\d_-]*$/u.test(text) && isSecretKey(text);
}

/** `${DB_PASSWORD}`: where the secret is, not what. */
export function isReference(text: string): boolean {
  return /^\$\{[A-Za-z_]\w*\}$/.test(text);
}
