// Values, changes and messages without the secrets in them, for readers who should not see those: coding agents, logs. What
// is secret is told by the names of keys, by the forms of texts, and by the manifest's `sensitive`. No character of a secret
// comes out of here, but for those that also stand elsewhere; which keys there are, and that one changed, is no secret,
// unless the key is one itself.
import { t } from '@vscode/l10n';
import type { EngineError } from '../base/errors.ts';
import { maxUnfolded, tooMuchKeyword } from '../base/tooMuch.ts';
import type { Change, Guard, Plan, Problem } from '../model/model.ts';
import {
  below,
  contextAt,
  hideValue,
  pathKeys,
  keyShown,
  topPath,
  type HidingContext,
  type SecretScope,
} from './hideValue.ts';
import { knownSecrets, type KnownSecrets } from './knownSecrets.ts';
import { pointerGlobs, type GlobState } from '../values/pointerGlobs.ts';
import { formatPointer, parsePointer, type Pointer } from '../values/pointer.ts';
import { secrecyOf, type KeySecrecy } from './secretKey.ts';
import { withoutSecrets } from './secretText.ts';
import type { Value } from '../values/value.ts';

export interface Redaction {
  /** Whether any secret is known. */
  readonly hidesAny: boolean;
  /** All is hidden: there is too much to look for secrets in. */
  readonly hidesAll: boolean;
  readonly value: (value: Value, pointer: Pointer) => Value;
  /**
   * What the reader said, as they said it: what stands at a secret place alone is hidden. Nothing of it depends on what
   * the documents hold, or else one could guess a secret and see it hidden.
   */
  readonly own: (value: Value, pointer: Pointer) => Value;
  readonly change: (change: Change) => Change;
  readonly problem: (problem: Problem, own?: readonly string[]) => Problem;
  /** A sentence that may cite a value; `own` is what the reader said, and stays. */
  readonly text: (text: string, own?: readonly string[]) => string;
  /** What a person wrote to be read, such as a note. */
  readonly prose: (text: string, own?: readonly string[]) => string;
}

/** Everything is a secret. */
export const everything: readonly string[] = ['/**'];

/**
 * @param documents all that is known of: a secret found in one is hidden in the others, and in sentences.
 * @param sensitive pointers, with `*` for a part of any name and `**` for any names.
 * @param made what is in no file, but comes of the documents; where it is too much, everything is a secret.
 */
export function redactionOf(
  documents: Iterable<Value>,
  sensitive: readonly string[] = [],
  made: Iterable<Value> = [],
): Redaction {
  const [globs, isAll] = [pointerGlobs(sensitive), sensitive === everything];
  const root = rootOf(globs, isAll);
  const found = secretsIn(documents, isAll ? [] : made, root);
  if (!found) return redactionOf(documents, everything);
  const { secrets, noted } = found;
  const known = knownSecrets(secrets);
  const context: HidingContext = {
    ...root,
    known: new WeakMap(),
    note: () => undefined,
    // What is secret in one document at a place is so there in the others, too.
    place: placeAt(globs, noted),
  };
  const at = (found: Value, pointer: Pointer, forms: HidingContext['forms']) =>
    hideValue(found, { ...contextAt(context, parsePointer(pointer), found), forms });
  const value = (found: Value, pointer: Pointer) => known.outOfValue(at(found, pointer, 'hidden'));
  const text: Redaction['text'] = (sentence, own) => known.outOfText(sentence.replace(citation, '$1…'), own);
  const pointer = (shown: Pointer) => pointerShown(shown, context, known);
  return {
    hidesAny: secrets.size > 0,
    hidesAll: isAll,
    value,
    own: (found, where) => at(found, where, 'shown'),
    text,
    prose: (written, own) => withoutSecrets(text(written, own)),
    change: (change) => redactedChange(change, value, pointer),
    problem: (problem, own) => ({
      ...problem,
      pointer: pointer(problem.pointer),
      message: messageShown(problem, context) ?? text(problem.message, own),
    }),
  };
}

function rootOf(globs: GlobState, isAll: boolean): Omit<HidingContext, 'note' | 'known'> {
  return {
    path: topPath,
    place: placeAt(globs),
    isSecret: globs.isMatch,
    tags: 0,
    forms: 'hidden',
    ...(isAll ? { isAll } : {}),
  };
}

/** What is said whatever secrets are known; `undefined` where that depends on them. */
function messageShown(
  { keyword, message, cites, pointer }: Problem,
  context: HidingContext,
): string | undefined {
  if (keyword === tooMuchKeyword) return message;
  if (cites) return uncited();
  return contextAt(context, parsePointer(pointer), null).isSecret
    ? t("The value here doesn't match the schema. It isn't shown.")
    : undefined;
}

