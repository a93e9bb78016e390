import { type Account } from '../account';
import { eachAtOnce } from '../at-once';
import { type RandomBytes } from '../passwords/password';
import { spreadTurn } from '../passwords/due';
import { type EpochMs } from '../time';
import { type RunPorts } from './run-ports';

type UpkeepPorts = Pick<
  RunPorts,
  'accounts' | 'configurations' | 'lanes' | 'clock' | 'randomBytes' | 'unexpected'
>;

const PAGE = 500;
const AT_ONCE = 20;

/**
 * Gives every account what a run needs to find it: the stored fields that queries use, which accounts of the
 * first release lack, and, under a rotation period, a turn, which accounts under a period of 0 lack. Goes
 * through all accounts once per purpose, page by page, across workers and ticks; returns whether it is done.
 * An account that can't be written is reported and does not stop the others.
 */
export async function upkeep(ports: UpkeepPorts, goOn: () => boolean): Promise<boolean> {
  const { accounts, configurations, lanes, clock } = ports;
  const { policy, periodChangedAt = 0 } = await configurations.read();
  const turns = policy.periodDays > 0 ? `, turns since ${periodChangedAt}` : '';
  const purpose = `release 2 with retention${turns}`;
  const known = (await lanes.read('directory')).upkeep;
  if (known?.purpose === purpose && known.done) return true;
  let place = known?.purpose === purpose ? known.place : undefined;
  do {
    if (!goOn()) return false;
    const from = place === undefined ? {} : { pageToken: place };
    const page = await accounts.list({ limit: PAGE, ...from });
    const now = clock.now();
    const faults = await eachAtOnce(AT_ONCE, page.accounts, ({ userId }) =>
      accounts.transact(userId, (account) => ({
        ...(account ? { write: withTurn(account, policy.periodDays, now, ports.randomBytes) } : {}),
        result: undefined,
      })),
    );
    faults.forEach(ports.unexpected);
    place = page.nextPageToken;
    const done = place === undefined ? { done: true as const } : { place };
    await lanes.transact('directory', (lane) => ({
      write: { ...lane, upkeep: { purpose, ...done } },
      result: undefined,
    }));
  } while (place !== undefined);
  return true;
}

function withTurn(
  account: Account,
  periodDays: number,
  now: EpochMs,
  randomBytes: RandomBytes,
): Account {
  const lacksTurn = account.current !== undefined && account.nextRotationAt === undefined;
  if (!lacksTurn || periodDays === 0) return account;
  return { ...account, nextRotationAt: spreadTurn(periodDays, now, randomBytes) };
}
