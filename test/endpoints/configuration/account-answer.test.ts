import {
  type Account,
  type AccountStatus,
  ciphertext,
  userId,
} from '../../../functions/domain/account';
import { DEFAULT_POLICY } from '../../../functions/domain/configuration/policy';
import { epochMs } from '../../../functions/domain/time';
import { accountAnswer } from '../../../functions/endpoints/configuration/account-answer';

const failing = (status: AccountStatus): Account => ({
  userId: userId('100000000000000000001'),
  primaryEmail: 'alice@example.com',
  status,
  candidates: [],
  lastVersion: 1,
  revision: 1,
  lastFailure: { code: 'google-unavailable', at: epochMs(0), attempts: 5 },
  rotationRequests: [],
});

test.each([
  ['active', 'Nothing. The service tries again automatically.'],
  ['parked', 'Rotate this user’s password now.'],
] as const)('a failure of an account that is %s says who has to act', (status, fix) => {
  expect(accountAnswer(failing(status), DEFAULT_POLICY).lastFailure).toStrictEqual({
    code: 'google-unavailable',
    message: 'Google was temporarily unavailable.',
    fix,
    at: '1970-01-01T00:00:00.000Z',
    attempts: 5,
  });
});

test('the last proof is shown of an account that has a password', () => {
  const proof = { version: 3, result: 'works', at: epochMs(1_000) } as const;
  const current = {
    version: 3,
    ciphertext: ciphertext('c2VhbGVk'),
    createdAt: epochMs(0),
    setAt: epochMs(0),
  };
  expect(
    accountAnswer({ ...failing('active'), current, proof }, DEFAULT_POLICY).proof,
  ).toStrictEqual({
    result: 'works',
    code: undefined,
    at: '1970-01-01T00:00:01.000Z',
    version: 3,
  });
  expect(accountAnswer({ ...failing('revoked'), proof }, DEFAULT_POLICY).proof).toBeUndefined();
});
