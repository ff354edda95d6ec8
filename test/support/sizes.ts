// How much is tried. `npm test` tries every kind of thing; `npm run test:full` as much of each as a release wants.
const isFull = process.env['SAFEKEEP_TESTS'] === 'full';

export function size(usual: number, full: number): number {
  return isFull ? full : usual;
}

/** Runs of a random test: a quarter of these, and in full ten times as many. */
export function randomRuns(count: number): number {
  return size(Math.ceil(count / 4), 10 * count);
}
