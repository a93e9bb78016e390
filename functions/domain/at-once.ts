/**
 * Maps with at most `limit` concurrent calls. Results are in the order of `items`. After a rejection no
 * further call starts, and the rejection is passed on once the running calls have ended.
 */
export async function mapAtOnce<Item, Result>(
  limit: number,
  items: readonly Item[],
  call: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < items.length && failures.length === 0) {
      const index = next;
      next += 1;
      try {
        results[index] = await call(items[index] as Item);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  if (failures.length > 0) throw failures[0];
  return results;
}

/**
 * Calls for each item, with at most `limit` concurrent calls. A call that fails holds up no other. Returns why those
 * failed that did.
 */
export async function eachAtOnce<Item>(
  limit: number,
  items: readonly Item[],
  call: (item: Item) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const faults: unknown[] = [];
  await mapAtOnce(limit, items, (item) =>
    call(item).catch((error: unknown) => {
      faults.push(error);
    }),
  );
  return faults;
}
