// Small files that name each other in so many ways that nobody can wait for all that they come to.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { redactionOf } from '../../src/engine/index.ts';
import { parseYaml } from '../../src/engine/text/yaml/yaml.ts';
import { testFolder, type Files } from '../support/disk/configFolder.ts';
import { agentCalls } from '../support/agentCalls.ts';
import { processorMs } from '../support/processorTime.ts';

const count = (length: number) => Array.from({ length }, (_, index) => index);
const map = (length: number, entry: (index: number) => readonly [string, unknown]) =>
  Object.fromEntries(count(length).map(entry));
const extending = (parents: readonly string[], keys: object) =>
  JSON.stringify({ $profile: { extends: parents }, ...keys });

/** One large chain, and so many profiles on the end of it, each with a key of its own. */
const wideOnChain = (leaves: number): Files => ({
  'current.json': '{ "a": 1, "token": "hunter2hunter2" }\n',
  ...Object.fromEntries(
    count(40).map((index) => [
      `profiles/base${index}.json`,
      extending(
        index === 0 ? [] : [`base${index - 1}`],
        map(50, (key) => [`k${index}_${key}`, index]),
      ),
    ]),
  ),
  ...Object.fromEntries(
    count(leaves).map((index) => [`profiles/leaf${index}.json`, extending(['base39'], { own: index })]),
  ),
});

const clashing: Files = {
  'current.json': '{ "a": 1 }\n',
  'default.json': JSON.stringify(map(200, (key) => [`k${key}`, 1])),
  ...Object.fromEntries(
    count(30).map((index) => [
      `profiles/p${index}.json`,
      extending(
        index === 0 ? [] : [`p${index - 1}`],
        map(200, (key) => [`k${key}`, index % 2 ? 1 : {}]),
      ),
    ]),
  ),
};

const times = (length: number, alias: string) =>
  `[${count(length)
    .map(() => alias)
    .join(', ')}]`;
const lines = [
  'a: &a [one, two, three, four, five, six, seven, eight, nine, ten]',
  `b: &b ${times(10, '*a')}`,
  `c: &c ${times(10, '*b')}`,
  `d: &d ${times(10, '*c')}`,
  `e: ${times(5, '*d')}`,
];
const aliases = (index: number) =>
  parseYaml([`token: hunter-${index}-hunter`, ...lines].join('\n')).root?.value ?? null;

suite('profiles that together come to too much', () => {
  test('are a problem with a remedy, and the live files are not taken for one of them', async () => {
    const folder = await testFolder('unfolding', wideOnChain(200));
    const { problems, state } = await (await folder.open()).snapshot();
    const [told] = problems.filter(({ file }) => file === 'profiles');
    assert.match(told?.message ?? '', /contain more than 200000 values.*Delete profiles/);
    assert.equal(state.activeProfile, null);
  });

  test('are nothing to tell of where there are fewer', async () => {
    const folder = await testFolder('unfolding', wideOnChain(20));
    assert.deepEqual((await (await folder.open()).snapshot()).problems, []);
  });

  test('have all values hidden from an agent, and the reason told', async () => {
    const calls = await agentCalls(wideOnChain(200));
    const said = await calls.ask('status', {});
    assert.match(said, /All values are hidden/);
    assert.match(said, /contain more than 200000 values/);
    const values = await calls.ask('getValue', {});
    assert.ok(!values.includes('hunter2'));
    assert.ok(!/\\?"a\\?":\s*1\b/.test(values), values);
    assert.match(await calls.carryOut('setValue', { path: 'a', json: '2' }), /Refused/);
  });

  test('have the values of another shape in them told a hundred times at most', async () => {
    const folder = await testFolder('unfolding', clashing);
    const { problems } = await (await folder.open()).snapshot();
    const told = problems.filter(({ keyword }) => keyword === 'clash');
    assert.equal(told.length, 101);
    assert.match(told[0]?.message ?? '', /is a map here but a single value in default\.json/);
    assert.match(told[100]?.message ?? '', /^More than 100 values replace a value of a different type/);
  });
});

suite('aliases that stand for too much', () => {
  test('are not walked for secrets: everything is one', () => {
    const documents = count(40).map(aliases);
    const started = processorMs();
    const redaction = redactionOf(documents);
    assert.equal(redaction.hidesAll, true);
    assert.ok(!redaction.text('It is hunter-7-hunter.').includes('hunter'));
    assert.ok(!JSON.stringify(redaction.value({ other: 'visible-text' }, '')).includes('visible'));
    assert.ok(processorMs() - started < 5_000);
  });

  test('are walked where they are few', () => {
    const { hidesAll, value } = redactionOf([aliases(1)]);
    assert.equal(hidesAll, false);
    assert.equal(value('visible-text', '/other'), 'visible-text');
  });
});
