// How much is tried. `npm test` tries every kind of thing; `npm run test:full` as much of each as a release wants; and
// `npm run check` fewer random cases.
const isFull = process.env['SAFEKEEP_TESTS'] === 'full';
const isQuick = process.env['SAFEKEEP_TESTS'] === 'quick';

export function size(usual: number, full: number): number {
  return isFull ? full : usual;
}

/** Runs of a random test: a quarter of these, a twentieth while one works, and in full ten times as many. */
export function randomRuns(count: number): number {
  return size(Math.ceil(count / (isQuick ? 20 : 4)), 10 * count);
}
