import { type DailyCounts } from '../../functions/domain/passwords/daily-counts';
import { type DailyCountsStore } from '../../functions/ports/daily-counts-store';

/** Counts of a day with all optional fields. */
export const fullDailyCounts: DailyCounts = {
  day: '2026-11-29',
  customerId: 'C03az79cb',
  ages: { upTo7Days: 1_000_000, upTo30Days: 20, upTo90Days: 3, over90Days: 0 },
  proofs: { proved: 999_000, doubted: 23, unproved: 1_000 },
  devicesBehind: 7,
};

/** A store, and how to make the document of a day unreadable. */
type DailyCountsUnderTest = {
  readonly store: DailyCountsStore;
  readonly spoil: (day: string) => Promise<unknown>;
};

/** What every `DailyCountsStore` promises. */
export function describeDailyCountsStore(name: string, newStore: () => DailyCountsUnderTest): void {
  describe(`DailyCountsStore: ${name}`, () => {
    let store: DailyCountsStore;
    let spoil: DailyCountsUnderTest['spoil'];
    beforeEach(() => {
      ({ store, spoil } = newStore());
    });
    const of = (day: string, more: Partial<DailyCounts> = {}): DailyCounts => ({
      ...fullDailyCounts,
      day,
      ...more,
    });
    const put = async (...days: readonly string[]): Promise<void> => {
      for (const day of days) await store.put(of(day), '2026-01-01');
    };
    const between = async (from: string, to: string): Promise<string[]> =>
      (await store.between(from, to)).map(({ day }) => day);

    test('is empty at first', async () => {
      expect(await store.between('0000-01-01', '9999-12-31')).toStrictEqual([]);
    });

    test('written counts read back with every field, and no field that was absent', async () => {
      await store.put(fullDailyCounts, '2026-01-01');
      expect(await store.between('2026-11-29', '2026-11-29')).toStrictEqual([
        {
          day: '2026-11-29',
          customerId: 'C03az79cb',
          ages: { upTo7Days: 1_000_000, upTo30Days: 20, upTo90Days: 3, over90Days: 0 },
          proofs: { proved: 999_000, doubted: 23, unproved: 1_000 },
          devicesBehind: 7,
        },
      ]);
      const { devicesBehind: _, ...bare } = fullDailyCounts;
      await store.put(bare, '2026-01-01');
      expect(await store.between('2026-11-29', '2026-11-29')).toStrictEqual([bare]);
    });

    test('gives the days between two, both included, oldest first', async () => {
      await put('2026-03-01', '2026-01-31', '2026-02-28', '2026-03-02', '2026-01-30');
      expect(await between('2026-01-31', '2026-03-01')).toStrictEqual([
        '2026-01-31',
        '2026-02-28',
        '2026-03-01',
      ]);
    });

    test('counts of a day replace those of another Workspace on that day', async () => {
      await put('2026-01-01', '2026-01-02');
      await store.put(of('2026-01-02', { customerId: 'C2' }), '2026-01-01');
      const found = await store.between('2026-01-01', '2026-01-02');
      expect(found.map(({ day, customerId }) => [day, customerId])).toStrictEqual([
        ['2026-01-01', 'C03az79cb'],
        ['2026-01-02', 'C2'],
      ]);
    });

    test('a write deletes the days before those that are kept, and no others', async () => {
      await put('2026-01-01', '2026-01-02', '2026-01-03', '2026-04-03');
      await store.put(of('2026-04-02'), '2026-01-03');
      expect(await between('0000-01-01', '9999-12-31')).toStrictEqual([
        '2026-01-03',
        '2026-04-02',
        '2026-04-03',
      ]);
    });

    test('unreadable counts are left out, and may be written over', async () => {
      await put('2026-01-01', '2026-01-02');
      await spoil('2026-01-01');
      expect(await between('2026-01-01', '2026-01-02')).toStrictEqual(['2026-01-02']);
      await put('2026-01-01');
      expect(await between('2026-01-01', '2026-01-02')).toStrictEqual(['2026-01-01', '2026-01-02']);
    });

    test('of two writes of one day at the same time one stays, whole', async () => {
      const counts = [
        of('2026-01-01', { devicesBehind: 1 }),
        of('2026-01-01', { devicesBehind: 2 }),
      ];
      await Promise.all(counts.map((each) => store.put(each, '2026-01-01')));
      const found = await store.between('2026-01-01', '2026-01-01');
      expect(found).toHaveLength(1);
      expect(counts).toContainEqual(found[0]);
    });
  });
}
