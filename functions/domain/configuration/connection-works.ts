import { durationMs, SECOND_MS } from '../time';
import { recordVerification } from './verify-configuration';

type Ports = Parameters<typeof recordVerification>[0];

/** How long a successful verification remains valid. */
const STANDS_MS = durationMs(60 * SECOND_MS);

/** Whether the connection works, by a verification made now or a moment ago. Records the result. */
export async function connectionWorks(ports: Ports): Promise<boolean> {
  const { configurations, clock } = ports;
  const { verification } = await configurations.read();
  const stands =
    verification?.state === 'ok' && Math.abs(clock.now() - verification.checkedAt) < STANDS_MS;
  return stands || verifiedNow(ports);
}

/** The same, but always by a new verification. */
export async function verifiedNow(ports: Ports): Promise<boolean> {
  const verified = await recordVerification(ports);
  return verified.kind === 'verified' && verified.configuration.verification?.state === 'ok';
}
