import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Configuration, connectedCustomer } from '../configuration/configuration';
import { type Policy } from '../configuration/policy';
import { hasTurns, policyFor } from '../configuration/policy-by-unit';
import { type PasswordEvent } from '../event';
import { DAY_MS, durationMs, HOUR_MS, later } from '../time';
import { ACCOUNT_DATES } from './account-dates';
import { turnAt } from './due-dates';
import { type DatedPorts, forEachDated } from './each-dated';
import { inScope } from '../user';
import { isForeign } from './seen-user';

type AnnouncePorts = DatedPorts & {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly newId: () => string;
};

/** When to look again at a turn that was not announced and is still to come. At one that has come: after a day. */
const LOOK_AGAIN_MS = durationMs(HOUR_MS);

/**
 * Tells once for each scheduled rotation that it comes, so many hours before it: an event
 * `password.rotation-due`. A schedule that is paused or not connected rotates nobody, so nothing is announced, nor
 * for users of another Workspace than the connected one, nor in a unit out of scope or without a period. These are
 * looked at again: the reason may end before the turn.
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
      const from = ACCOUNT_DATES.unannouncedTurn(account);
      const turn = turnAt(account);
      if (turn === undefined || from === undefined || from > before) return { result: undefined };
      const now = clock.now();
      const putOff = {
        ...account,
        announceFrom: later(before, turn > now ? LOOK_AGAIN_MS : DAY_MS),
      };
      if (isForeign(account, configuration))
        return { ...(isKnown ? { write: putOff } : {}), result: undefined };
      if (!isRotatedIn(account.orgUnitPath, policy)) return { write: putOff, result: undefined };
      const { announceFrom: _, ...rest } = account;
      const write = { ...rest, announcedTurn: turn };
      const { primaryEmail, current } = account;
      const event: PasswordEvent = {
        id,
        type: 'password.rotation-due',
        userId,
        primaryEmail,
        ...(current ? { version: current.version } : {}),
        at: now,
      };
      return { write, events: [event], result: undefined };
    });
  });
}

/** `unit`: where the service saw the user last; undefined: that is not known. */
const isRotatedIn = (unit: string | undefined, policy: Policy): boolean =>
  policyFor(policy, unit).periodDays > 0 &&
  (unit === undefined || inScope(unit, policy.orgUnitPaths));
