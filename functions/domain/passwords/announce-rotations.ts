import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Account } from '../account';
import { type Configuration, connectedCustomer } from '../configuration/configuration';
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

/** When to look again at a turn that has come and was not announced. */
const LOOK_AGAIN_MS = durationMs(DAY_MS);

/**
 * Tells once for each scheduled rotation that it comes, so many hours before it: an event
 * `password.rotation-due`. A schedule that is paused or not connected rotates nobody, so nothing is announced, nor
 * for users of another Workspace than the connected one, nor in a unit out of scope or without a period. Each tick
 * looks at these again while the turn is to come, since the reason may end before it, and once a day after that. Who
 * is gone or an administrator is announced: that this has ended is often found out only at the turn.
 */
export async function announceRotations(
  ports: AnnouncePorts,
  configuration: Configuration,
  goOn: () => boolean,
): Promise<void> {
  const { policy, connection } = configuration;
  const { announceHours, paused } = policy;
  if (announceHours === 0 || !hasTurns(policy) || paused || !connection) return;
  const { accounts, clock } = ports;
  const before = later(clock.now(), durationMs(announceHours * HOUR_MS));
  await forEachDated(ports, { date: 'unannouncedTurn', before }, goOn, async (seen) => {
    const id = ports.newId();
    const isToCome = (turnAt(seen) ?? 0) > clock.now();
    if (isToCome && !isRotated(seen, configuration)) return;
    await accounts.transact(seen.userId, (account) => {
      if (account === undefined) return { result: undefined };
      const from = ACCOUNT_DATES.unannouncedTurn(account);
      const turn = turnAt(account);
      if (turn === undefined || from === undefined || from > before) return { result: undefined };
      const now = clock.now();
      if (!isRotated(account, configuration)) {
        const isPutOff = turn <= now && connectedCustomer(configuration) !== undefined;
        const write = { ...account, announceFrom: later(before, LOOK_AGAIN_MS) };
        return { ...(isPutOff ? { write } : {}), result: undefined };
      }
      const { announceFrom: _, ...rest } = account;
      const { userId, primaryEmail, current } = account;
      const event: PasswordEvent = {
        id,
        type: 'password.rotation-due',
        userId,
        primaryEmail,
        ...(current ? { version: current.version } : {}),
        at: now,
      };
      return { write: { ...rest, announcedTurn: turn }, events: [event], result: undefined };
    });
  });
}

/** Whether the schedule rotates the user as the service saw them last; without a unit, that is not known. */
function isRotated(account: Account, configuration: Configuration): boolean {
  const { policy } = configuration;
  const { orgUnitPath: unit } = account;
  if (isForeign(account, configuration) || policyFor(policy, unit).periodDays === 0) return false;
  return unit === undefined || inScope(unit, policy.orgUnitPaths);
}
