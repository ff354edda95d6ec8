// The review page by itself, in a browser, with models of the test instead of plans: what is shown and found of them,
// and the keyboard. It needs no VS Code, so it is quick.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pagesForTests, type ReviewInBrowser } from '../support/editor/reviewInBrowser.ts';
import { changeOf, manyChanges, modelOf, targetOf } from '../support/editor/reviewModels.ts';

const openPage = pagesForTests();
let review: ReviewInBrowser;

const changes = [
  changeOf('server.host', '"127.0.0.1"', '"0.0.0.0"'),
  changeOf('server.port', '3000', '8080'),
  changeOf('cache', undefined, 'true'),
];

async function open(...shown: Parameters<typeof modelOf>): Promise<void> {
  review = await openPage();
  await review.show(modelOf(...shown));
}

describe('what is shown', () => {
  test('the filter shows what it finds, says how much, and leaves what is ticked alone', async () => {
    await open([targetOf(changes)]);
    await review.page.getByLabel('Filter by key or value').fill('8080');
    await review.announced('1 of 3 shown');
    assert.equal(await review.row('host').count(), 0);
    await review.button('Deselect Shown (1)').click();
    await review.selectedIs({ 'app.yaml': ['modified /server/port'] });
    await review.page.keyboard.press('Escape');
    await review.row('host').waitFor();
    assert.equal(await review.box('server › host').isChecked(), true);
    await review.sent('select');
    await review.page.keyboard.press('Escape');
    await review.sent('cancel');
  });

  test('the kinds are counted and can be shown alone', async () => {
    await open([targetOf(changes)]);
    await review.button('2 modified').click();
    assert.equal(await review.button('2 modified').getAttribute('aria-pressed'), 'true');
    assert.equal(await review.row('cache').count(), 0);
    await review.button('1 added').click();
    await review.row('cache').waitFor();
    await review.announced('3 of 3 shown');
  });

  test('a filter that finds nothing says so and can be cleared', async () => {
    await open([targetOf(changes)]);
    await review.page.getByLabel('Filter by key or value').fill('nowhere');
    await review.page.getByText('Nothing matches the filter.').waitFor();
    await review.button('Clear Filter').click();
    await review.row('cache').waitFor();
    assert.equal(await review.focused(), 'Filter by key or value');
  });

  test('the title stands above counts, facts and what the plan raises', async () => {
    const more = targetOf([changeOf('a', '1')], { name: 'worker.json' });
    await open([targetOf(changes), more], {
      facts: [{ label: 'Author', value: 'Ada' }],
      notices: [{ severity: 'warning', message: 'The result loses 54% of the keys.' }],
    });
    await review.page.getByText('1 added, 1 removed, 2 modified in 2 files', { exact: true }).waitFor();
    await review.page.getByText('Warning: The result loses 54% of the keys.').waitFor();
    await review.announced('1 added, 1 removed, 2 modified in 2 files. 1 warning.');
  });

  test('a text of several lines is compared line by line, and folded where it is long', async () => {
    const from = Array.from({ length: 60 }, (_, line) => `line ${line}\n`);
    const to = from.map((line, index) => (index % 10 === 0 ? `new ${line}` : line));
    const change = { ...changeOf('script', from.join(''), to.join('')), isText: true };
    await open([targetOf([change])]);
    assert.equal(await review.page.getByText('new line 50').count(), 0);
    const height = () => review.row('script').evaluate((row) => row.getBoundingClientRect().height);
    const folded = await height();
    await review.button('Show all 45 lines').click();
    await review.page.getByText('new line 50').waitFor();
    assert.ok((await height()) > 2 * folded);
    await review.button('Show less').click();
    assert.equal(await review.page.getByText('new line 50').count(), 0);
  });

  test('what only looks the same is told apart', async () => {
    const looks = { from: 'a: 1 \nb: 2\n', to: 'a: 1\r\nb: 2', isTooLong: false };
    await open([targetOf([], { kind: 'layout', granularity: 'file', texts: looks })]);
    for (const line of ['a: 1·', 'a: 1⟨CR⟩', 'b: 2 ⟨no newline at the end⟩']) {
      await review.page.getByText(line, { exact: true }).waitFor();
    }
  });

  test('texts that are too long to compare here are left to the text diff', async () => {
    const tooLong = { from: '', to: '', isTooLong: true };
    await open([targetOf([], { kind: 'text', granularity: 'file', texts: tooLong })]);
    await review.row('too long to compare here').getByRole('button').click();
    await review.sent('openTextDiff');
  });

  test('a moved list item is shown as a move', async () => {
    const moved = {
      ...changeOf('routes.0'),
      id: 'moved /routes/0',
      kind: 'moved',
      oldPath: ['routes', '2'],
    } as const;
    await open([targetOf([moved])]);
    assert.match(await review.row('moved').innerText(), /from\s+routes › 2\s+to\s+routes › 0/);
  });
});

