import { EngineError } from '../engine/index.ts';

/** The config folder that is meant, by its label; the only one when none is named. @throws EngineError `not-found`, `invalid`. */
export function chooseFolder<Place extends { readonly label: string }>(
  places: readonly Place[],
  label: string | undefined,
): Place {
  const [only, ...more] = places;
  const known = places.map((place) => place.label);
  if (!only)
    throw new EngineError(
      'not-found',
      'There is no config folder here. The person can create one with "Safekeep: Set Up Safekeep…" in the editor, or with "safekeep init".',
      { known },
    );
  if (label === undefined && more.length > 0)
    throw new EngineError(
      'invalid',
      `There are several config folders. Specify one with "folder": ${known.join(', ')}.`,
    );
  const chosen = label === undefined ? only : places.find((place) => place.label === label);
  if (chosen) return chosen;
  throw new EngineError('not-found', `There is no config folder "${label}".`, { known });
}
