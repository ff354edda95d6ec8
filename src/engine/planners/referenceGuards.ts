// What a person is asked about references: before a live file gets something from outside of the config folder for the
// first time, since whoever wrote the profile may want to have it; and before a value takes the place of a reference in a
// profile, where it would be shared.
import { t } from '@vscode/l10n';
import { usesOf } from '../layers/liveContent.ts';
import { referencesIn, referringTexts } from '../layers/references.ts';
import type { Guard, ReferenceUse, Snapshot, Target } from '../model/model.ts';
import { isEnvironment, nameOf } from '../model/references.ts';
import { childrenOf, isList, isMap, type Value } from '../values/value.ts';
import { valueAt } from '../values/pointer.ts';

/** @param said the content of the live file with its references. */
export function newUses(snapshot: Snapshot, target: Target, said: Value): readonly ReferenceUse[] {
  const accepted = new Set(snapshot.references.accepted);
  return usesOf(snapshot, target, said).filter(({ id }) => !accepted.has(id));
}

export function useGuards({ name, path }: Target, uses: readonly ReferenceUse[]): readonly Guard[] {
  const keys = [...new Set(uses.flatMap((use) => use.keys))];
  if (keys.length === 0) return [];
  const named = keys.map((key) => {
    const pointer = uses.find((use) => use.keys.includes(key))?.pointer ?? '';
    return isEnvironment(key)
      ? t('environment variable {0} (at {1})', nameOf(key), pointer)
      : t('secret {0} (at {1})', nameOf(key), pointer);
  });
  const message = t(
    'A profile writes values into {0} that it never wrote there before: {1}. Make sure that you want them there.',
    path,
    named.join(', '),
  );
  return [{ code: 'references', target: name, message }];
}

/** @param said what the profile said before @param wanted what it would say. */
export function lostReferences(
  { name }: Target,
  profile: string,
  { said, wanted }: { readonly said: Value; readonly wanted: Value },
): readonly Guard[] {
  const kept = textsOf(wanted);
  return referringTexts(said).flatMap(({ pointer, text }): readonly Guard[] => {
    const [reference] = referencesIn(text);
    const now = valueAt(wanted, pointer);
    if (!reference || now === undefined || kept.has(text)) return [];
    const message = isEnvironment(reference.key)
      ? t(
          'Saving writes the value of {0} into profile "{1}", in place of {2}. To keep the reference, change the environment variable {3} instead.',
          pointer,
          profile,
          text,
          nameOf(reference.key),
        )
      : t(
          'Saving writes the value of {0} into profile "{1}", in place of {2}. To keep the reference, run "safekeep secret set {3}" and reapply the profile.',
          pointer,
          profile,
          text,
          nameOf(reference.key),
        );
    return [{ code: 'secret-in-profile', target: name, message }];
  });
}

function textsOf(value: Value): ReadonlySet<string> {
  const texts = new Set<string>();
  const add = (part: Value): void => {
    if (typeof part === 'string') texts.add(part);
    if (isList(part) || isMap(part)) childrenOf(part).forEach(add);
  };
  add(value);
  return texts;
}
