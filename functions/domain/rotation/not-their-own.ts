import { isTenantFailure } from '../configuration/circuit';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { type Known, type Met, type Noted } from './met';
import { type Refusals, type UsersCall } from './refusals';

/** Whether a failure is this user's own, and needs no judgement of others' answers. */
export const isOwn = (failure: GoogleFailure): boolean =>
  !isTenantFailure(failure) && !isQuotaFailure(failure) && failure.code !== 'not-authorized';

/**
 * What a failure means that is not, or may not be, this user's own: the connection's, Google's limits, or
 * a right that is missing. Undefined: it is.
 */
export function notTheirOwn(
  refusals: Refusals,
  failure: GoogleFailure,
  {
    call,
    account,
    putOff,
    noted,
  }: Pick<Known, 'account' | 'putOff'> & {
    readonly call: UsersCall;
    readonly noted: Noted;
  },
): Met | undefined {
  if (isOwn(failure)) return undefined;
  if (isTenantFailure(failure)) return { kind: 'broken', failure };
  if (isQuotaFailure(failure)) return { kind: 'throttled' };
  return { kind: 'refused', noted, known: refusals.refused(call, account, putOff) };
}
