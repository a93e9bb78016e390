import { type Account } from '../account';
import { heldTurn } from '../devices/devices-behind';
import { type EpochMs, latest } from '../time';
import { turnAt, turnDueAt, unfinishedAt } from './due-dates';
import { keptSince } from './retention';

/** The moments by which a tick finds accounts besides those of runs. Each has an index. Absent: not found. */
export const ACCOUNT_DATES = {
  /** When to try a rotation that a call asked for and that is not done yet. */
  rotationAskedAt: (account) =>
    account.askedRotation === undefined ? undefined : unfinishedAt(account),
  /** Since when the policy's rotation has been due that waits for devices. */
  heldTurn,
  /** When the policy's rotation is due that was not announced yet, or when to look at it as if it were. */
  unannouncedTurn: (account) => {
    const due = account.current && turnDueAt(account);
    if (due === undefined || turnAt(account) === account.announcedTurn) return undefined;
    return latest(account.announceFrom, due);
  },
  /** Since when the copy of the current password has been stored. */
  keptSince,
} as const satisfies Readonly<Record<string, (account: Account) => EpochMs | undefined>>;

export type AccountDate = keyof typeof ACCOUNT_DATES;

export const ACCOUNT_DATE_NAMES = Object.keys(ACCOUNT_DATES) as readonly AccountDate[];
