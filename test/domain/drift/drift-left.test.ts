import { type Account, ciphertext, type Drift, userId } from '../../../functions/domain/account';
import { claimPassword } from '../../../functions/domain/passwords/password-claim';
import { finishPassword } from '../../../functions/domain/passwords/password-finish';
import { epochMs } from '../../../functions/domain/time';

const HOUR = 3_600_000;
const drift = (at: number): Drift => ({ at: epochMs(at), source: 'activity-log' });
const setAt = epochMs(0);
const account: Account = {
  userId: userId('101'),
  primaryEmail: 'alice@example.com',
  status: 'active',
  current: { version: 1, ciphertext: ciphertext('one'), createdAt: setAt, setAt },
  candidates: [],
  lastVersion: 1,
  rotationRequests: [],
  revision: 1,
};

/** Rotates the password; `between` is what happens to the account while Google is called. */
function rotated(before: Account, between: (account: Account) => Account): Account | undefined {
  const { result: claim } = claimPassword(before, {
    userId: before.userId,
    primaryEmail: before.primaryEmail,
    holder: 'h1',
    now: epochMs(HOUR),
    purpose: 'set',
    customerId: null,
    wanted: () => true,
    fresh: { version: 2, ciphertext: ciphertext('two') },
    askedBy: 'mdm@example.com',
  });
  if (claim.kind !== 'claimed') throw new Error(claim.kind);
  return finishPassword(between(claim.account), {
    claim,
    outcome: { kind: 'applied' },
    now: epochMs(HOUR + 1_000),
  }).write;
}

test('a rotation ends a change by somebody else that was known when it began', () => {
  expect(rotated({ ...account, drift: drift(HOUR - 1) }, (same) => same)).not.toHaveProperty(
    'drift',
  );
});

test('a change that is found out during a rotation may have come after it, and stays', () => {
  const found = drift(HOUR + 500);
  expect(rotated(account, (same) => ({ ...same, drift: found }))?.drift).toStrictEqual(found);
});

test('a change that is found out during a rotation and is old enough came before it', () => {
  const found = drift(HOUR - 400_000);
  expect(rotated(account, (same) => ({ ...same, drift: found }))).not.toHaveProperty('drift');
});
