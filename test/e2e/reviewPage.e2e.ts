// The review page by itself, in a browser, with models of the test instead of plans: what is ticked, what the page then
// says to the host, and what it keeps. It needs no VS Code, so it is quick.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventually } from '../support/eventually.ts';
import { pagesForTests, type ReviewInBrowser } from '../support/editor/reviewInBrowser.ts';
import { changeOf, modelOf, readOnlyModelOf, targetOf } from '../support/editor/reviewModels.ts';

const openPage = pagesForTests();
let review: ReviewInBrowser;

const changes = [
  changeOf('server.host', '"127.0.0.1"', '"0.0.0.0"'),
  changeOf('server.port', '3000', '8080'),
  changeOf('cache', undefined, 'true'),
];

const texts = { from: '# one\na: 1\n', to: '# two\na: 1\n', isTooLong: false };

async function open(...shown: Parameters<typeof modelOf>): Promise<void> {
  review = await openPage();
  await review.show(modelOf(...shown));
}

describe('what is ticked', () => {
  test('a change that is unticked is left out, and the button and a screen reader say how many remain', async () => {
    await open([targetOf(changes)], { revision: 7 });
    await review.box('server › port').click();
    const sent = await review.sent('select');
    assert.deepEqual(sent, {
      type: 'select',
      revision: 7,
      exclusions: { 'app.yaml': ['modified /server/port'] },
    });
    await review.announced('2 of 3 changes selected');
    await review.button('Restore 2 of 3').click();
    assert.deepEqual(await review.sent('apply'), { ...sent, type: 'apply' });
  });

  test('the box of a group and of a file stands for all below it and shows when they are mixed', async () => {
    await open([targetOf(changes)]);
    const isMixed = (name: string) =>
      review.box(name).evaluate((box) => box instanceof HTMLInputElement && box.indeterminate);
    await review.box('server › port').click();
    assert.deepEqual([await isMixed('server'), await isMixed('app.yaml')], [true, true]);
    await review.box('server').click();
    assert.deepEqual([await isMixed('server'), await review.box('server › port').isChecked()], [false, true]);
    await review.box('server').click();
    await review.selectedIs({ 'app.yaml': ['modified /server/host', 'modified /server/port'] });
    await review.box('app.yaml').click();
    await review.box('app.yaml').click();
    await review.selectedIs({ 'app.yaml': changes.map(({ id }) => id) });
  });

  test('with nothing ticked there is nothing to apply, and the page says why', async () => {
    await open([targetOf(changes)]);
    await review.button('Select None').click();
    const apply = review.button('Restore');
    assert.equal(await apply.getAttribute('aria-disabled'), 'true');
    await review.announced('Select at least one change.');
    await review.sent('select');
    await apply.click({ force: true });
    await review.page.keyboard.press('Control+Enter');
    await review.sent('select');
    await review.button('Select All').click();
    await review.selectedIs({});
    assert.equal(await apply.getAttribute('aria-disabled'), 'false');
  });

  test('a file that goes as a whole has one box, and one without a choice has none', async () => {
    const other = changeOf('a', '1', '2');
    await open([
      targetOf(changes, { granularity: 'file' }),
      targetOf([other], { name: 'other.json', path: 'other.json', granularity: 'none' }),
    ]);
    assert.equal(await review.page.getByRole('checkbox').count(), 1);
    await review.box('app.yaml').click();
    await review.selectedIs({ 'app.yaml': ['whole'] });
    await review.button('Restore 1 of 4').waitFor();
  });

  test('a review for reading only has no boxes and no button but Close', async () => {
    review = await openPage();
    await review.show(readOnlyModelOf([targetOf(changes, { granularity: 'none' })]));
    assert.equal(await review.page.getByRole('checkbox').count(), 0);
    assert.equal(await review.button('Restore').count(), 0);
    await review.button('Close').click();
    await review.sent('cancel');
  });

  test('layout and comments are a group of their own that is left out by itself', async () => {
    await open([targetOf(changes, { texts })]);
    await review.row('# two').waitFor();
    await review.box('Layout and comments of app.yaml').click();
    await review.selectedIs({ 'app.yaml': ['layout'] });
    await review.button('Restore 3 of 4').waitFor();
  });

  test('the text diff is asked for with what is ticked', async () => {
    await open([targetOf(changes)]);
    // However slow the machine: the page's own moment of patience never ends.
    await review.page.evaluate(() => void Object.assign(window, { setTimeout: () => 0 }));
    await review.box('cache').click();
    await review.button('Open Text Diff of app.yaml').click();
    const { exclusions, target } = await review.sent('openTextDiff');
    assert.deepEqual([target, exclusions], ['app.yaml', { 'app.yaml': ['added /cache'] }]);
    const types = (await review.messages()).map(({ type }) => type);
    assert.deepEqual(types, ['ready', 'select', 'openTextDiff'], 'the page may be hidden by it, and gone');
    await review.load();
    await review.show(modelOf([targetOf(changes)]));
    assert.equal(await review.box('cache').isChecked(), false);
  });

  test('what is not ticked stays so in the next model, by its id, and what is gone is forgotten', async () => {
    await open([targetOf(changes)]);
    await review.box('server › port').click();
    await review.box('cache').click();
    await review.sent('select');
    const next = [changeOf('server.port', '3000', '9090'), changeOf('debug', 'true', 'false')];
    await review.show(modelOf([targetOf(next)], { revision: 2 }));
    assert.equal(await review.box('server › port').isChecked(), false);
    assert.equal(await review.box('debug').isChecked(), true);
    await review.button('Restore 1 of 2').click();
    const { exclusions, revision } = await review.sent('apply');
    assert.deepEqual([revision, exclusions], [2, { 'app.yaml': ['modified /server/port'] }]);
  });

  test('what the host was told before is not ticked when the page comes up', async () => {
    await open([targetOf(changes)], { exclusions: { 'app.yaml': ['added /cache', 'added /gone'] } });
    assert.equal(await review.box('cache').isChecked(), false);
    await review.button('Restore 2 of 3').waitFor();
  });
});

