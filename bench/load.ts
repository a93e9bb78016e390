import { setTimeout as wait } from 'node:timers/promises';

/**
 * Makes a call for each item, so many a second, whether or not earlier ones have been answered: a
 * server that falls behind is seen to. Gives each call's result.
 */
export async function atRate<Item, Result>(
  items: readonly Item[],
  perSecond: number,
  call: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const startedAt = performance.now();
  const underWay: Promise<Result>[] = [];
  for (const [index, item] of items.entries()) {
    const dueAt = startedAt + (index * 1000) / perSecond;
    const earlyMs = dueAt - performance.now();
    if (earlyMs > 0) await wait(earlyMs);
    underWay.push(call(item));
  }
  return Promise.all(underWay);
}

/** Makes a call for each item, so many at once; the next begins as soon as one has ended. */
export async function atOnce<Item>(
  items: readonly Item[],
  concurrency: number,
  call: (item: Item) => Promise<unknown>,
): Promise<void> {
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) await call(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
