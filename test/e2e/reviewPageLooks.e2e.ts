// The review page by itself, in a browser: 10,000 changes, every theme, and what people need who see or move otherwise.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { pagesForTests, type ReviewInBrowser } from '../support/editor/reviewInBrowser.ts';
import { manyChanges, modelOf, modelOfAll, targetOf } from '../support/editor/reviewModels.ts';

const openPage = pagesForTests();
let review: ReviewInBrowser;

async function open(...shown: Parameters<typeof modelOf>): Promise<void> {
  review = await openPage();
  await review.show(modelOf(...shown));
}

/** The rows in view stand right below each other, and reach from the top of the window to its end. */
async function rowsFit(): Promise<void> {
  const worst = await review.page.evaluate(() => {
    const places = [...document.querySelectorAll('[role=treeitem]')].map((row) =>
      row.getBoundingClientRect(),
    );
    const seen = places.filter(({ bottom, top }) => bottom > 0 && top < window.innerHeight);
    const start = Math.max(0, document.getElementById('changes')?.getBoundingClientRect().top ?? 0);
    const gaps = seen.slice(1).map(({ top }, index) => Math.abs(top - (seen[index]?.bottom ?? 0)));
    return Math.max(
      ...gaps,
      (seen[0]?.top ?? Infinity) - start,
      window.innerHeight - (seen.at(-1)?.bottom ?? 0),
    );
  });
  assert.ok(worst <= 1.5, `${worst} pixels`);
}

describe('10,000 changes', () => {
  const many = [targetOf(manyChanges(10_000))];

  test('are a tree of which only what is near the visible part is drawn, with the place of each row told', async () => {
    await open(many);
    assert.ok((await review.page.getByRole('treeitem').count()) < 100);
    await review.row('app.yaml').focus();
    await review.page.keyboard.press('End');
    assert.match(await review.focused(), /^setting9999/);
    const last = review.row('setting9999');
    assert.deepEqual(await last.evaluate((row) => [row.ariaLevel, row.ariaPosInSet, row.ariaSetSize]), [
      '4',
      '50',
      '50',
    ]);
    await last.scrollIntoViewIfNeeded();
    await review.page.keyboard.press('Space');
    await review.announced('9,999 of 10,000 changes selected');
    await review.button('Restore 9,999 of 10,000').waitFor();
  });

  test('leave no gap and no overlap while they are scrolled through', async () => {
    await open(many);
    await rowsFit();
    for (let step = 0; step < 40; step += 1) {
      await review.page.evaluate(async () => {
        window.scrollBy(0, 900);
        await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
      });
      await rowsFit();
    }
  });

  test('fit together again when the letters become larger or the window smaller', async () => {
    await open(many);
    await review.page.evaluate(() => window.scrollTo(0, 90_000));
    await eventually(rowsFit);
    await review.page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-editor-font-size', '30px');
    });
    await eventually(rowsFit);
    await review.page.setViewportSize({ width: 500, height: 700 });
    await eventually(rowsFit);
  });

  test('stay where they are read when the next model comes', async () => {
    await open(many);
    await review.page.evaluate(() => window.scrollTo(0, 90_000));
    const inView = () =>
      review.page.evaluate(() => {
        const rows = [...document.querySelectorAll('[role=treeitem]')];
        const row = rows.find((other) => other.getBoundingClientRect().top > 200);
        return `${row?.textContent.trim() ?? ''} ${Math.round(row?.getBoundingClientRect().top ?? 0)}`;
      });
    await eventually(async () => assert.match(await inView(), /setting/));
    const before = await inView();
    const notices = [{ severity: 'warning', message: 'The file has changed in the meantime.' }] as const;
    await review.show(
      modelOf([targetOf(manyChanges(10_000))], { notices, revision: 2, title: 'The next one' }),
    );
    assert.equal(await inView(), before);
  });
});

describe('the looks', () => {
  for (const theme of ['dark', 'light', 'contrast', 'contrast-light'] as const) {
    test(`everything there is has no accessibility fault in the theme ${theme}`, async () => {
      review = await openPage({ theme, height: 1_400 });
      await review.show(modelOfAll);
      await review.box('server › port').click();
      await review.row('host').focus();
      assert.deepEqual(await review.faults(), []);
      await review.picture(`all-${theme}`);
    });
  }

  test('at 200 % nothing is cut off or has to be scrolled to sideways', async () => {
    review = await openPage({ width: 1_280, height: 1_800, zoom: 2 });
    await review.show(modelOfAll);
    const width = await review.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.deepEqual(width, [640, 640]);
    const cut = await review.page.evaluate(() =>
      [...document.querySelectorAll('main *')]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .map((element) => element.outerHTML),
    );
    assert.deepEqual(cut, []);
    assert.deepEqual(await review.faults(), []);
    await review.picture('zoom');
  });

  test('the bars do not cover the rows of a window that is not high', async () => {
    review = await openPage({ width: 640, height: 360 });
    await review.show(modelOfAll);
    await review.row('host').focus();
    for (let step = 0; step < 12; step += 1) await review.page.keyboard.press('ArrowDown');
    const isSeen = await review.page.evaluate(() => {
      const row = document.activeElement?.getBoundingClientRect();
      const seen = document.elementFromPoint((row?.left ?? 0) + 30, (row?.top ?? 0) + 10);
      return document.activeElement?.role === 'treeitem' && document.activeElement.contains(seen);
    });
    assert.equal(isSeen, true);
  });

  test('nothing moves for those who want no motion', async () => {
    review = await openPage();
    await review.show({ ...modelOfAll, busy: true });
    const moving = () => review.page.evaluate(() => document.getAnimations().length);
    assert.equal(await moving(), 1);
    await review.page.emulateMedia({ reducedMotion: 'reduce' });
    assert.equal(await moving(), 0);
    await review.page.emulateMedia({ reducedMotion: 'no-preference' });
    await review.page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    assert.equal(await moving(), 0);
  });
});
