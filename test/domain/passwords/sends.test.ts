import { type Account, ciphertext, userId } from '../../../functions/domain/account';
import { maySendAt, withSendBegun, withSendEnded } from '../../../functions/domain/passwords/sends';
import { epochMs } from '../../../functions/domain/time';

const MINUTE = 60_000;
const send = (from: number, until: number) => ({ from: epochMs(from), until: epochMs(until) });
const account: Account = {
  userId: userId('101'),
  primaryEmail: 'alice@example.com',
  status: 'active',
  candidates: [],
  lastVersion: 1,
  rotationRequests: [],
  revision: 1,
};

test('calls up to five minutes apart are remembered as one, older than four days not at all', () => {
  const calls = [
    send(0, 1),
    send(1_000 * MINUTE, 1_001 * MINUTE),
    send(1_006 * MINUTE, 1_007 * MINUTE),
  ];
  expect(withSendBegun(calls, send(5_762 * MINUTE, 5_780 * MINUTE))).toStrictEqual([
    send(1_000 * MINUTE, 1_007 * MINUTE),
    send(5_762 * MINUTE, 5_780 * MINUTE),
  ]);
});

test('a call that ended is remembered until it could last have arrived', () => {
  const begun = withSendBegun(undefined, send(0, 20 * MINUTE));
  expect(withSendEnded(begun, epochMs(7))).toStrictEqual([send(0, 7)]);
});

test('a moment within five minutes of a call may be ours', () => {
  const known = { ...account, sends: [send(100 * MINUTE, 101 * MINUTE)] };
  const at = [95, 94.9, 106, 106.1].map((minutes) => maySendAt(known, epochMs(minutes * MINUTE)));
  expect(at).toStrictEqual([true, false, true, false]);
});

test('the call of an earlier release is known by its password', () => {
  const setAt = epochMs(100 * MINUTE);
  const current = { version: 1, ciphertext: ciphertext('one'), createdAt: setAt, setAt };
  expect(maySendAt({ ...account, current }, epochMs(104 * MINUTE))).toBe(true);
  expect(maySendAt({ ...account, current }, epochMs(106 * MINUTE))).toBe(false);
});
