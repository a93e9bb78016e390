import { type Connection, isDelegated } from '../../domain/configuration/configuration';
import { type GoogleFailure, type GoogleFailureCode } from '../../domain/google-failure';

/**
 * Where no administrator is acted as, the same answer of Google is about the service account. What could only
 * concern a delegation has no known cause then.
 */
const OF_THE_ACCOUNT: Readonly<Partial<Record<GoogleFailureCode, GoogleFailureCode>>> = {
  'account-gone': 'service-account-gone',
  'admin-unknown': 'service-account-gone',
  'admin-suspended': 'client-disabled',
  'admin-malformed': 'token-refused',
  'delegation-missing': 'token-refused',
  'scope-refused': 'token-refused',
  'scope-insufficient': 'token-refused',
};

/** The failure as it is meant of this connection. */
export const meantOf = (connection: Connection, failure: GoogleFailure): GoogleFailure =>
  isDelegated(connection)
    ? failure
    : { ...failure, code: OF_THE_ACCOUNT[failure.code] ?? failure.code };
