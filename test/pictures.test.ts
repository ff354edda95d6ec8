// The pictures that are shipped and shown: small enough, and what the screenshots were.
import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { paletteImage, readPicture } from '../scripts/paletteImage.ts';
import { projectRoot } from './support/paths.ts';

interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

function chunksOf(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    assert.equal(png.readUInt32BE(at + 8 + length), crc32(body));
    chunks.push({ type: body.toString('latin1', 0, 4), data: body.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

const ofType = (png: Buffer, type: string) =>
  chunksOf(png)
    .filter((chunk) => chunk.type === type)
    .map(({ data }) => data);

/** What a browser writes: three bytes a pixel, each row with its filter. */
function screenshot(width: number, rows: readonly (readonly number[])[]): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.from([0, 0, 0, width, 0, 0, 0, rows.length, 8, 2, 0, 0, 0]);
  const data = deflateSync(Buffer.from(rows.flat()));
  return Buffer.concat([
    Buffer.alloc(8),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const [red, green, blue] = [0xff0000, 0x00ff00, 0x0000ff];
const pictureOf = (...pixels: readonly number[]) => ({
  width: 2,
  height: pixels.length / 2,
  pixels: Int32Array.from(pixels),
});

suite('a picture', () => {
  test('of a browser is read, whichever filter a row has', () => {
    const same = [9, 9, 9];
    const png = screenshot(2, [
      [0, 1, 2, 3, 4, 5, 6],
      [1, 1, 2, 3, ...same],
      [2, ...same, ...same],
      [3, ...same, ...same],
      [4, ...same, ...same],
    ]);
    const { width, height, pixels } = readPicture(png);
    assert.deepEqual([width, height], [2, 5]);
    const expected = [
      [0x010203, 0x040506],
      [0x010203, 0x0a0b0c],
      [0x0a0b0c, 0x131415],
      // Half of what is above, and half of what is left and above.
      [0x0e0e0f, 0x191a1b],
      // Nearest to left + above − corner: above in the first column, left or above in the second.
      [0x171718, 0x222324],
    ];
    assert.deepEqual([...pixels], expected.flat());
  });

  test('alone has its colors in a palette, and nothing of an animation', () => {
    const png = paletteImage([{ picture: pictureOf(red, green), milliseconds: 0 }]);
    assert.deepEqual(
      chunksOf(png).map(({ type }) => type),
      ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'],
    );
    const [palette] = ofType(png, 'PLTE');
    assert.deepEqual([...(palette ?? [])].slice(3), [255, 0, 0, 0, 255, 0]);
    assert.deepEqual([...inflateSync(ofType(png, 'IDAT')[0] ?? '')], [0, 1, 2]);
  });

  test('with more colors than a palette takes has the nearest ones', () => {
    const many = Array.from(
      { length: 600 },
      (_, index) => (index % 64) * 0x040000 + Math.floor(index / 64) * 0x000a00,
    );
    const png = paletteImage([{ picture: pictureOf(...many), milliseconds: 0 }]);
    assert.equal(ofType(png, 'PLTE')[0]?.length, 256 * 3);
  });

  test('after another one is only what has changed; one that is the same makes that last longer', () => {
    const frame = (...pixels: readonly number[]) => ({ picture: pictureOf(...pixels), milliseconds: 100 });
    const png = paletteImage([
      frame(red, red, red, red),
      frame(red, red, red, red),
      frame(red, red, green, blue),
    ]);
    assert.deepEqual(ofType(png, 'acTL')[0]?.readUInt32BE(0), 2);
    const controls = ofType(png, 'fcTL');
    assert.deepEqual(
      controls.map((data) => [0, 4, 8, 12, 16].map((at) => data.readUInt32BE(at))),
      [
        [0, 2, 2, 0, 0],
        [1, 2, 1, 0, 1],
      ],
    );
    assert.deepEqual(
      controls.map((data) => data.readUInt16BE(20)),
      [200, 100],
    );
    const [second] = ofType(png, 'fdAT');
    assert.equal(second?.readUInt32BE(0), 2);
    assert.deepEqual([...inflateSync(second.subarray(4))], [0, 2, 3]);
  });
});

suite('the pictures of the project', () => {
  test('are a film of at most 15 seconds and 1 MB', async () => {
    const png = await readFile(join(projectRoot, 'docs', 'images', 'switch-and-restore.png'));
    const lasts = ofType(png, 'fcTL').reduce((sum, data) => sum + data.readUInt16BE(20), 0);
    assert.ok(lasts > 5_000 && lasts <= 15_000, `${String(lasts)} ms`);
    assert.ok(png.length <= 1_000_000);
  });

  test('are at most 40 kB each for the walkthrough', async () => {
    const folder = join(projectRoot, 'media', 'walkthrough');
    for (const name of await readdir(folder))
      assert.ok((await stat(join(folder, name))).size <= 40_000, name);
  });
});
