import { actAsSame, type Configuration } from './configuration';
import { type PasswordEvent } from '../event';
import { DESTROY_KEYS_AFTER_MS, type KeySweepPorts, keyVersionOf, sweepKeys } from './retired-keys';
import { ofCustomer } from './secure-ldap-keys';
import { durationMs, later } from '../time';
import { type Verification } from './verification';
import { verifyConnection, type VerifyPorts } from './verify-connection';

export type VerifyConfigurationPorts = KeySweepPorts &
  VerifyPorts & {
    /** A fresh UUID, for events. */
    readonly newId: () => string;
  };

export type Verified =
  | { readonly kind: 'verified'; readonly configuration: Configuration }
  | { readonly kind: 'not-configured' };

/**
 * Verifies the saved connection now, records the result, and disables the keys that it replaced. Without a
 * connection, it completes an interrupted disconnection. Safe to kill and to repeat.
 */
export async function verifyConfiguration(ports: VerifyConfigurationPorts): Promise<Verified> {
  const verified = await recordVerification(ports);
  await sweepKeys(ports, DESTROY_KEYS_AFTER_MS);
  return verified;
}

/**
 * Verifies the saved connection now and records the result, unless another connection or a later verification
 * was recorded meanwhile. Writes one event when a connection begins to fail.
 */
export async function recordVerification(
  ports: Pick<VerifyConfigurationPorts, 'configurations' | 'clock' | 'newId' | 'probe'>,
): Promise<Verified> {
  const { configurations, clock, newId } = ports;
  const found = await configurations.read();
  if (found.connection === undefined) return { kind: 'not-configured' };
  const { verification, ...whose } = await verifyConnection(
    ports,
    found.connection,
    found.connectedAt,
  );
  const event = { id: newId(), type: 'configuration.failing', at: clock.now() } as const;
  const configuration = await configurations.transact((current) => {
    const replaced = !sameConnection(current, found);
    if (replaced || isLater(current.verification, verification)) return { result: current };
    const next = ofCustomer({ ...current, ...whose, verification }, clock.now());
    return { write: next, events: beginsToFail(current, verification, event), result: next };
  });
  return configuration.connection
    ? { kind: 'verified', configuration }
    : { kind: 'not-configured' };
}

const sameConnection = (one: Configuration, other: Configuration): boolean =>
  one.connectedAt === other.connectedAt &&
  other.connection !== undefined &&
  actAsSame(one.connection, other.connection) &&
  keyVersionOf(one) === keyVersionOf(other);

/** A verification from the future was written by a clock that ran ahead, and does not count as later. */
const isLater = (known: Verification | undefined, { checkedAt }: Verification): boolean =>
  known !== undefined &&
  known.checkedAt > checkedAt &&
  known.checkedAt <= later(checkedAt, LONGEST_MS);
const LONGEST_MS = durationMs(3_600_000);

/**
 * A connection that never worked concerns only the person who saved it. One that stops working concerns
 * everybody.
 */
const beginsToFail = (
  { verification: known }: Configuration,
  { state }: Verification,
  event: PasswordEvent,
): PasswordEvent[] =>
  state === 'failing' && known !== undefined && known.state !== 'failing' ? [event] : [];
