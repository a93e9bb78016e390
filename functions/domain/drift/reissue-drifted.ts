import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Account } from '../account';
import { mapAtOnce } from '../at-once';
import { type EpochMs } from '../time';

const PAGE = 500;
const AT_ONCE = 20;

/** Makes a new password due at once for every account that drifted, unless one is due or it is contested. */
export async function reissueDrifted(
  { accounts, clock }: { readonly accounts: AccountStore; readonly clock: Clock },
  goOn: () => boolean,
): Promise<void> {
  let place: string | undefined;
  do {
    if (!goOn()) return;
    const from = place === undefined ? {} : { pageToken: place };
    const page = await accounts.drifted({ limit: PAGE, ...from });
    const now = clock.now();
    await mapAtOnce(AT_ONCE, page.accounts.filter(lacksWish), ({ userId }) =>
      accounts.transact(userId, (stored) => ({
        ...(stored && lacksWish(stored) ? { write: withWish(stored, now) } : {}),
        result: undefined,
      })),
    );
    place = page.nextPageToken;
  } while (place !== undefined);
}

const lacksWish = ({ drift, wantedSince, status }: Account): boolean =>
  drift !== undefined && !drift.contested && wantedSince === undefined && status !== 'revoked';

const withWish = (account: Account, now: EpochMs): Account => ({
  ...account,
  wantedSince: now,
  retryAt: now,
});
