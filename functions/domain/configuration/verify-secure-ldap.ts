import { type LdapIdentities } from '../../ports/ldap-identities';
import { type PasswordProver } from '../../ports/password-prover';
import { type PasswordEvent } from '../event';
import { DAY_MS, durationMs, type EpochMs, later } from '../time';
import { type Configuration } from './configuration';
import { ldapChain, type LdapReached } from './ldap-chain';
import { reachedThreshold } from './ldap-expiry';
import { type KnownBinds, type LdapVerification, type SecureLdap } from './secure-ldap';
import { type LdapKeyPorts, sweepLdapKeys } from './secure-ldap-keys';

export type VerifyLdapPorts = LdapKeyPorts & {
  readonly ldapIdentities: LdapIdentities;
  readonly prover: PasswordProver;
  /** A fresh UUID, for events. */
  readonly newId: () => string;
};

export type LdapVerified =
  | { readonly kind: 'verified'; readonly configuration: Configuration }
  | { readonly kind: 'not-configured' };

/** The time limit of one connection, which a person waits for. */
export const CONNECT_WITHIN_MS = durationMs(5_000);

/**
 * Connects to Secure LDAP now and records the result, unless another certificate or a later check was
 * recorded meanwhile; then disables the certificates that were replaced. Nobody's password is at hand, so
 * nothing is bound: what binds showed before stands. `asked`: somebody checks again, after a repair perhaps.
 * A bind that fails then counts as not tried. Safe to kill and to repeat.
 */
export async function verifySecureLdap(
  ports: VerifyLdapPorts,
  { asked }: { readonly asked?: true } = {},
): Promise<LdapVerified> {
  const { configurations, clock, newId } = ports;
  const { secureLdap: seen } = await configurations.read();
  if (seen === undefined) {
    await sweepLdapKeys(ports);
    return { kind: 'not-configured' };
  }
  const reached = await reach(ports, seen);
  const now = clock.now();
  const event = failingEvent(newId(), now);
  const configuration = await configurations.transact((current) => {
    const { secureLdap } = current;
    if (secureLdap?.keyVersion !== seen.keyVersion || isLater(secureLdap.verification, now)) {
      return { result: current };
    }
    const binds = asked ? triedAgain(secureLdap.binds) : secureLdap.binds;
    const verification = ldapChain({ ...secureLdap, binds }, reached, now);
    const next = { ...current, secureLdap: { ...secureLdap, binds, verification } };
    return { write: next, events: beginsToFail(secureLdap, verification, event), result: next };
  });
  await sweepLdapKeys(ports);
  return configuration.secureLdap
    ? { kind: 'verified', configuration }
    : { kind: 'not-configured' };
}

async function reach(
  { ldapIdentities, prover }: VerifyLdapPorts,
  { keyVersion }: SecureLdap,
): Promise<LdapReached> {
  const identity = await ldapIdentities.read(keyVersion);
  if (identity === undefined) return 'no-pair';
  return (await prover.connect(identity, CONNECT_WITHIN_MS)) ?? 'connected';
}

/** The reason stays, but nothing is known to fail until somebody binds again. */
function triedAgain({ unanswered, ...binds }: KnownBinds): KnownBinds {
  return binds.worked && binds.failure !== undefined ? { ...binds, again: true } : binds;
}

/** A check from the future was written by a clock that ran ahead, and does not count as later. */
const isLater = ({ checkedAt }: LdapVerification, now: EpochMs): boolean =>
  checkedAt > now && checkedAt <= later(now, LONGEST_MS);
const LONGEST_MS = durationMs(3_600_000);

export const failingEvent = (id: string, at: EpochMs): PasswordEvent => ({
  id,
  type: 'secure-ldap.failing',
  at,
});

/** A certificate that never connected concerns only the person who saved it. */
export const beginsToFail = (
  { verification: known }: SecureLdap,
  { state }: LdapVerification,
  event: PasswordEvent,
): PasswordEvent[] =>
  state === 'failing' && known.state !== 'failing' && !isUnchecked(known) ? [event] : [];

const isUnchecked = ({ links }: LdapVerification): boolean =>
  links.some(({ id, state }) => id === 'ldap-connect' && state === 'waiting');

/**
 * What every tick does for Secure LDAP: checks a broken connection again and a good one daily, and writes one
 * event for each threshold before the expiry of the certificate that is reached.
 */
export async function watchSecureLdap(ports: VerifyLdapPorts): Promise<void> {
  const { secureLdap } = await ports.configurations.read();
  const now = ports.clock.now();
  if (secureLdap) await warnOfExpiry(ports, secureLdap, now); // first: a check needs the vault
  if (secureLdap === undefined || isKnown(secureLdap, now)) await sweepLdapKeys(ports);
  else await verifySecureLdap(ports);
}

/**
 * Whether the last check stands. Only a bind can tell whether a bind that fails is repaired. A certificate that
 * has expired since is not ok any more.
 */
const isKnown = (
  { notAfter, verification: { links, checkedAt } }: SecureLdap,
  now: EpochMs,
): boolean =>
  links.every(({ id, state }) => id === 'ldap-bind' || state === 'ok') &&
  now < notAfter &&
  checkedAt <= later(now, LONGEST_MS) &&
  now < later(checkedAt, DAY_MS);

/** At least once for each threshold: the event and the note of it are one write. */
async function warnOfExpiry(
  { configurations, newId }: Pick<VerifyLdapPorts, 'configurations' | 'newId'>,
  seen: SecureLdap,
  now: EpochMs,
): Promise<void> {
  if (newThreshold(seen, now) === undefined) return;
  const event: PasswordEvent = { id: newId(), type: 'secure-ldap.expiring', at: now };
  await configurations.transact((current) => {
    const { secureLdap } = current;
    const warnedDays = secureLdap && newThreshold(secureLdap, now);
    if (secureLdap === undefined || warnedDays === undefined) return { result: undefined };
    const write = { ...current, secureLdap: { ...secureLdap, warnedDays } };
    return { write, events: [event], result: undefined };
  });
}

/** A lower threshold than the one reached was warned of by a clock that ran ahead, and does not count. */
function newThreshold({ notAfter, warnedDays }: SecureLdap, now: EpochMs): number | undefined {
  const reached = reachedThreshold(notAfter, now);
  return reached === warnedDays ? undefined : reached;
}
