import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Configuration } from './configuration';
import { type PasswordEvent } from '../event';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { type EpochMs } from '../time';
import { brokenConnection } from './verify-connection';

/**
 * Whether rotation may call Google: there is a connection, and it is not known to be broken. While it
 * is, every account would fail with an error that only an administrator can mend.
 */
export const isCircuitClosed = ({ connection, verification }: Configuration): boolean =>
  connection !== undefined && (verification === undefined || verification.state === 'ok');

export const isTenantFailure = ({ code }: Pick<GoogleFailure, 'code'>): boolean =>
  GOOGLE_FAILURES[code] === 'tenant';

/**
 * Records that the connection is broken, unless that is known or another connection was saved since
 * `seen` was read, and tells it once. Verifying again closes the circuit.
 */
export function openCircuit(
  configurations: ConfigurationStore,
  seen: Configuration,
  failure: GoogleFailure,
  { now, eventId }: { readonly now: EpochMs; readonly eventId: string },
): Promise<void> {
  const event: PasswordEvent = { id: eventId, type: 'configuration.failing', at: now };
  return configurations.transact((current) => {
    const { connection, connectedAt } = current;
    const replaced = connectedAt !== seen.connectedAt;
    if (connection === undefined || replaced || !isCircuitClosed(current)) {
      return { result: undefined };
    }
    const verification = brokenConnection(failure, connection, now);
    return { write: { ...current, verification }, events: [event], result: undefined };
  });
}
