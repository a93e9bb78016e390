import { type Account, ciphertext, type Proof } from '../../../functions/domain/account';
import {
  proofStanding,
  provedAt,
  unprovedAt,
} from '../../../functions/domain/passwords/proof-dates';
import { epochMs } from '../../../functions/domain/time';
import { bareAccount } from '../../contracts/sample-documents';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const SET = 1_767_225_600_000;
const after = (minutes: number) => epochMs(SET + minutes * MINUTE);

const account = (more: Partial<Account> = {}): Account =>
  bareAccount('1', {
    status: 'active',
    current: {
      version: 2,
      ciphertext: ciphertext('YQ=='),
      createdAt: epochMs(SET - 500),
      setAt: epochMs(SET),
    },
    lastVersion: 2,
    ...more,
  });
const proof = (result: Proof['result'], minutes: number, version = 2): Proof => ({
  version,
  result,
  at: after(minutes),
});

describe('a password is to be proved', () => {
  test('not once its stored copy was destroyed: what is known of it stays', () => {
    const { ciphertext: _, ...known } = account().current!;
    const current = { ...known, forgottenAt: after(60) };
    const lost = account({ current, proof: proof('works', 5) });
    expect(unprovedAt(lost)).toBeUndefined();
    expect(provedAt(lost)).toBeUndefined();
    expect(proofStanding(lost)).toBe('proved');
    expect(unprovedAt(account({ current }))).toBeUndefined();
    expect(proofStanding(account({ current }))).toBe('unproved');
  });

  test('a minute after it was set, whatever was known of the one before', () => {
    expect(unprovedAt(account())).toBe(after(1));
    expect(unprovedAt(account({ proof: proof('works', -10, 1) }))).toBe(after(1));
  });

  test.each([
    [1, 6],
    [7, 22],
    [25, 85],
  ])('refused %i minutes after it was set: again after %i', (refused, again) => {
    const refusedThen = account({ proof: proof('refused', refused) });
    expect(unprovedAt(refusedThen)).toBe(after(again));
    expect(provedAt(refusedThen)).toBeUndefined();
  });

  test('refused long after it was set: like one that works, some days later', () => {
    const doubted = account({ proof: proof('refused', 81) });
    expect([unprovedAt(doubted), provedAt(doubted)]).toStrictEqual([undefined, after(81)]);
    const works = account({ proof: proof('works', 1) });
    expect([unprovedAt(works), provedAt(works)]).toStrictEqual([undefined, after(1)]);
  });

  test('a day later if it could not be tried', () => {
    expect(unprovedAt(account({ proof: proof('unknown', 5) }))).toBe(epochMs(after(5) + DAY));
  });

  test('not before the moment until which runs leave the user alone', () => {
    expect(unprovedAt(account({ proofHeldUntil: after(90) }))).toBe(after(90));
    const works = account({ proof: proof('works', 1), proofHeldUntil: after(90) });
    expect([unprovedAt(works), provedAt(works)]).toStrictEqual([after(90), undefined]);
  });

  test('never without a current password, or while another may hold', () => {
    const { current: _, ...none } = account();
    expect([unprovedAt(none), provedAt(none), proofStanding(none)]).toStrictEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const open = account({
      candidates: [
        {
          version: 3,
          ciphertext: ciphertext('Yg=='),
          createdAt: after(1),
          sent: true,
          refused: false,
          purpose: 'set',
        },
      ],
    });
    expect([unprovedAt(open), provedAt(open)]).toStrictEqual([undefined, undefined]);
  });
});

test.each([
  [undefined, 'unproved'],
  [proof('works', 1, 1), 'unproved'],
  [proof('unknown', 1), 'unproved'],
  [proof('works', 1), 'proved'],
  [proof('refused', 1), 'doubted'],
])('a password with the proof %j is %s', (known, standing) => {
  expect(proofStanding(account(known ? { proof: known } : {}))).toBe(standing);
});