describe('the keyboard', () => {
  test('is enough: the tree is one stop, its rows are reached with arrows and ticked with Space', async () => {
    await open([targetOf(changes)]);
    const { keyboard } = review.page;
    assert.match(await review.focused(), /^host/, 'the first change when it opens');
    await keyboard.press('Home');
    assert.match(await review.focused(), /^app\.yaml/);
    await review.page.getByLabel('Filter by key or value').focus();
    await keyboard.press('ArrowDown');
    assert.match(await review.focused(), /^app\.yaml/);
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    assert.match(await review.focused(), /^host/);
    await keyboard.press('Space');
    await review.selectedIs({ 'app.yaml': ['modified /server/host'] });
    await keyboard.press('ArrowLeft');
    assert.match(await review.focused(), /^server/);
    await keyboard.press('ArrowLeft');
    assert.equal(await review.row('port').count(), 0);
    await keyboard.press('End');
    assert.match(await review.focused(), /^cache/);
    await keyboard.press('Tab');
    assert.match(await review.focused(), /^Restore/);
    await keyboard.press('Shift+Tab');
    assert.match(await review.focused(), /^cache/);
    await keyboard.press('Control+Enter');
    const { exclusions } = await review.sent('apply');
    assert.deepEqual(exclusions, { 'app.yaml': ['modified /server/host'] });
  });

  test('goes on from where the mouse was', async () => {
    await open([targetOf(changes)]);
    await review.box('server › host').click();
    await review.page.keyboard.press('ArrowDown');
    assert.match(await review.focused(), /^port/);
    await review.page.keyboard.press('Space');
    await review.selectedIs({ 'app.yaml': ['modified /server/host', 'modified /server/port'] });
  });

  test('goes from change to change with F7, also into what is collapsed', async () => {
    await open([targetOf(changes)]);
    const { keyboard } = review.page;
    await review.button('Collapse All').click();
    assert.equal(await review.row('server').count(), 0);
    for (const name of [/^port/, /^cache/, /^cache/]) {
      await keyboard.press('F7');
      assert.match(await review.focused(), name);
    }
    await keyboard.press('Shift+F7');
    assert.match(await review.focused(), /^port/);
  });

  test('keeps its place when the row is collapsed away, and when the next model does not have it', async () => {
    await open([targetOf(changes)]);
    await review.row('port').focus();
    await review.button('Collapse All').evaluate((button) => (button as HTMLElement).click());
    assert.match(await review.focused(), /^app\.yaml/);
    await review.button('Expand All').evaluate((button) => (button as HTMLElement).click());
    await review.row('cache').focus();
    await review.show(modelOf([targetOf(changes.slice(0, 2))], { title: 'The next one' }));
    assert.match(await review.focused(), /^port/);
  });
});

describe('the language of the window', () => {
  test('is the page’s from its first drawing, for words and for numbers', async () => {
    const texts = { Cancel: 'Abbrechen', '{0} modified': '{0} geändert', Changes: '</script><p>Änderungen' };
    review = await openPage({ language: { name: 'de', texts } });
    await review.show(modelOf([targetOf(manyChanges(1_234))]));
    assert.equal(await review.page.locator('html').getAttribute('lang'), 'de');
    await review.button('Abbrechen').waitFor();
    await review.page.locator('.counts', { hasText: '1.234 geändert in 1 file' }).waitFor();
    await review.page.getByRole('tree', { name: '</script><p>Änderungen' }).waitFor();
    // What is not translated stays as it is.
    await review.button('Expand All').waitFor();
  });
});