describe('a page that is loaded again', () => {
  test('says that it loads until the host answers, lets nothing be decided, and has what was ticked then', async () => {
    await open([targetOf(changes)]);
    await review.box('server › port').click();
    await review.sent('select');
    await review.load();
    assert.equal(await review.page.getByRole('main').getAttribute('aria-busy'), 'true');
    assert.equal(await review.page.getByText('Loading…').isVisible(), true);
    assert.equal(await review.page.getByRole('checkbox').count(), 0);
    for (const key of ['Control+Enter', 'Escape']) await review.page.keyboard.press(key);
    assert.equal((await review.messages()).length, 1);
    await review.show(modelOf([targetOf(changes)]));
    assert.equal(await review.box('server › port').isChecked(), false);
    assert.equal(await review.page.getByText('Loading…').count(), 0);
  });

  test('has kept what opens it again and what was not ticked, and none of the values', async () => {
    await open([targetOf(changes)], { reopen: '{"command":"safekeep.switchProfile"}' });
    await review.box('server › port').click();
    await review.sent('select');
    const kept = await review.page.evaluate(() => sessionStorage.getItem('kept') ?? '');
    assert.deepEqual(JSON.parse(kept), {
      reopen: '{"command":"safekeep.switchProfile"}',
      exclusions: { 'app.yaml': ['modified /server/port'] },
    });
  });

  test('tells the host again what it missed while another model was on its way', async () => {
    await open([targetOf(changes)]);
    await review.box('server › port').click();
    await review.sent('select');
    for (const revision of [2, 3]) {
      await review.show(modelOf([targetOf(changes)], { revision, title: `The model ${revision}` }));
      await eventually(async () => assert.equal((await review.sent('select')).revision, revision));
    }
  });

  test('tells the host what it kept when the host knows nothing of it', async () => {
    await open([targetOf(changes)]);
    await review.box('server › port').click();
    await review.sent('select');
    await review.load();
    await review.show(modelOf([targetOf(changes)], { revision: 3 }));
    const { revision } = await review.sent('select');
    assert.equal(revision, 3);
    await review.selectedIs({ 'app.yaml': ['modified /server/port'] });
  });
});
