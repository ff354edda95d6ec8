// What our schemas say themselves of what does not fit, in the person's language. VS Code shows these sentences from the
// schemas, in English; a test holds this table to them.
import { t } from '@vscode/l10n';

/** A sentence of a schema of ours; any other as it is. */
export function translated(sentence: string): string {
  return sentences[sentence]?.() ?? sentence;
}

export const sentences: Readonly<Partial<Record<string, () => string>>> = {
  '"format" must be 1: this Safekeep knows no other.': () =>
    t('"format" must be 1: this Safekeep knows no other.'),
  '"maxRemovedShare" must be a number from 0 to 1.': () =>
    t('"maxRemovedShare" must be a number from 0 to 1.'),
  '"last" must be a whole number from 0.': () => t('"last" must be a whole number from 0.'),
  '"hourly" must be a whole number from 0.': () => t('"hourly" must be a whole number from 0.'),
  '"daily" must be a whole number from 0.': () => t('"daily" must be a whole number from 0.'),
  '"weekly" must be a whole number from 0.': () => t('"weekly" must be a whole number from 0.'),
  '"monthly" must be a whole number from 0.': () => t('"monthly" must be a whole number from 0.'),
  '"mergeWindow" must be seconds, or a time like 10 s, of at most a day.': () =>
    t('"mergeWindow" must be seconds, or a time like 10 s, of at most a day.'),
  '"maxBytes" must be a number of bytes above 0, or a size like 200 MB.': () =>
    t('"maxBytes" must be a number of bytes above 0, or a size like 200 MB.'),
  '"retention" keeps nothing: at least one count must be above 0.': () =>
    t('"retention" keeps nothing: at least one count must be above 0.'),
  'A version is a whole number, or a text like 1.2.0.': () =>
    t('A version is a whole number, or a text like 1.2.0.'),
  'A path starts at the config folder and is written with "/".': () =>
    t('A path starts at the config folder and is written with "/".'),
  'This isn\'t a JSON Pointer. It starts with "/", and "~" is written as ~0.': () =>
    t('This isn\'t a JSON Pointer. It starts with "/", and "~" is written as ~0.'),
  'This isn\'t a valid JSON Pointer with *: it needs a "/" in front, a "~" is written ~0, and it has at most twelve * and 500 characters.':
    () =>
      t(
        'This isn\'t a valid JSON Pointer with *: it needs a "/" in front, a "~" is written ~0, and it has at most twelve * and 500 characters.',
      ),
  'A target cannot be named so: its files in profiles are named after it.': () =>
    t('A target cannot be named so: its files in profiles are named after it.'),
  'An array rule is "replace", "append" or {byKey: NAME}.': () =>
    t('An array rule is "replace", "append" or {byKey: NAME}.'),
  'This cannot be the name of a profile.': () => t('This cannot be the name of a profile.'),
  '"icon" must be the name of a codicon, such as rocket.': () =>
    t('"icon" must be the name of a codicon, such as rocket.'),
  '"color" must be the name of a theme color, such as charts.red.': () =>
    t('"color" must be the name of a theme color, such as charts.red.'),
  'This isn\'t a JSON Pointer to a key. It starts with "/", and "~" is written as ~0.': () =>
    t('This isn\'t a JSON Pointer to a key. It starts with "/", and "~" is written as ~0.'),
  '"factor" must be a number other than 0.': () => t('"factor" must be a number other than 0.'),
  'A SHA-256 has 64 hex digits, in lower case.': () => t('A SHA-256 has 64 hex digits, in lower case.'),
  'A file of a profile is named after a target, with the ending .yaml, .yml, .json or .jsonc.': () =>
    t('A file of a profile is named after a target, with the ending .yaml, .yml, .json or .jsonc.'),
};
