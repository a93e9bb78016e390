import { setTimeout as wait } from 'node:timers/promises';

/**
 * Starts a call for each item at a fixed rate per second, without waiting for earlier answers, so that a
 * server that falls behind shows. Returns each call's result.
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

/** Calls for each item with a fixed concurrency: the next call starts as soon as one ends. */
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
