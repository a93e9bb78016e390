import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Account } from '../account';
import { eachAtOnce } from '../at-once';
import { type EpochMs } from '../time';

const PAGE = 500;
const AT_ONCE = 20;

type ReissuePorts = {
  readonly accounts: AccountStore;
  readonly clock: Clock;
  readonly unexpected: (error: unknown) => void;
};

/**
 * Makes a new password due at once for every account that drifted, unless one is due or it is contested. A user
 * whose record can't be written holds up nobody else.
 */
export async function reissueDrifted(
  { accounts, clock, unexpected }: ReissuePorts,
  goOn: () => boolean,
): Promise<void> {
  const faults: unknown[] = [];
  let place: string | undefined;
  do {
    if (!goOn()) break;
    const from = place === undefined ? {} : { pageToken: place };
    const page = await accounts.drifted({ limit: PAGE, ...from });
    const now = clock.now();
    const unwritten = await eachAtOnce(AT_ONCE, page.accounts.filter(lacksWish), ({ userId }) =>
      accounts.transact(userId, (stored) => ({
        ...(stored && lacksWish(stored) ? { write: withWish(stored, now) } : {}),
        result: undefined,
      })),
    );
    faults.push(...unwritten);
    place = page.nextPageToken;
  } while (place !== undefined);
  if (faults.length > 0) unexpected(faults[0]);
}

const lacksWish = ({ drift, wantedSince, status }: Account): boolean =>
  drift !== undefined && !drift.contested && wantedSince === undefined && status !== 'revoked';

const withWish = (account: Account, now: EpochMs): Account => ({
  ...account,
  wantedSince: now,
  retryAt: now,
});
