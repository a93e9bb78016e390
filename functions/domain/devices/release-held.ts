import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Policy } from '../configuration/policy';
import { type DatedPorts, forEachDated } from '../passwords/each-dated';
import { DAY_MS, durationMs, earlier } from '../time';
import { withFreed } from './devices-behind';

/** How long the policy's rotation waits for a device that lacks the current password. */
export const holdOf = ({ holdForDevices }: Pick<Policy, 'holdForDevices'>) =>
  durationMs(holdForDevices * DAY_MS);

/** Lets rotations go on that have waited for devices as long as the policy allows now. */
export const releaseHeld = (
  ports: DatedPorts & { readonly accounts: AccountStore; readonly clock: Clock },
  policy: Pick<Policy, 'holdForDevices'>,
  goOn: () => boolean,
): Promise<unknown> =>
  forEachDated(
    ports,
    { date: 'heldTurn', before: earlier(ports.clock.now(), holdOf(policy)) },
    goOn,
    ({ userId }) =>
      ports.accounts.transact(userId, (account) => {
        if (account === undefined) return { result: undefined };
        const { heldForDevices: _, ...write } = account;
        return { write: withFreed(account, write, ports.clock.now()), result: undefined };
      }),
  );
