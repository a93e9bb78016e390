import { type Configuration } from './configuration';
import { type PasswordEvent } from '../event';
import { type KeySweepPorts, keyVersionOf, sweepKeys } from './retired-keys';
import { DAY_MS, durationMs } from '../time';
import { type Verification } from './verification';
import { verifyConnection, type VerifyPorts } from './verify-connection';

export type VerifyConfigurationPorts = KeySweepPorts &
  VerifyPorts & {
    /** A fresh UUID, for events. */
    readonly newId: () => string;
  };

/** How long a replaced key stays, disabled, in case somebody wants it back. */
export const DESTROY_KEYS_AFTER_MS = durationMs(30 * DAY_MS);

export type Verified =
  | { readonly kind: 'verified'; readonly configuration: Configuration }
  | { readonly kind: 'not-configured' };

/**
 * Verifies the saved connection now and records what came of it, unless another connection or a later
 * verification has been recorded meanwhile. A connection that begins to fail is told once, as an
 * event. When it verifies, the keys that it replaced are disabled. Safe to kill and to repeat.
 */
export async function verifyConfiguration(ports: VerifyConfigurationPorts): Promise<Verified> {
  const { configurations, clock, newId } = ports;
  const found = await configurations.read();
  if (found.connection === undefined) {
    await sweepKeys(ports, DESTROY_KEYS_AFTER_MS); // ends a disconnection that was cut short
    return { kind: 'not-configured' };
  }
  const verification = await verifyConnection(ports, found.connection, found.connectedAt);
  const event = { id: newId(), type: 'configuration.failing', at: clock.now() } as const;
  const configuration = await configurations.transact((current) => {
    const replaced = !sameConnection(current, found);
    if (replaced || isLater(current.verification, verification)) return { result: current };
    const next = { ...current, verification };
    return { write: next, events: beginsToFail(current, verification, event), result: next };
  });
  await sweepKeys(ports, DESTROY_KEYS_AFTER_MS);
  return configuration.connection
    ? { kind: 'verified', configuration }
    : { kind: 'not-configured' };
}

const sameConnection = (one: Configuration, other: Configuration): boolean =>
  one.connectedAt === other.connectedAt &&
  one.connection?.adminUsername === other.connection?.adminUsername &&
  keyVersionOf(one) === keyVersionOf(other);

const isLater = (known: Verification | undefined, verification: Verification): boolean =>
  known !== undefined && known.checkedAt > verification.checkedAt;

/** A connection that never worked is the business of who saved it; one that stops is everybody's. */
const beginsToFail = (
  { verification: known }: Configuration,
  { state }: Verification,
  event: PasswordEvent,
): PasswordEvent[] =>
  state === 'failing' && known !== undefined && known.state !== 'failing' ? [event] : [];
