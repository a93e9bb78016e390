import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type DailyCountsStore } from '../../ports/daily-counts-store';
import { connectedCustomer, type Configuration } from '../configuration/configuration';
import { type EpochMs } from '../time';
import { AGE_BANDS, type AgeBand, dayOf, keptDays, madeIn } from './daily-counts';
import { isAnotherKept } from './other-workspaces';

export type CountTodayPorts = {
  readonly accounts: Pick<
    AccountStore,
    'countMade' | 'countByProof' | 'countBehind' | 'workspaces'
  >;
  readonly dailyCounts: DailyCountsStore;
  readonly clock: Clock;
};

/**
 * Counts passwords and devices for the pictures, at the first tick of each day in UTC. Repeated and overlapping calls
 * write nearly the same numbers for the same day. Not counted: while no Workspace is known to be connected,
 * and while passwords of another one are kept, since the counts would mix both.
 */
export async function countToday(
  ports: CountTodayPorts,
  configuration: Configuration,
): Promise<void> {
  const { accounts, dailyCounts, clock } = ports;
  const customerId = connectedCustomer(configuration);
  if (customerId === undefined) return;
  const now = clock.now();
  const day = dayOf(now);
  const [counted] = await dailyCounts.between(day, day);
  if (counted?.customerId === customerId) return;
  if (await isAnotherKept(ports, customerId)) return;
  const [ages, proofs, devicesBehind] = await Promise.all([
    countAges(ports, now),
    accounts.countByProof(),
    accounts.countBehind(),
  ]);
  await dailyCounts.put({ day, customerId, ages, proofs, devicesBehind }, keptDays(now)[0] ?? day);
}

async function countAges(
  { accounts }: CountTodayPorts,
  now: EpochMs,
): Promise<Record<AgeBand, number>> {
  const counts = await Promise.all(AGE_BANDS.map((band) => accounts.countMade(madeIn(band, now))));
  const entries = AGE_BANDS.map((band, index) => [band, counts[index] ?? 0]);
  return Object.fromEntries(entries) as Record<AgeBand, number>;
}
