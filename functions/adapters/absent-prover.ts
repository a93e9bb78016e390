import { type PasswordProver } from '../ports/password-prover';

/** For a platform without a way to Secure LDAP: no server can be reached. */
export const absentProver: PasswordProver = {
  connect: () => Promise.resolve('ldap-unreachable'),
  bind: () => Promise.resolve({ result: 'unknown', failure: 'ldap-unreachable' }),
};
