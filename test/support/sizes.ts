// How much is tried. `npm test` tries every kind of thing; `npm run test:full` as much of each as a release wants.
const isFull = process.env['SAFEKEEP_TESTS'] === 'full';

export function size(usual: number, full: number): number {
  return isFull ? full : usual;
}

/** Runs of a random test: ten times as many in full. */
export function randomRuns(usual: number): number {
  return size(usual, 10 * usual);
}
