import { type BindFailure } from '../../domain/proofs/bind-failure';
import { type BindOutcome } from '../../ports/password-prover';

/** LDAP's result codes (RFC 4511, 4.1.9) that say why a bind told nothing of the password. */
const FAILURES: Readonly<Record<number, BindFailure>> = {
  2: 'ldap-protocol',
  7: 'ldap-protocol',
  11: 'ldap-quota',
  34: 'ldap-name',
  48: 'ldap-certificate',
  50: 'ldap-not-allowed',
  51: 'ldap-busy',
  52: 'ldap-unavailable',
  53: 'ldap-unwilling',
};

const INVALID_CREDENTIALS = 49;

/** The outcome of a bind that was answered with a code other than 0. */
export const bindOutcome = (code: number): BindOutcome =>
  code === INVALID_CREDENTIALS
    ? { result: 'refused' }
    : { result: 'unknown', failure: FAILURES[code] ?? 'ldap-other' };
