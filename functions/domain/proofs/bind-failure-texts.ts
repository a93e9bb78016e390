import { type BindFailure } from './bind-failure';

/** `message`: what happened and what it means. `fix`: what to do. For administrators, in English. */
export type BindFailureText = { readonly message: string; readonly fix: string };

const LATER = 'Nothing to change. Check again in a few minutes.';
const LDAP_CLIENT = 'In the Admin console, open Apps › LDAP and the client.';

/** A text for every code. A code without a row does not compile. */
export const BIND_FAILURE_TEXTS: Readonly<Record<BindFailure, BindFailureText>> = {
  'ldap-busy': { message: 'Google’s LDAP server is busy.', fix: LATER },
  'ldap-unavailable': { message: 'Google’s LDAP server is not available.', fix: LATER },
  'ldap-quota': {
    message:
      'Google takes no more binds at the moment: 4 a second for all clients of the customer.',
    fix: LATER,
  },
  'ldap-not-allowed': {
    message: 'Google does not let this client check the password of this user.',
    fix: `${LDAP_CLIENT} Set Access permissions › Verify user credentials to include the user’s organisational unit, and see that the user’s licence includes Secure LDAP.`,
  },
  'ldap-certificate': {
    message: 'Google does not accept the client certificate.',
    fix: `${LDAP_CLIENT} Generate a new certificate and upload it here.`,
  },
  'ldap-name': {
    message: 'Google does not accept the name in the bind.',
    fix: 'Save the certificate again with the other kind of bind name.',
  },
  'ldap-unwilling': { message: 'Google refuses to carry out the bind.', fix: LATER },
  'ldap-protocol': {
    message: 'Google does not accept the kind of bind.',
    fix: 'Report this to the maintainers of this service.',
  },
  'ldap-other': { message: 'Google answered the bind with another error.', fix: LATER },
  'ldap-unreachable': {
    message: 'Google’s LDAP server could not be reached.',
    fix: 'Allow outgoing connections to ldap.google.com, port 636.',
  },
  'ldap-untrusted': {
    message: 'The server’s certificate is not trusted, or it is for another name.',
    fix: 'See that nothing between this service and ldap.google.com replaces certificates.',
  },
  'ldap-silent': { message: 'Google’s LDAP server did not answer in time.', fix: LATER },
  'ldap-closed': { message: 'Google’s LDAP server closed the connection.', fix: LATER },
  'ldap-unreadable': { message: 'The answer could not be read.', fix: LATER },
};
