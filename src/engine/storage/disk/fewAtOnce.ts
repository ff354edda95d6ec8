/** Of files: each takes a descriptor, of which a process may have a thousand, and several lists are read at a time. */
export const maxFilesAtOnce = 16;

/** As `Promise.all` of the work on each item, but with so many at once and no more: each may take memory. */
export async function fewAtOnce<Item, Result>(
  items: readonly Item[],
  max: number,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: max }, worker));
  return results;
}
