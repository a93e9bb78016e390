import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type ConfigurationStore } from '../../ports/configuration-store';
import { type DailyCountsStore } from '../../ports/daily-counts-store';
import { connectedCustomer } from '../configuration/configuration';
import { type DailyCounts, type Day, keptDays } from './daily-counts';
import { isAnotherKept } from './other-workspaces';

export type CountHistoryPorts = {
  readonly accounts: Pick<AccountStore, 'workspaces'>;
  readonly configurations: Pick<ConfigurationStore, 'read'>;
  readonly dailyCounts: DailyCountsStore;
  readonly clock: Clock;
};

/** The counts of the connected Workspace on the days that are kept. */
export type CountHistory = {
  /** The kept days, oldest first; the last one is the present day. */
  readonly days: readonly Day[];
  /** At most one of each day, oldest first. A day without one was not counted. */
  readonly counts: readonly DailyCounts[];
  /** No day is counted at present, since passwords of another Workspace are kept too. */
  readonly isHeld: boolean;
  /** Whether Secure LDAP is connected, without which no password is proved. */
  readonly isProving: boolean;
};

/** Undefined: no Workspace is known to be connected. */
export async function countHistory(ports: CountHistoryPorts): Promise<CountHistory | undefined> {
  const configuration = await ports.configurations.read();
  const customerId = connectedCustomer(configuration);
  if (customerId === undefined) return undefined;
  const days = keptDays(ports.clock.now());
  const [all, isHeld] = await Promise.all([
    ports.dailyCounts.between(days[0] ?? '', days.at(-1) ?? ''),
    isAnotherKept(ports, customerId),
  ]);
  const counts = all.filter((each) => each.customerId === customerId);
  return { days, counts, isHeld, isProving: configuration.secureLdap !== undefined };
}
