import { type AccountAnswer } from '../../api/account';
import { type Account, passwordOf } from '../../domain/account';
import { accountFailureText } from '../../domain/account-failures';
import { type Policy } from '../../domain/configuration/policy';
import { turnShown } from '../../domain/passwords/due';
import { type EpochMs, rfc3339, rfc3339OrNone } from '../../domain/time';
import { deviceAnswers } from '../passwords/device-answers';
import { driftAnswer } from '../passwords/drift-answer';
import { proofAnswer } from '../passwords/proof-answer';
import { type FoundAccounts, type UnreadableRecord } from '../../ports/account-store';

/**
 * The accounts that were found. Unreadable records come first, with nothing but the fact that they are
 * unreadable.
 */
export const accountAnswers = (
  { accounts, unreadable }: FoundAccounts,
  policy: Policy,
  now: EpochMs,
): AccountAnswer[] => [
  ...unreadable.map((record) => unreadableAnswer(record, now)),
  ...accounts.map((account) => accountAnswer(account, policy)),
];

function unreadableAnswer({ userId, primaryEmail }: UnreadableRecord, now: EpochMs): AccountAnswer {
  const status = 'unreadable';
  const code = 'record-unreadable';
  const failure = { code, ...accountFailureText({ code, status }), at: rfc3339(now), attempts: 1 };
  return { userId, primaryEmail: primaryEmail ?? '', status, lastFailure: failure };
}

/** Lists every field, so that a field added to an account is not shown unintentionally. */
export function accountAnswer(account: Account, policy: Policy): AccountAnswer {
  const { userId, primaryEmail, status, current, retryAt, lastFailure, proof } = account;
  return {
    userId,
    primaryEmail,
    status,
    version: current?.version,
    setAt: current && rfc3339(current.setAt),
    forgottenAt: rfc3339OrNone(current?.forgottenAt),
    customerId: passwordOf(account),
    nextRotationAt: rfc3339OrNone(turnShown(account, policy, account)),
    retryAt: rfc3339OrNone(retryAt),
    lastFailure: lastFailure && failureAnswer(lastFailure, status),
    proof: current && proof && proofAnswer(proof),
    drift: driftAnswer(account),
    devices: account.devices && deviceAnswers(account),
  };
}

const failureAnswer = (
  { code, at, attempts }: NonNullable<Account['lastFailure']>,
  status: Account['status'],
): NonNullable<AccountAnswer['lastFailure']> => ({
  code,
  ...accountFailureText({ code, status }),
  at: rfc3339(at),
  attempts,
});
