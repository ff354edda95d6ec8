// Screenshots made small: PNG with a palette, and several of them as one animated PNG, which browsers, GitHub and VS
// Code show as a film. Formats: PNG (ISO/IEC 15948) and its chunks acTL, fcTL and fdAT for animations. It reads what a
// browser writes: eight bits a channel, not interlaced.
import { crc32, deflateSync, inflateSync } from 'node:zlib';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Row by row, each 0xRRGGBB. */
  readonly pixels: Int32Array;
}

export interface Frame {
  readonly picture: Picture;
  readonly milliseconds: number;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** @throws for another kind of PNG than browsers write. */
export function readPicture(png: Uint8Array): Picture {
  const bytes = Buffer.from(png);
  const parts: Buffer[] = [];
  for (let at = signature.length; at < bytes.length;) {
    const [length, type] = [bytes.readUInt32BE(at), bytes.toString('latin1', at + 4, at + 8)];
    if (type === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const channels = { 2: 3, 6: 4 }[bytes.readUInt8(25)];
  if (bytes.readUInt8(24) !== 8 || channels === undefined || bytes.readUInt8(28) !== 0)
    throw new Error('This PNG is not one of those that browsers write.');
  const rows = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, channels);
  const pixels = new Int32Array(width * height);
  for (let index = 0; index < pixels.length; index += 1) pixels[index] = rows.readUIntBE(index * channels, 3);
  return { width, height, pixels };
}

/** Undoes the filters, by which a row tells how it differs from what is left of it and above it. */
function unfiltered(data: Buffer, stride: number, channels: number): Buffer {
  const rows = Buffer.alloc((data.length / (stride + 1)) * stride);
  for (let row = 0; row * (stride + 1) < data.length; row += 1) {
    const filter = data.readUInt8(row * (stride + 1));
    for (let column = 0; column < stride; column += 1) {
      const at = row * stride + column;
      const left = column < channels ? 0 : (rows[at - channels] ?? 0);
      const above = row === 0 ? 0 : (rows[at - stride] ?? 0);
      const corner = row === 0 || column < channels ? 0 : (rows[at - stride - channels] ?? 0);
      const predicted = [0, left, above, (left + above) >> 1, nearestOf(left, above, corner)][filter] ?? 0;
      rows[at] = (data[row * (stride + 1) + 1 + column] ?? 0) + predicted;
    }
  }
  return rows;
}

/** The predictor of Alan W. Paeth, as the format names it. */
function nearestOf(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - above),
    Math.abs(guess - corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** One picture, or several as an animation that goes round. */
export function paletteImage(frames: readonly Frame[]): Buffer {
  const [first] = frames;
  if (!first) throw new Error('There is no picture.');
  const { width, height } = first.picture;
  const palette = [unchanged, ...paletteOf(frames.map(({ picture }) => picture))];
  const shown = partsOf(frames);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // Eight bits for each pixel: an index into the palette.
  const colors = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  const indexes = new Map(palette.map((color, index) => [color, index]));
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    ...(shown.length > 1 ? [chunk('acTL', numbers(shown.length, 0))] : []),
    chunk('PLTE', colors),
    chunk('tRNS', Buffer.from([0])), // The first color is not seen: in it, what was there before stays.
    ...shown.flatMap((part, count) => {
      const data = deflateSync(indexed(part, palette, indexes), { level: 9 });
      if (shown.length === 1) return [chunk('IDAT', data)];
      // Each control and each part of the animation but the first has its number.
      const control = chunk('fcTL', controlOf(part, Math.max(0, count * 2 - 1)));
      return [control, count === 0 ? chunk('IDAT', data) : chunk('fdAT', numbers(count * 2), data)];
    }),
    chunk('IEND'),
  ]);
}

/** Stands for a pixel that is as it was in the frame before. */
const unchanged = -1;

interface Part extends Frame {
  readonly left: number;
  readonly top: number;
}

/** Of each frame what differs from the one before; one that does not differ makes that last longer. */
function partsOf(frames: readonly Frame[]): readonly Part[] {
  const parts: Part[] = [];
  let before: Picture | undefined;
  for (const { picture, milliseconds } of frames) {
    const { width, height } = picture;
    const box = before ? differingBox(before, picture) : { left: 0, top: 0, width, height };
    const last = parts.at(-1);
    if (box) parts.push({ ...box, picture: cut(changedSince(before, picture), box), milliseconds });
    else if (last) parts[parts.length - 1] = { ...last, milliseconds: last.milliseconds + milliseconds };
    before = picture;
  }
  return parts;
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function differingBox(before: Picture, { width, pixels }: Picture): Box | undefined {
  const [columns, rows] = [new Set<number>(), new Set<number>()];
  for (let index = 0; index < pixels.length; index += 1) {
    if (pixels[index] === before.pixels[index]) continue;
    columns.add(index % width);
    rows.add(Math.floor(index / width));
  }
  if (rows.size === 0) return undefined;
  const [left, top] = [Math.min(...columns), Math.min(...rows)];
  return { left, top, width: Math.max(...columns) - left + 1, height: Math.max(...rows) - top + 1 };
}

function changedSince(before: Picture | undefined, picture: Picture): Picture {
  const isSame = (color: number, index: number) => before?.pixels[index] === color;
  const pixels = Int32Array.from(picture.pixels, (color, index) =>
    isSame(color, index) ? unchanged : color,
  );
  return { ...picture, pixels };
}

function cut(picture: Picture, { left, top, width, height }: Box): Picture {
  const pixels = new Int32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const from = (top + row) * picture.width + left;
    pixels.set(picture.pixels.subarray(from, from + width), row * width);
  }
  return { width, height, pixels };
}

/** Of 256 that a palette can have, one stands for what is unchanged. */
const maxColors = 255;

/** Where there are more, those that are seen most, of like ones the most frequent. */
function paletteOf(pictures: readonly Picture[]): readonly number[] {
  const counts = new Map<number, number>();
  for (const { pixels } of pictures)
    for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1);
  if (counts.size <= maxColors) return [...counts.keys()];
  const likes = new Map<number, { color: number; most: number; all: number }>();
  for (const [color, count] of counts) {
    const like = color & 0xf8f8f8;
    const known = likes.get(like) ?? { color, most: 0, all: 0 };
    known.all += count;
    if (count > known.most) [known.color, known.most] = [color, count];
    likes.set(like, known);
  }
  const sorted = [...likes.values()].sort((one, other) => other.all - one.all);
  return sorted.slice(0, maxColors).map(({ color }) => color);
}

