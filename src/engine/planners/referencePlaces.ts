// Where what references resolve to stands, and what of it is hidden: from agents all of it; from a person, who can ask for
// it, what is in the secret store, and environment variables, unless the profile has a default for one and its name is not
// that of a secret.
import { referencesIn, referredKeys, referringTexts, type Reference } from '../layers/references.ts';
import { placeOfItems } from '../layers/liveContent.ts';
import { documentOf } from '../documents/fileDocument.ts';
import type { Snapshot } from '../model/model.ts';
import { isEnvironment, nameOf } from '../model/references.ts';
import { maskOf, noMask, type Mask } from '../secrets/mask.ts';
import { isSecretKey } from '../secrets/secretKey.ts';
import { sensitiveIn as sensitiveByManifest } from '../secrets/sensitivePlaces.ts';
import type { Pointer } from '../values/pointer.ts';

export interface ReferencePlaces {
  /** Patterns of pointers into the files of profiles, and into live files. */
  readonly places: readonly Pointer[];
  readonly values: readonly string[];
}

type Sources = Pick<Snapshot, 'profiles' | 'defaults' | 'references'>;

const found = new WeakMap<object, ReferencePlaces>();

/** Of all references: whoever must not see secrets could write a reference with a default to see what it becomes. */
export function referencePlaces(snapshot: Sources): ReferencePlaces {
  const known = found.get(snapshot) ?? findPlaces(snapshot, () => true);
  found.set(snapshot, known);
  return known;
}

function findPlaces(
  { profiles, defaults, references }: Sources,
  isHidden: (reference: Reference) => boolean,
): ReferencePlaces {
  const [places, keys] = [new Set<Pointer>(), new Set<string>()];
  for (const file of [...profiles.flatMap(({ all }) => all), ...defaults.values()])
    for (const { pointer, text } of referringTexts(documentOf(file).value ?? null)) {
      const secret = referencesIn(text).filter(isHidden);
      if (secret.length > 0) places.add(placeOfItems(pointer));
      secret.forEach(({ key }) => keys.add(key));
    }
  return { places: [...places], values: [...keys].flatMap((key) => references.values.get(key) ?? []) };
}

/** What a person isn't shown unasked. */
function isSecret({ key, fallback }: Reference): boolean {
  return !isEnvironment(key) || fallback === undefined || isSecretKey(nameOf(key));
}

const sensitive = new WeakMap<object, readonly string[]>();

/** Patterns of all places that are secret: what the manifest names, what references bring, and where migrations move both. */
export function sensitiveIn(
  snapshot: Sources & Pick<Snapshot, 'manifest' | 'migrations'>,
): readonly string[] {
  const { manifest, migrations } = snapshot;
  const { places } = referencePlaces(snapshot);
  if (places.length === 0) return sensitiveByManifest(snapshot);
  const all = { ...manifest, sensitive: [...(manifest.sensitive ?? []), ...places] };
  const patterns = sensitive.get(snapshot) ?? sensitiveByManifest({ migrations, manifest: all });
  sensitive.set(snapshot, patterns);
  return patterns;
}

/** The names of the secrets that profiles refer to. */
export function secretNamesIn({
  profiles,
  defaults,
}: Pick<Snapshot, 'profiles' | 'defaults'>): readonly string[] {
  const files = [...profiles.flatMap(({ all }) => all), ...defaults.values()];
  return referredKeys(files)
    .filter((key) => !isEnvironment(key))
    .map(nameOf);
}

const masks = new WeakMap<object, Mask>();

/** Hides what references resolve to. */
export function maskFor(snapshot: Sources): Mask {
  const known = masks.get(snapshot) ?? newMask(snapshot);
  masks.set(snapshot, known);
  return known;
}

function newMask(snapshot: Sources): Mask {
  const { places, values } = findPlaces(snapshot, isSecret);
  return places.length === 0 ? noMask : maskOf(places, values);
}
