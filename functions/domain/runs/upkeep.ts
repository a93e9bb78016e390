import { eachAtOnce } from '../at-once';
import { hasTurns } from '../configuration/policy-by-unit';
import { withTurn } from '../passwords/due';
import { durationMs, epochMs, later } from '../time';
import { noteOnLane } from './hold-lane';
import { type RunPorts } from './run-ports';

type UpkeepPorts = Pick<
  RunPorts,
  'accounts' | 'configurations' | 'lanes' | 'clock' | 'randomBytes' | 'unexpected'
>;

/** Calls that began under the former period have ended by then: they give no turn, or take away one that was given. */
const LONGEST_CALL_MS = durationMs(600_000);
const PAGE = 500;
const AT_ONCE = 20;

/**
 * Gives every account what a run needs to find it: the stored fields that queries use, which accounts of the
 * first release lack, and, under a rotation period, a turn, which accounts under a period of 0 lack. Who is
 * known to be in a unit with a period of 0 loses it, and everybody if no unit has another: it would count as due, or
 * come at once with the next period. Goes through all accounts once per purpose, page by page, across workers and
 * ticks, and once more when the calls have ended that began before it; returns whether it is done.
 * An account that can't be written is reported and does not stop the others.
 */
export async function upkeep(ports: UpkeepPorts, goOn: () => boolean): Promise<boolean> {
  const { accounts, configurations, lanes, clock, randomBytes } = ports;
  const { policy, periodChangedAt = 0 } = await configurations.read();
  const isAgain = clock.now() >= later(epochMs(periodChangedAt), LONGEST_CALL_MS);
  const turns = `${hasTurns(policy) ? 'turns' : 'no turns'} since ${periodChangedAt}`;
  const purpose = `release 2 with retention, ${turns}${isAgain ? ', again' : ''}`;
  const known = (await lanes.read('directory')).upkeep;
  if (known?.purpose === purpose && known.done) return true;
  let place = known?.purpose === purpose ? known.place : undefined;
  do {
    if (!goOn()) return false;
    const from = place === undefined ? {} : { pageToken: place };
    const page = await accounts.list({ limit: PAGE, ...from });
    const faults = await eachAtOnce(AT_ONCE, page.accounts, ({ userId }) =>
      accounts.transact(userId, (account) => ({
        ...(account ? { write: withTurn(account, policy, clock.now(), randomBytes) } : {}),
        result: undefined,
      })),
    );
    faults.forEach(ports.unexpected);
    place = page.nextPageToken;
    const done = place === undefined ? { done: true as const } : { place };
    await noteOnLane(ports, (lane) => ({ ...lane, upkeep: { purpose, ...done } }));
  } while (place !== undefined);
  return true;
}