/** Rows of indexes, none of them filtered. */
function indexed({ picture }: Part, palette: readonly number[], indexes: Map<number, number>): Buffer {
  const { width, height, pixels } = picture;
  const rows = Buffer.alloc((width + 1) * height);
  for (let index = 0; index < pixels.length; index += 1) {
    const color = pixels[index] ?? 0;
    const known = indexes.get(color) ?? nearest(color, palette);
    indexes.set(color, known);
    rows[Math.floor(index / width) * (width + 1) + 1 + (index % width)] = known;
  }
  return rows;
}

function nearest(color: number, palette: readonly number[]): number {
  const distance = (other: number) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((color >> shift) & 255) - ((other >> shift) & 255)) ** 2, 0);
  const distances = palette.map((other) => (other === unchanged ? Infinity : distance(other)));
  return distances.indexOf(Math.min(...distances));
}

/** It stays, and the next part is drawn over it. */
function controlOf({ left, top, picture, milliseconds }: Part, sequence: number): Buffer {
  const times = Buffer.alloc(6, 0);
  times.writeUInt16BE(milliseconds, 0);
  times.writeUInt16BE(1000, 2);
  times.writeUInt8(1, 5); // Drawn over, not in place of.
  return Buffer.concat([numbers(sequence, picture.width, picture.height, left, top), times]);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}

function chunk(type: string, ...data: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), ...data]);
  return Buffer.concat([numbers(body.length - 4), body, numbers(crc32(body))]);
}
