// What our schemas say themselves of what does not fit, in the person's language. VS Code shows these sentences from the
// schemas, in English; a test holds this table to them.
import { t } from '@vscode/l10n';

/** A sentence of a schema of ours; any other as it is. */
export function translated(sentence: string): string {
  return sentences[sentence]?.() ?? sentence;
}

export const sentences: Readonly<Partial<Record<string, () => string>>> = {
  '"format" must be 1, the only format that this version of Safekeep supports.': () =>
    t('"format" must be 1, the only format that this version of Safekeep supports.'),
  '"activate" must be a list of at most 100 rules, such as { branch: main, profile: production }.': () =>
    t('"activate" must be a list of at most 100 rules, such as { branch: main, profile: production }.'),
  'A rule must have "branch" and "profile", such as { branch: "release/*", profile: staging }.': () =>
    t('A rule must have "branch" and "profile", such as { branch: "release/*", profile: staging }.'),
  '"maxRemovedShare" must be a number from 0 to 1.': () =>
    t('"maxRemovedShare" must be a number from 0 to 1.'),
  '"last" must be a whole number, 0 or more.': () => t('"last" must be a whole number, 0 or more.'),
  '"hourly" must be a whole number, 0 or more.': () => t('"hourly" must be a whole number, 0 or more.'),
  '"daily" must be a whole number, 0 or more.': () => t('"daily" must be a whole number, 0 or more.'),
  '"weekly" must be a whole number, 0 or more.': () => t('"weekly" must be a whole number, 0 or more.'),
  '"monthly" must be a whole number, 0 or more.': () => t('"monthly" must be a whole number, 0 or more.'),
  '"within" must be a number of seconds or a time like 1 d.': () =>
    t('"within" must be a number of seconds or a time like 1 d.'),
  '"mergeWindow" must be a number of seconds or a time like 10 s, at most one day.': () =>
    t('"mergeWindow" must be a number of seconds or a time like 10 s, at most one day.'),
  '"maxBytes" must be a number of bytes greater than 0, or a size like 200 MB.': () =>
    t('"maxBytes" must be a number of bytes greater than 0, or a size like 200 MB.'),
  '"retention" keeps nothing: at least one count must be greater than 0.': () =>
    t('"retention" keeps nothing: at least one count must be greater than 0.'),
  'A version must be a whole number, or a string like 1.2.0.': () =>
    t('A version must be a whole number, or a string like 1.2.0.'),
  'A path must be relative to the config folder and use "/".': () =>
    t('A path must be relative to the config folder and use "/".'),
  'This isn\'t a valid JSON Pointer. Start with "/", and write "~" as ~0.': () =>
    t('This isn\'t a valid JSON Pointer. Start with "/", and write "~" as ~0.'),
  'This isn\'t a valid JSON Pointer. Start with "/", write "~" as ~0, and use at most twelve * and 500 characters.':
    () =>
      t(
        'This isn\'t a valid JSON Pointer. Start with "/", write "~" as ~0, and use at most twelve * and 500 characters.',
      ),
  "This isn't a valid target name. Profile files are named after the target, so it must be a valid file name.":
    () =>
      t(
        "This isn't a valid target name. Profile files are named after the target, so it must be a valid file name.",
      ),
  '"format" must be yaml, json, jsonc, or opaque.': () => t('"format" must be yaml, json, jsonc, or opaque.'),
  '"write" must be rename or in-place.': () => t('"write" must be rename or in-place.'),
  'Use "replace", "append", or {byKey: NAME}.': () => t('Use "replace", "append", or {byKey: NAME}.'),
  "This isn't a valid profile name.": () => t("This isn't a valid profile name."),
  '"icon" must be a codicon, such as rocket.': () => t('"icon" must be a codicon, such as rocket.'),
  '"color" must be a theme color, such as charts.red.': () =>
    t('"color" must be a theme color, such as charts.red.'),
  'This isn\'t a valid JSON Pointer to a key. Start with "/", and write "~" as ~0.': () =>
    t('This isn\'t a valid JSON Pointer to a key. Start with "/", and write "~" as ~0.'),
  '"factor" must be a number other than 0.': () => t('"factor" must be a number other than 0.'),
  'A SHA-256 hash has 64 lowercase hex digits.': () => t('A SHA-256 hash has 64 lowercase hex digits.'),
  'Name each file of a profile after a target, without a folder.': () =>
    t('Name each file of a profile after a target, without a folder.'),
};
