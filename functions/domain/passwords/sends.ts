import { type Account, type Send } from '../account';
import { DAY_MS, durationMs, earlier, type EpochMs, later, latest } from '../time';

/** How long a call is remembered: an activity may be reported two days late, and is read within a day of that. */
const KEPT_MS = durationMs(4 * DAY_MS);

/**
 * How far Google's clock and the moment that it notes for a change may be from ours. Calls that are no further
 * apart are remembered as one, so their number stays small.
 */
export const SEND_SLACK_MS = durationMs(300_000);

/** The remembered calls with one that begins. While its claim lasts, it is the last of them. */
export const withSendBegun = (sends: readonly Send[] | undefined, send: Send): readonly Send[] => [
  ...(sends ?? [])
    .filter(({ until }) => until >= earlier(send.from, KEPT_MS))
    .reduce<readonly Send[]>(joined, []),
  send,
];

/** The remembered calls, now that it is known when the last of them could last have arrived. */
export function withSendEnded(sends: readonly Send[] | undefined, until: EpochMs): readonly Send[] {
  const last = sends?.at(-1);
  return sends && last ? [...sends.slice(0, -1), { ...last, until }] : [];
}

function joined(done: readonly Send[], send: Send): readonly Send[] {
  const last = done.at(-1);
  if (last === undefined || send.from > later(last.until, SEND_SLACK_MS)) return [...done, send];
  return [...done.slice(0, -1), { from: last.from, until: latest(last.until, send.until) }];
}

/** Whether one of our calls may have changed the password at that moment of Google's clock. */
export const maySendAt = (account: Account, at: EpochMs): boolean =>
  [...(account.sends ?? []), ...sendsOfRelease1(account)].some(
    ({ from, until }) => at >= earlier(from, SEND_SLACK_MS) && at <= later(until, SEND_SLACK_MS),
  );

/** The calls that an earlier release made without remembering them, as far as the passwords show. */
const sendsOfRelease1 = ({ current, candidates, quarantineUntil }: Account): Send[] => [
  ...(current ? [{ from: current.createdAt, until: current.setAt }] : []),
  ...candidates.map(({ createdAt }) => ({
    from: createdAt,
    until: latest(quarantineUntil, createdAt),
  })),
];
