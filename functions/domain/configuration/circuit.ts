import { type ConfigurationStore } from '../../ports/configuration-store';
import { type Configuration } from './configuration';
import { type PasswordEvent } from '../event';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { type EpochMs } from '../time';
import { isHeldUp } from './verification';
import { brokenConnection } from './verify-connection';

/**
 * Whether rotation may call Google: there is a connection, and it is not known to be broken. With a broken
 * connection, every account would fail with an error that only an administrator can fix.
 */
export const isCircuitClosed = (configuration: Configuration): boolean =>
  configuration.connection !== undefined && !isHeldUp(configuration);

export const isTenantFailure = ({ code }: Pick<GoogleFailure, 'code'>): boolean =>
  GOOGLE_FAILURES[code] === 'tenant';

/**
 * Records that the connection is broken, with one event, unless that is known or another connection was saved
 * after `seen` was read. Verifying again closes the circuit.
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

/** Whether another connection was saved after `seen` was read: what calls of `seen` show says nothing of it. */
export const isReplaced = async (
  configurations: ConfigurationStore,
  seen: Configuration,
): Promise<boolean> => (await configurations.read()).connectedAt !== seen.connectedAt;

/** Google cannot be asked about a missing privilege. A few updates test it again, this long after the last. */
const TRY_RIGHT_AGAIN_MS = 14 * 60_000;

/** The connection works, but not the privilege to set passwords: Google refused several updates in a row. */
export const isRightMissing = ({ verification }: Configuration): boolean =>
  verification?.links.some(
    ({ id, state, code }) =>
      (id === 'admin' || id === 'role') && state === 'failing' && code === 'not-authorized',
  ) ?? false;

/** Whether updates may now test if the privilege to set passwords has been granted again. */
export const mayTryRight = (configuration: Configuration, now: EpochMs): boolean =>
  isRightMissing(configuration) &&
  Math.abs(now - (configuration.verification?.checkedAt ?? now)) >= TRY_RIGHT_AGAIN_MS;

/** Records that Google accepted an update, so the privilege to set passwords is there. */
export async function rightFound(
  configurations: ConfigurationStore,
  seen: Configuration,
  now: EpochMs,
): Promise<void> {
  if (!isRightMissing(seen)) return;
  await configurations.transact((current) => {
    if (current.connectedAt !== seen.connectedAt || !isRightMissing(current)) {
      return { result: undefined };
    }
    const links = current.verification?.links.map(({ id }) => ({ id, state: 'ok' as const })) ?? [];
    const verification = { state: 'ok' as const, checkedAt: now, links, acceptedAt: now };
    return { write: { ...current, verification }, result: undefined };
  });
}

/** Records that the update that tested the privilege was refused too, unless another connection was saved. */
export const rightStillMissing = (
  configurations: ConfigurationStore,
  seen: Configuration,
  now: EpochMs,
): Promise<void> =>
  configurations.transact((current) => {
    const { verification, connectedAt } = current;
    const isAnothers = connectedAt !== seen.connectedAt;
    if (verification === undefined || isAnothers || !isRightMissing(current)) {
      return { result: undefined };
    }
    return {
      write: { ...current, verification: { ...verification, checkedAt: now } },
      result: undefined,
    };
  });
