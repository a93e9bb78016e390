import { type Directory } from '../../ports/directory';
import { type PaceStore } from '../../ports/pace-store';
import { type RunStore } from '../../ports/run-store';
import { type Account } from '../account';
import { type CallTraffic } from './call-traffic';
import { isTenantFailure, openCircuit } from '../configuration/circuit';
import { type Configuration } from '../configuration/configuration';
import { GOOGLE_FAILURES, type GoogleFailure } from '../google-failure';
import { type UserPorts } from '../passwords/managed-user';
import { isQuotaFailure } from './rotation-attempt';
import { type Closed, gateOf, restOf } from './rotation-gate';
import { type Run, type RunWait, type SkipReason } from './run';
import { type DurationMs, SECOND_MS } from '../time';
import { refusal } from '../user';

/** What one account's rotation needs. */
export type RotateAccountPorts = UserPorts & {
  readonly runs: RunStore;
  readonly pace: PaceStore;
  readonly traffic: CallTraffic;
};

/** Not tried, or put off by Google's limits; to be asked again after that time. */
export type Later = {
  readonly kind: 'later';
  readonly waitingFor: RunWait | 'account';
  readonly retryAfterMs: DurationMs;
};

/** Tried in vain; the queue's own pauses say when again. */
export type Again = {
  readonly kind: 'again';
  readonly code: GoogleFailure['code'] | 'not-configured';
};

/** The directory, signed in for rotation, with the configuration that it was signed in by. */
export type OpenRotation = {
  readonly kind: 'open';
  readonly configuration: Configuration;
  readonly adminUsername: string;
  readonly directory: Directory;
};

/** Signs in, unless something holds this run back now. Nothing is recorded of an account before. */
export async function openRotation(
  ports: RotateAccountPorts,
  run: Pick<Run, 'startedBy'>,
): Promise<OpenRotation | Later | Again> {
  const [configuration, pace] = await Promise.all([ports.configurations.read(), ports.pace.read()]);
  ports.traffic.pace = pace;
  const now = ports.clock.now();
  const closed = gateOf(run, configuration, now) ?? restOf(pace, now);
  if (closed !== undefined) return later(closed);
  const { connection } = configuration;
  if (connection === undefined) return { kind: 'again', code: 'not-configured' };
  const connected = await ports.directory.connect(connection);
  if (connected.kind === 'failed') return afterFailure(ports, configuration, connected.failure);
  const { adminUsername } = connection;
  return { kind: 'open', configuration, adminUsername, directory: connected.value };
}

const later = (closed: Closed): Later => ({ kind: 'later', ...closed });

/** What only an administrator can mend opens the circuit; what Google's limits refused comes later. */
export async function afterFailure(
  ports: RotateAccountPorts,
  seen: Configuration,
  failure: GoogleFailure,
): Promise<Later | Again> {
  const now = ports.clock.now();
  if (isTenantFailure(failure)) {
    await openCircuit(ports.configurations, seen, failure, { now, eventId: ports.newId() });
    return { kind: 'again', code: failure.code };
  }
  if (!isQuotaFailure(failure)) return { kind: 'again', code: failure.code };
  return later(
    restOf(ports.traffic.pace, now) ?? { waitingFor: 'google', retryAfterMs: SECOND_MS },
  );
}

/** Why this user is to be left alone by now, undefined if not; or that Google can't be asked. */
export async function lookAt(
  { directory, adminUsername, configuration }: OpenRotation,
  { userId }: Account,
): Promise<SkipReason | 'no-answer' | undefined> {
  const found = await directory.findUser(userId);
  if (found.kind === 'ok') return refusal(found.value, adminUsername, configuration.policy);
  if (found.failure.code === 'user-not-found') return 'user-not-found';
  return GOOGLE_FAILURES[found.failure.code] === 'user' ? undefined : 'no-answer';
}
