// A film of what a person does: a screenshot after each thing done, for so long as it is looked at. A screenshot does not
// show the pointer, so one is drawn.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { screenshotFolder } from '../paths.ts';

/** Between two places the pointer is seen so often, for so long. */
const steps = 4;
const stepMs = 70;

/** Each frame is a file NUMBER-MILLISECONDS.png. */
export const filmFolder = join(screenshotFolder, 'film');

export class Film {
  readonly #page: Page;
  #count = 0;
  #at = { x: 640, y: 420 };

  private constructor(page: Page) {
    this.#page = page;
  }

  static async start(page: Page): Promise<Film> {
    await rm(filmFolder, { recursive: true, force: true });
    await mkdir(filmFolder, { recursive: true });
    const film = new Film(page);
    await page.evaluate(drawPointer);
    await film.#moveTo(film.#at);
    return film;
  }

  async shoot(milliseconds: number): Promise<void> {
    this.#count += 1;
    const name = `${String(this.#count).padStart(3, '0')}-${String(milliseconds)}.png`;
    await this.#page.screenshot({ path: join(filmFolder, name), animations: 'disabled', caret: 'hide' });
  }

  /** Moves the pointer there, as a person would see it go. */
  async pointAt(place: Locator): Promise<void> {
    const box = await place.boundingBox();
    if (!box) throw new Error('What is pointed at is not in view.');
    const [from, to] = [this.#at, { x: box.x + box.width / 2, y: box.y + box.height / 2 }];
    for (let step = 1; step <= steps; step += 1) {
      const part = step / steps;
      await this.#moveTo({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });
      await this.shoot(stepMs);
    }
    this.#at = to;
  }

  async click(place: Locator): Promise<void> {
    await this.pointAt(place);
    await this.shoot(350);
    await place.click();
  }

  async #moveTo({ x, y }: { readonly x: number; readonly y: number }): Promise<void> {
    await this.#page.mouse.move(x, y);
    await this.#page.evaluate(movePointer, [x, y] as const);
  }
}

/** Runs in the page. */
function drawPointer(): void {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.id = 'film-pointer';
  svg.setAttribute('width', '20');
  svg.setAttribute('height', '26');
  Object.assign(svg.style, { position: 'fixed', zIndex: '100000', pointerEvents: 'none' });
  const arrow = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  arrow.setAttribute('d', 'M1 1 L1 19 L6 15 L9 23 L12 22 L9 14 L15 14 Z');
  arrow.setAttribute('fill', '#fff');
  arrow.setAttribute('stroke', '#000');
  svg.append(arrow);
  document.body.append(svg);
}

/** Runs in the page. */
function movePointer([x, y]: readonly [number, number]): void {
  const pointer = document.getElementById('film-pointer');
  if (pointer) Object.assign(pointer.style, { left: `${String(x)}px`, top: `${String(y)}px` });
}
