import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Configuration, connectedCustomer } from '../configuration/configuration';
import { type Policy } from '../configuration/policy';
import { hasTurns, policyFor } from '../configuration/policy-by-unit';
import { type PasswordEvent } from '../event';
import { durationMs, HOUR_MS, later } from '../time';
import { ACCOUNT_DATES } from './account-dates';
import { type DatedPorts, forEachDated } from './each-dated';
import { inScope } from '../user';
import { isForeign } from './seen-user';

type AnnouncePorts = DatedPorts & {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly newId: () => string;
};

/**
 * Tells once for each scheduled rotation that it comes, so many hours before it: an event
 * `password.rotation-due`. A schedule that is paused or not connected rotates nobody, so nothing is announced, nor
 * for users of another Workspace than the connected one, nor in a unit out of scope or without a period.
 */
export async function announceRotations(
  ports: AnnouncePorts,
  configuration: Configuration,
  goOn: () => boolean,
): Promise<void> {
  const { policy, connection } = configuration;
  const { announceHours, paused } = policy;
  const isKnown = connectedCustomer(configuration) !== undefined;
  if (announceHours === 0 || !hasTurns(policy) || paused || !connection) return;
  const { accounts, clock } = ports;
  const before = later(clock.now(), durationMs(announceHours * HOUR_MS));
  await forEachDated(ports, { date: 'unannouncedTurn', before }, goOn, ({ userId }) => {
    const id = ports.newId();
    return accounts.transact(userId, (account) => {
      if (account === undefined) return { result: undefined };
      const turn = ACCOUNT_DATES.unannouncedTurn(account);
      if (turn === undefined || turn > before) return { result: undefined };
      const write = { ...account, announcedTurn: turn };
      if (isForeign(account, configuration))
        return { ...(isKnown ? { write } : {}), result: undefined };
      if (!isRotatedIn(account.orgUnitPath, policy)) return { write, result: undefined };
      const { primaryEmail, current } = account;
      const event: PasswordEvent = {
        id,
        type: 'password.rotation-due',
        userId,
        primaryEmail,
        ...(current ? { version: current.version } : {}),
        at: clock.now(),
      };
      return { write, events: [event], result: undefined };
    });
  });
}

/** `unit`: where the service saw the user last; undefined: that is not known. */
const isRotatedIn = (unit: string | undefined, policy: Policy): boolean =>
  policyFor(policy, unit).periodDays > 0 &&
  (unit === undefined || inScope(unit, policy.orgUnitPaths));
