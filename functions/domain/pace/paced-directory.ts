import { type Clock } from '../../ports/clock';
import { type ConnectionProbe } from '../../ports/connection-probe';
import { type Directory, type DirectoryConnector } from '../../ports/directory';
import { type PaceStore } from '../../ports/pace-store';
import { type CallTraffic } from './call-traffic';
import { type GoogleFailure, isQuotaFailure } from '../google-failure';
import { afterAcceptance, afterRefusal } from './pace';
import { type EpochMs } from '../time';

export type PacingPorts = {
  readonly pace: PaceStore;
  readonly clock: Clock;
  readonly traffic: CallTraffic;
  /** Upper limit on the calls of all runs per second. */
  readonly ceilingPerSecond: number;
};

/**
 * A directory whose answers teach the shared pace: every refusal because of the call rate slows rotation
 * down, whichever call it hits. Delays no call and changes no answer. `interactive`: a person waits for these
 * calls.
 */
export function pacedDirectory(
  connector: DirectoryConnector & ConnectionProbe,
  ports: PacingPorts,
  interactive: boolean,
): DirectoryConnector & ConnectionProbe {
  const lesson = new Lessons(ports, interactive);
  return {
    connect: async (connection) => {
      const connected = await connector.connect(connection);
      if (connected.kind === 'failed') return connected;
      return { kind: 'ok', value: lesson.from(connected.value) };
    },
    signIn: (connection) => connector.signIn(connection),
  };
}

class Lessons {
  readonly #ports: PacingPorts;
  readonly #interactive: boolean;

  constructor(ports: PacingPorts, interactive: boolean) {
    this.#ports = ports;
    this.#interactive = interactive;
  }

  from(directory: Directory): Directory {
    return {
      findUser: (key) => this.#learn(() => directory.findUser(key)),
      listUsers: (page) => this.#learn(() => directory.listUsers(page)),
      setPassword: (...sent) => this.#learn(() => directory.setPassword(...sent)),
    };
  }

  async #learn<Answer extends { readonly kind: string; readonly failure?: GoogleFailure }>(
    call: () => Promise<Answer>,
  ): Promise<Answer> {
    const begunAt = this.#ports.clock.now();
    const answer = await call();
    await this.#note(begunAt, answer.failure).catch(() => undefined); // the answer matters more than the pace
    return answer;
  }

  async #note(begunAt: EpochMs, failure: GoogleFailure | undefined): Promise<void> {
    if (failure === undefined || isDefinite(failure)) await this.#accepted(begunAt);
    else if (isQuota(failure)) await this.#refused(begunAt, failure);
  }

  async #accepted(begunAt: EpochMs): Promise<void> {
    const { clock, traffic, pace } = this.#ports;
    const now = clock.now();
    traffic.accepted(now);
    if (afterAcceptance(traffic.pace, { now, begunAt }) === undefined) return;
    traffic.pace = await pace.transact((current) => {
      const write = afterAcceptance(current, { now, begunAt });
      return write ? { write, result: write } : { result: current };
    });
  }

  async #refused(begunAt: EpochMs, { code, retryAfterMs }: GoogleFailure): Promise<void> {
    const { clock, traffic, pace, ceilingPerSecond } = this.#ports;
    const now = clock.now();
    const acceptedPerSecond = traffic.acceptedPerSecond(now);
    traffic.pace = await pace.transact((current) => {
      const write = afterRefusal(current, {
        now,
        begunAt,
        ceilingPerSecond,
        daily: code === 'daily-quota-exceeded',
        interactive: this.#interactive,
        ...(acceptedPerSecond === undefined ? {} : { acceptedPerSecond }),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      });
      return write ? { write, result: write } : { result: current };
    });
  }
}

const isQuota = (failure: GoogleFailure): boolean =>
  isQuotaFailure(failure) || failure.httpStatus === 503;

/** Google processed the call and refused it for another reason than the call rate. */
const isDefinite = (failure: GoogleFailure): boolean =>
  !isQuota(failure) && failure.httpStatus !== undefined && failure.httpStatus < 500;
