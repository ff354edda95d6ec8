// Everything that a part of a page says to a person: what is seen, what a screen reader speaks, and what stands under
// the pointer.
import type { Locator } from 'playwright-core';

export async function shownTexts(place: Locator): Promise<readonly string[]> {
  const texts = await place.evaluateAll(textsOf);
  return [...new Set(texts)];
}

/** Runs in the page. */
function textsOf(places: readonly Element[]): readonly string[] {
  const spoken = ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt'];
  // The window keeps what it has shown and shows something else in it later.
  const shown = places
    .flatMap((place) => [place, ...place.querySelectorAll('*')])
    .filter((element) => element.checkVisibility() && !/^(style|script)$/i.test(element.tagName));
  return shown
    .flatMap((element) => [
      ...spoken.map((name) => element.getAttribute(name) ?? ''),
      ...[...element.childNodes].map((node) => (node instanceof Text ? node.data : '')),
    ])
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .filter((text) => text !== '');
}
