import { type Account, userId } from '../../../functions/domain/account';
import { emptyAccount } from '../../../functions/domain/passwords/password-claim';
import { mayBind, withBindBegun, withBindCounted } from '../../../functions/domain/passwords/proof';
import { epochMs } from '../../../functions/domain/time';
import { type BindOutcome } from '../../../functions/ports/password-prover';

const FRESH = emptyAccount({
  userId: userId('1'),
  primaryEmail: 'a@example.com',
  customerId: null,
});

/** The account after five binds with this outcome, a second apart, or as many as may be made. */
function after(outcome: BindOutcome): Account {
  let account: Account = FRESH;
  for (let count = 0; count < 5; count += 1) {
    const begunAt = epochMs(1_000 * count);
    if (!mayBind(account, begunAt)) return account;
    account = withBindBegun(account, begunAt);
    account = withBindCounted(account, { begunAt, outcome, now: begunAt });
  }
  return account;
}

describe('binds of a user that count for an hour', () => {
  it.each<[string, BindOutcome]>([
    ['Google refused', { result: 'refused' }],
    [
      'had no answer: Google may have refused them',
      { result: 'unknown', failure: 'ldap-silent', sent: true },
    ],
  ])('those that %s', (_name, outcome) => {
    expect(after(outcome).refusedBinds).toStrictEqual([0, 1_000, 2_000, 3_000]);
  });

  it.each<[string, BindOutcome]>([
    ['worked', { result: 'works' }],
    [
      'Google answered without a look at the password',
      { result: 'unknown', failure: 'ldap-not-allowed' },
    ],
    ['never went out', { result: 'unknown', failure: 'ldap-silent' }],
  ])('not those that %s', (_name, outcome) => {
    expect(after(outcome)).not.toHaveProperty('refusedBinds');
  });
});
