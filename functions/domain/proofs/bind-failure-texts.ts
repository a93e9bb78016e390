import { type FailureText } from '../account-failures';
import { type BindFailure } from './bind-failure';

const TRY_AGAIN = 'Nothing to change. Try again in a few minutes.';

/**
 * A text for every code, in English: what happened, what it means, what to do. None of these says anything of
 * the password. A code without a row does not compile. The page has the same texts in French
 * (`page/texts/bind-failures.ts`).
 */
export const BIND_FAILURE_TEXTS: Readonly<Record<BindFailure, FailureText>> = {
  'ldap-busy': {
    message: 'Google’s Secure LDAP is busy and did not check the password.',
    fix: TRY_AGAIN,
  },
  'ldap-unavailable': {
    message: 'Google’s Secure LDAP is temporarily unavailable and did not check the password.',
    fix: 'Nothing to change. Try again in a few minutes. If the problem persists, check the Google Workspace status dashboard.',
  },
  'ldap-quota': {
    message:
      'Google’s Secure LDAP accepts no more sign-ins at the moment. Its quota is 4 a second for the whole organisation, and Wi-Fi, VPN and every other LDAP client use it too.',
    fix: 'Nothing to change. Try again in a minute. If the problem persists, give the Wi-Fi’s RADIUS server a cache, or lower PROOFS_PER_SECOND of this service.',
  },
  'ldap-not-allowed': {
    message:
      'Google’s Secure LDAP may not check this user’s password. The user is outside the organisational units of “Verify user credentials”, or has no licence that includes Secure LDAP.',
    fix: 'In the Admin console, open Apps › LDAP, choose the client, and under Access permissions add the user’s organisational unit to “Verify user credentials”. Check also that the user has a licence that includes Secure LDAP.',
  },
  'ldap-certificate': {
    message:
      'Google’s Secure LDAP does not accept the client certificate. It was deleted in the Admin console, has expired, or belongs to a client that is switched off.',
    fix: 'In the Admin console, open Apps › LDAP and choose the client. Check that its service status is ON for everyone. Generate a new certificate, download it, choose both files here and save.',
  },
  'ldap-name': {
    message: 'Google’s Secure LDAP could not read the name that this service signs in with.',
    fix: 'Choose the email address as the name to sign in with, then save.',
  },
  'ldap-unwilling': {
    message: 'Google’s Secure LDAP declined to check this user’s password and gave no reason.',
    fix: 'In the Admin console, check that the user is active. Then try again. The LDAP audit log there shows the attempt.',
  },
  'ldap-protocol': {
    message: 'Google’s Secure LDAP did not understand the request of this service.',
    fix: 'Tell the operator of this service. Passwords do not change.',
  },
  'ldap-other': {
    message: 'Google’s Secure LDAP answered with an error that this service does not know.',
    fix: 'Nothing to change. Try again in a few minutes. If the problem persists, the LDAP audit log in the Admin console shows the attempt.',
  },
  'ldap-unreachable': {
    message:
      'This service cannot reach Google’s Secure LDAP: the name is unknown, there is no route, or the connection is refused.',
    fix: 'Check that the network of this service lets connections to ldap.google.com, port 636, out.',
  },
  'ldap-untrusted': {
    message:
      'The server that answered for Google’s Secure LDAP has a certificate that is not trusted, or is for another name. This service sent it no password.',
    fix: 'Check that no proxy between this service and ldap.google.com opens TLS connections. Tell whoever runs the network.',
  },
  'ldap-silent': {
    message: 'Google’s Secure LDAP did not answer in time.',
    fix: 'Nothing to change. Try again in a few minutes. If the problem persists, check that a firewall lets connections to ldap.google.com, port 636, out.',
  },
  'ldap-closed': {
    message: 'Google’s Secure LDAP closed the connection before it answered.',
    fix: 'Nothing to change. Try again in a few minutes. If the problem persists, check in the Admin console under Apps › LDAP that the client is ON for everyone and still has this certificate.',
  },
  'ldap-unreadable': {
    message: 'The answer of Google’s Secure LDAP is not readable, so this service does not use it.',
    fix: 'Nothing to change. Try again in a few minutes. If the problem persists, check that no proxy stands between this service and ldap.google.com.',
  },
};
