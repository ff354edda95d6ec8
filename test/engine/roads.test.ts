// On every road by which a value is written, with random texts: what stays has its bytes and its comments, what comes has
// the words of its source, other readers find the data that was meant, and undo leaves what was there.
import assert from 'node:assert/strict';
import { suite, test, type TestContext } from 'node:test';
import fc from 'fast-check';
import '../support/sameRuns.ts';
import { EngineError, openEngine, type Plan } from '../../src/engine/index.ts';
import { parseDocument } from '../../src/engine/text/document.ts';
import { isMap } from '../../src/engine/values/value.ts';
import type { Files } from '../support/disk/configFolder.ts';
import { simulatedDisk, type SimulatedDisk } from '../support/disk/simulatedDisk.ts';
import { testUser } from '../support/disk/testUser.ts';
import { randomRuns } from '../support/sizes.ts';
import { leftBehind, strayComments, whatCame, wordsIn } from '../support/texts/carriedWords.ts';
import { jsonText } from '../support/texts/jsonTexts.ts';
import {
  readByJsYaml,
  readByPyYaml,
  readByTypeScript,
  readByYaml,
  type Reading,
} from '../support/texts/otherReaders.ts';
import { roads, type Folder, type Given, type Outcome } from '../support/texts/roads.ts';
import { yamlText } from '../support/texts/yamlTexts.ts';

const user = testUser();
let folders = 0;

interface Opened extends Folder {
  /** Takes the operation back. Answers the files that are not as they were then. */
  readonly undo: () => Promise<readonly string[]>;
}

async function opened(files: Files): Promise<Opened> {
  folders += 1;
  const workspace = `/work${folders}`;
  const path = (name: string) => `${workspace}/config/${name}`;
  const image = Object.entries(files).map(([name, text]) => [path(name), Buffer.from(text)] as const);
  const disk = simulatedDisk(new Map([[`${workspace}/config`, null], ...image]));
  const { fileSystem } = disk;
  const engine = await openEngine(`${workspace}/config`, { author: 'tester', workspace, fileSystem, user });
  let before: Texts = new Map();
  const commit = async (plan: Plan) => {
    before = textsOf(disk);
    await engine.commit(plan, { accepted: 'all' });
  };
  return {
    engine,
    write: async (changed) => {
      for (const [name, text] of Object.entries(changed)) {
        await fileSystem.remove(path(name));
        const file = await fileSystem.create(path(name), 0o644);
        await file.write(Buffer.from(text));
        await file.close();
      }
    },
    text: (name) => textsOf(disk).get(path(name)) ?? '',
    perform: async (operation) => commit(await engine.plan(operation)),
    performPart: async (operation, name, changes) =>
      commit((await engine.review(operation, { [name]: { layout: false, changes } })).selected),
    undo: async () => {
      if (unequal(before, textsOf(disk)).length === 0) return [];
      await engine.commit(await engine.plan({ kind: 'undo' }), { accepted: 'all' });
      return unequal(before, textsOf(disk));
    },
  };
}

type Texts = ReadonlyMap<string, string>;

/** What a person has there, without the engine's own records. */
function textsOf(disk: SimulatedDisk): Texts {
  const files = [...disk.image()].flatMap(([path, bytes]) => (bytes ? [[path, bytes] as const] : []));
  const own = files.filter(([path]) => !/\/(\.safekeep|backups)\/|\/\.git/.test(path));
  return new Map(own.map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));
}

function unequal(before: Texts, after: Texts): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (path) => before.get(path) !== after.get(path),
  );
}

const formats = ['yaml', 'yaml', 'jsonc', 'json'] as const;

const given: fc.Arbitrary<Given> = fc
  .constantFrom(...formats)
  .chain((format) => {
    const text = format === 'yaml' ? yamlText : jsonText(format);
    const document = text.map((written) => parseDocument(`a.${format}`, written));
    return fc.record({ format: fc.constant(format), one: document, other: document, choice: fc.nat() });
  })
  .filter(({ one, other }) => isMap(one.value) && isMap(other.value));

function assertCarried({ format }: Given, outcome: Outcome): number {
  const { text, exact, before, sources } = outcome;
  if (exact !== undefined) assert.equal(text, exact);
  if (sources.length === 0) return 0;
  const after = parseDocument(`a.${format}`, text);
  const { scalars, faults } = wordsIn(after, before, sources);
  assert.deepEqual(faults, [], text);
  if (before) {
    assert.deepEqual(strayComments(before, after), [], text);
    const [from] = sources.filter((source) => source !== before);
    for (const place of from ? whatCame(before, after) : [])
      assert.deepEqual(from && leftBehind(from, after, place), [], `${place}\n${text}`);
  }
  return scalars;
}

interface Tally {
  operations: number;
  refused: number;
  scalars: number;
  readonly yaml: Reading[];
  readonly json: Reading[];
}

suite('what is written', () => {
  for (const [name, road] of Object.entries(roads))
    test(`by ${name} is carried, and undone to the byte`, async (context) => {
      const tally: Tally = { operations: 0, refused: 0, scalars: 0, yaml: [], json: [] };
      const property = fc.asyncProperty(given, async (one) => {
        const folder: { opened?: Opened } = {};
        const open = async (files: Files) => (folder.opened = await opened(files));
        try {
          const outcome = await road(one, open);
          fc.pre(outcome !== null);
          tally.scalars += assertCarried(one, outcome);
          assert.deepEqual(await folder.opened?.undo(), [], 'undone');
          if (outcome.said) tally[one.format === 'yaml' ? 'yaml' : 'json'].push(outcome.said);
        } catch (error) {
          // What the texts cannot say is refused, and nothing is written.
          if (!(error instanceof EngineError) || !['invalid', 'not-found'].includes(error.code)) throw error;
          tally.refused += 1;
        }
        tally.operations += 1;
      });
      await fc.assert(property, { numRuns: randomRuns(40), maxSkipsPerRun: 1000 });
      assertRead(context, tally);
    });
});

/** Merge keys are none of YAML 1.2, and what they bring is written as text where it has to be. */
function assertRead(context: TestContext, { operations, refused, scalars, yaml, json }: Tally): void {
  const plain = yaml.filter((one) => !JSON.stringify(one).includes('<<'));
  const verdicts = [
    ['js-yaml', readByJsYaml(plain)],
    ['yaml as 1.1', readByYaml('1.1', plain)],
    ['yaml as 1.2', readByYaml('1.2', plain)],
    // To Python the keys 1 and true are one.
    ['PyYAML', readByPyYaml(plain.filter((one) => !/true *:/.test(JSON.stringify(one))))],
    ['TypeScript', readByTypeScript(json)],
  ] as const;
  const counts = verdicts.map(([name, verdict]) => `${name} ${verdict?.read ?? 'is not there'}`);
  context.diagnostic(
    `${operations} operations, ${refused} refused, ${scalars} scalars; read by ${counts.join(', ')}`,
  );
  for (const [name, verdict] of verdicts) assert.deepEqual(verdict?.wrong.slice(0, 1) ?? [], [], name);
  assert.ok(refused * 5 <= operations, `${refused} of ${operations} were refused`);
}
