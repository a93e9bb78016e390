import { type AccountStore } from '../../ports/account-store';
import { type Clock } from '../../ports/clock';
import { type Account, type OwnBind } from '../account';
import { durationMs, type EpochMs, SECOND_MS, until } from '../time';
import { type LivePassword } from './issue-password';

/** All binds share one pace, and somebody who repeats their own takes the places of others. */
const OWN_BINDS_A_MINUTE = 4;

const MINUTE_MS = durationMs(60 * SECOND_MS);

/** Binds that the person asked for within the last minute; those of a clock far ahead count no longer. */
const lately = ({ ownBinds = [] }: Account, now: EpochMs): readonly OwnBind[] =>
  ownBinds.filter(({ at }) => until(at, now) < MINUTE_MS && until(now, at) < MINUTE_MS);

/**
 * Counts a bind that a person asks for in self-service, before a place of the shared pace is taken for it. False:
 * there were enough of this password within the last minute.
 */
export const takeOwnBind = (
  { accounts, clock }: { readonly accounts: Pick<AccountStore, 'transact'>; readonly clock: Clock },
  { userId, current: { version } }: LivePassword['account'],
): Promise<boolean> =>
  accounts.transact<boolean>(userId, (stored) => {
    if (stored === undefined) return { result: false };
    const now = clock.now();
    const binds = lately(stored, now);
    const ofThis = binds.filter((bind) => bind.version === version);
    if (ofThis.length >= OWN_BINDS_A_MINUTE) return { result: false };
    return { write: { ...stored, ownBinds: [...binds, { version, at: now }] }, result: true };
  });