interface FoundSecrets {
  readonly secrets: ReadonlySet<string>;
  readonly noted: NotedPlace;
}

/** `null` where there is too much to walk. */
function secretsIn(
  documents: Iterable<Value>,
  made: Iterable<Value>,
  root: Omit<HidingContext, 'note' | 'known'>,
): FoundSecrets | null {
  const [secrets, noted] = [new Set<string>(), notedPlace()];
  const walk = { left: maxUnfolded, isMade: false };
  const noting: HidingContext = {
    ...root,
    known: new WeakMap(),
    ...(root.isAll ? {} : { walk }),
    note: (secret, path) => {
      secrets.add(secret);
      if (path) notePlace(noted, pathKeys(path));
    },
  };
  for (const document of documents) hideValue(document, noting);
  walk.isMade = true;
  for (const value of made) hideValue(value, noting);
  return walk.left < 0 ? null : { secrets, noted };
}

/** What is said of a file that does not parse to who should not see its secrets: all of it may be one. */
function uncited(): string {
  return t("The file doesn't parse here. Its text isn't shown.");
}

/** An error's sentence less what it cites of files that do not parse. */
export function withoutCitations({ message, details }: Pick<EngineError, 'message' | 'details'>): string {
  const { cites, problems } = details as {
    readonly cites?: readonly string[];
    readonly problems?: readonly Problem[];
  }; // As those who throw it say.
  const cited = [
    ...(cites ?? []),
    ...(problems ?? []).flatMap((problem) => (problem.cites ? [problem.message] : [])),
  ];
  return cited.reduce((text, citation) => text.replaceAll(citation, uncited), message);
}

/** The guards of a plan: what they cite of its problems, these say without the secrets. */
export function guardsShown(
  { guards, problems }: Pick<Plan, 'guards' | 'problems'>,
  redaction: Redaction,
  own: readonly string[] = [],
): readonly Guard[] {
  const cited = problems.map((one) => [one.message, redaction.problem(one, own).message] as const);
  return guards.map((guard) => {
    const message = cited.reduce((text, [is, shown]) => text.replaceAll(is, () => shown), guard.message);
    return { ...guard, message: redaction.text(message, own) };
  });
}

/** Sentences of parsers that came another way, such as with an edit that a text does not take. */
const citation =
  /((?:extra characters|in YAML stream|Not a YAML token|Unresolved [^:]{0,60}): |escape sequence ).*$/s;

/** Where some document has a secret, by the names that lead there. */
interface NotedPlace {
  isNoted: boolean;
  readonly below: Map<string, NotedPlace>;
}

function notedPlace(): NotedPlace {
  return { isNoted: false, below: new Map() };
}

function notePlace(root: NotedPlace, keys: readonly string[]): void {
  let place = root;
  for (const key of keys) {
    const next = place.below.get(key) ?? notedPlace();
    place.below.set(key, next);
    place = next;
  }
  place.isNoted = true;
}

function placeAt(globs: GlobState, noted?: NotedPlace, secrecy: KeySecrecy = 'none'): SecretScope {
  return {
    secrecy,
    below: (key) => {
      const [state, known] = [globs.next(key), noted?.below.get(key)];
      const said = state.isMatch ? 'all' : secrecyOf(key);
      return placeAt(state, known, said === 'none' && known?.isNoted ? 'value' : said);
    },
  };
}

function pointerShown(pointer: Pointer, root: HidingContext, known: KnownSecrets): Pointer {
  let [context, parent] = [root, root];
  const shown = parsePointer(pointer).map((key) => {
    const name = known.outOfKey(keyShown(key, parent));
    [context, parent] = [below(context, key, {}), below(context, key, undefined)];
    return name;
  });
  return formatPointer(shown);
}

function redactedChange(
  change: Change,
  value: Redaction['value'],
  pointerOf: (pointer: Pointer) => Pointer,
): Change {
  const { pointer, oldPointer, from, to } = change;
  // What is secret at one of the two places is at the other.
  const at = (found: Value) => value(value(found, oldPointer ?? pointer), pointer);
  return {
    ...change,
    pointer: pointerOf(pointer),
    ...(oldPointer === undefined ? {} : { oldPointer: pointerOf(oldPointer) }),
    ...(from === undefined ? {} : { from: at(from) }),
    ...(to === undefined ? {} : { to: at(to) }),
  };
}
