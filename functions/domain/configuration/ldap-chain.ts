import { type BindFailure } from '../proofs/bind-failure';
import { BIND_FAILURE_TEXTS } from '../proofs/bind-failure-texts';
import { type EpochMs, rfc3339 } from '../time';
import { reachedThreshold } from './ldap-expiry';
import {
  type KnownBinds,
  type LdapLinkId,
  type LdapVerification,
  type LdapCertificate,
} from './secure-ldap';
import { type VerificationLink } from './verification';

type Link = VerificationLink<LdapLinkId>;
/** Every code of a link. The page has a text for each. */
export type LdapLinkCode =
  | BindFailure
  | 'ldap-key-unreadable'
  | 'ldap-certificate-expired'
  | 'ldap-certificate-expiring'
  | 'ldap-unproved'
  | 'ldap-refused'
  | 'ldap-many-refused';

type Text = { readonly code: LdapLinkCode; readonly message: string; readonly fix: string };

/** `no-pair`: the vault has no readable pair. Undefined: nobody has tried to connect yet. */
export type LdapReached = 'connected' | 'no-pair' | BindFailure | undefined;

const NEW_CERTIFICATE =
  'In the Admin console, open Apps › LDAP and the client, then Authentication › Generate new certificate. Upload both files here, then delete the former certificate there.';

/** The chain of Secure LDAP at one moment. A link that could not be checked is `not-reached`. */
export function ldapChain(
  secureLdap: Pick<LdapCertificate, 'notAfter'> & { readonly binds: KnownBinds },
  reached: LdapReached,
  now: EpochMs,
): LdapVerification {
  const certificate = certificateLink(secureLdap, reached, now);
  const connect = certificate.state === 'ok' ? connectLink(reached) : notReached('ldap-connect');
  const bind = connect.state === 'ok' || connect.state === 'waiting';
  const links = [certificate, connect, bind ? bindLink(secureLdap.binds) : notReached('ldap-bind')];
  return { state: stateOf(links), checkedAt: now, links };
}

/** The chain with what binds show now. A bind that worked has reached the server. */
export function withBinds(verification: LdapVerification, binds: KnownBinds): LdapVerification {
  const works = binds.worked && binds.failure === undefined;
  const links = verification.links.map((link): Link => {
    if (link.id === 'ldap-connect' && works) return { id: link.id, state: 'ok' };
    if (link.id !== 'ldap-bind' || (link.state === 'not-reached' && !works)) return link;
    return bindLink(binds);
  });
  return { ...verification, state: stateOf(links), links };
}

/** The links that need somebody: first the one that fails, then one that is ok and warns. */
export function troubledLinks({ links }: LdapVerification): readonly (Link & { code: string })[] {
  const told = links.filter((link): link is Link & { code: string } => link.code !== undefined);
  return [
    ...told.filter(({ state }) => state === 'failing'),
    ...told.filter(({ state }) => state === 'ok'),
  ];
}

const notReached = (id: LdapLinkId): Link => ({ id, state: 'not-reached' });

function stateOf(links: readonly Link[]): LdapVerification['state'] {
  if (links.some(({ state }) => state === 'failing')) return 'failing';
  return links.some(({ state }) => state !== 'ok') ? 'waiting' : 'ok';
}

function certificateLink(
  { notAfter }: Pick<LdapCertificate, 'notAfter'>,
  reached: LdapReached,
  now: EpochMs,
): Link {
  const id = 'ldap-certificate';
  if (reached === 'no-pair') return { id, state: 'failing', ...UNREADABLE };
  if (notAfter <= now) return { id, state: 'failing', ...expired(notAfter) };
  return reachedThreshold(notAfter, now) === undefined
    ? { id, state: 'ok' }
    : { id, state: 'ok', ...expiring(notAfter) };
}

function connectLink(reached: LdapReached): Link {
  const id = 'ldap-connect';
  if (reached === undefined || reached === 'no-pair') return { id, state: 'waiting' };
  if (reached === 'connected') return { id, state: 'ok' };
  return { id, state: 'failing', code: reached, ...BIND_FAILURE_TEXTS[reached] };
}

/** Until a bind has worked, the link waits, with the reason why the last one did not work. */
function bindLink({ worked, failure, again }: KnownBinds): Link {
  const id = 'ldap-bind';
  if (worked && failure === undefined) return { id, state: 'ok' };
  const state = worked && !again ? 'failing' : 'waiting';
  if (failure === undefined) return { id, state, ...UNPROVED };
  if (failure === 'refused') return { id, state, ...(worked ? MANY_REFUSED : REFUSED) };
  return { id, state, code: failure, ...BIND_FAILURE_TEXTS[failure] };
}

const UNREADABLE: Text = {
  code: 'ldap-key-unreadable',
  message: 'The stored certificate or its private key is missing, disabled or unreadable.',
  fix: NEW_CERTIFICATE,
};

const expired = (notAfter: EpochMs): Text => ({
  code: 'ldap-certificate-expired',
  message: `The certificate expired on ${rfc3339(notAfter).slice(0, 10)}. Google accepts no bind with it.`,
  fix: NEW_CERTIFICATE,
});

const expiring = (notAfter: EpochMs): Text => ({
  code: 'ldap-certificate-expiring',
  message: `The certificate expires on ${rfc3339(notAfter).slice(0, 10)}. From then on Google accepts no bind with it.`,
  fix: NEW_CERTIFICATE,
});

const UNPROVED: Text = {
  code: 'ldap-unproved',
  message: 'No password has been proved yet, so it is not known whether this client may check one.',
  fix: 'Prove the password of one user whose password this service knows.',
};

const REFUSED: Text = {
  code: 'ldap-refused',
  message:
    'Google refused the passwords that were proved so far. That says nothing about this client: the passwords may be others now, or the users may be suspended.',
  fix: 'Rotate the password of one user, wait some minutes, then prove it.',
};

const MANY_REFUSED: Text = {
  code: 'ldap-many-refused',
  message:
    'In one run, Google refused many passwords that had worked before. Either something is wrong with this client, or another tool has changed the passwords of many users. No user counts as changed for it.',
  fix: 'Rotate the password of one user who was refused, wait some minutes, then prove it. If it works, the passwords were changed: stop the other tool, rotate the others, then check again here. If it is refused, check the client in the Admin console under Apps › LDAP, and the name to sign in with.',
};
