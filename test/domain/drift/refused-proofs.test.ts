import { type Account, type Proof } from '../../../functions/domain/account';
import {
  notedProof,
  proofAfter,
  trustedSince,
} from '../../../functions/domain/drift/refused-proofs';
import { epochMs } from '../../../functions/domain/time';
import { bareAccount, fullAccount } from '../../contracts/sample-documents';

const MINUTE = 60_000;
const at = (minutes: number) => epochMs(minutes * MINUTE);
const proof = (result: Proof['result'], minutes: number, more: Partial<Proof> = {}): Proof => ({
  version: 1,
  result,
  at: at(minutes),
  ...more,
});
const GOOD = { isNamed: true, trusted: at(0) } as const;
const after = (proofs: readonly Proof[], judging = GOOD): Proof | undefined =>
  proofs.reduce<Proof | undefined>((known, next) => proofAfter(known, next, judging), undefined);

describe('refusals in a row of one version', () => {
  test.each<[string, readonly Proof[], Proof['refusals']]>([
    ['begin after it worked', [proof('works', 1), proof('refused', 2)], { first: at(2), count: 1 }],
    [
      'go on over binds that said nothing',
      [proof('works', 1), proof('refused', 2), proof('unknown', 3), proof('refused', 4)],
      { first: at(2), count: 2 },
    ],
    [
      'end with one that works',
      [proof('works', 1), proof('refused', 2), proof('works', 3)],
      undefined,
    ],
    ['are none before it has worked', [proof('refused', 1), proof('refused', 2)], undefined],
    [
      'are not those of another version',
      [proof('works', 1), proof('refused', 2, { version: 2 })],
      undefined,
    ],
    [
      'count a bind once that the store writes twice',
      [proof('works', 1), proof('refused', 2), proof('refused', 2)],
      { first: at(2), count: 1 },
    ],
    [
      'begin anew after a clock that ran ahead',
      [proof('works', 1), proof('refused', 99_999), proof('refused', 4)],
      { first: at(4), count: 1 },
    ],
  ])('%s', (_name, proofs, refusals) => {
    expect(after(proofs)?.refusals).toStrictEqual(refusals);
  });

  test('do not count without a fresh name, and stay as they were', () => {
    const known = after([proof('works', 1), proof('refused', 2)]);
    const next = proofAfter(known, proof('refused', 3), { ...GOOD, isNamed: false });
    expect(next).toStrictEqual(
      proof('refused', 3, { hasWorked: true, refusals: { first: at(2), count: 1 } }),
    );
  });

  test('begin anew if what was counted says nothing of the user', () => {
    const refused = [2, 40, 70, 75].map((minutes) => proof('refused', minutes));
    const judging = { ...GOOD, trusted: at(50) };
    expect(after([proof('works', 1), ...refused], judging)?.refusals).toStrictEqual({
      first: at(75),
      count: 1,
    });
  });
});

describe('an account drifts', () => {
  const refused = proof('refused', 62, { hasWorked: true, refusals: { first: at(2), count: 3 } });
  const account: Account = bareAccount('1', {
    status: 'active',
    current: { ...fullAccount.current!, version: 1 },
    proof: refused,
  });
  const judging = { ...GOOD, now: at(62), eventIds: ['drifted', 'parked'] } as const;

  test('at the third refusal after an hour', () => {
    expect(notedProof(account, judging)).toMatchObject({
      write: {
        drift: { at: at(2), source: 'proof' },
        foreignChanges: [{ id: 'proof 1', at: at(2) }],
      },
      events: [{ id: 'drifted', type: 'password.drifted', version: 1, at: at(62) }],
    });
  });

  test.each<[string, Partial<Account>, Partial<typeof judging> | { readonly trusted: undefined }]>([
    ['before an hour is over', { proof: { ...refused, at: epochMs(at(62) - 1) } }, {}],
    ['at the second', { proof: { ...refused, refusals: { first: at(2), count: 2 } } }, {}],
    ['twice', { drift: { at: at(1), source: 'activity-log' } }, {}],
    ['for refusals from before the connection is trusted', {}, { trusted: at(2) }],
    ['while the connection is not trusted', {}, { trusted: undefined }],
    ['for another version', { current: { ...fullAccount.current!, version: 2 } }, {}],
  ])('but not %s', (_name, more, judgedBy) => {
    expect(notedProof({ ...account, ...more }, { ...judging, ...judgedBy })).toStrictEqual({});
  });
});

describe('refusals are trusted', () => {
  const uploadedAt = at(10);
  test.each([
    [{ worked: true }, at(10)],
    [{ worked: true, manyRefusedAt: at(20) }, at(20)],
    [{ worked: true, manyRefusedAt: at(999) }, at(10)], // of a clock that ran ahead
    [{ worked: true, manyRefusedAt: at(20), failure: 'refused' as const }, undefined],
    [{ worked: false }, undefined],
  ])('with %j from %s on', (binds, since) => {
    expect(trustedSince({ binds, uploadedAt }, at(100))).toBe(since);
  });
});
