import { type UserId } from '../account';
import { isAnswered } from '../configuration/is-answered';
import { asUserId } from '../passwords/managed-user';
import { DAY_MS, durationMs, type EpochMs, HOUR_MS, later, SECOND_MS } from '../time';
import { BEGINS_FOR_MS, isStuck } from '../runs/run-batch';
import { accountOf, type Entry } from '../runs/entry';
import { type BatchResult, type CountedInBatch, type Result } from '../runs/met';
import { isAnotherBound } from './another-bound';
import { type ProofResult } from './proof-standing';
import {
  BROKEN_MS,
  hold,
  type ProofMet,
  type ProofStop,
  type ProvePlace,
  proveUser,
  type Silent,
} from './prove-user';
import { type RunPorts } from '../runs/run-ports';

/**
 * This many users in a row whom Secure LDAP may not check, and no bind that ever worked: the client has no right.
 * Once one has worked it has, and a school may have thousands of users without a licence.
 */
const NOT_ALLOWED_IN_A_ROW = 20;

/** How long runs wait when nobody is answered. */
export const OUTAGE_MS = durationMs(60 * SECOND_MS);

/** How many users in a row Secure LDAP may not check, over all batches of a worker. */
export type NotAllowed = { inARow: number };

/** The result of a batch. `outage`: nobody was answered, so nobody is counted. */
export type ProvedBatch =
  | { readonly kind: 'outage'; readonly error: Error | undefined }
  | { readonly kind: 'met'; readonly result: BatchResult; readonly stop?: ProofStop };

/** A user who got no answer; the end of the batch decides whose fault that is. */
type Undecided = Silent & { readonly key: string };

/** Proves the users of one batch, a few at once. One user's trouble is that user's alone. */
export class ProofBatch {
  readonly #ports: RunPorts;
  readonly #place: ProvePlace;
  readonly #notAllowed: NotAllowed;
  readonly #until: EpochMs;
  readonly #waiting: Entry[];
  readonly #counted: CountedInBatch[] = [];
  readonly #undecided: Undecided[] = [];
  readonly #putOff: string[] = [];
  readonly #faults: Error[] = [];
  #bound = false;
  /** Then what a bind says of everybody is its user's own. */
  #othersAreBound = false;

  constructor(
    ports: RunPorts,
    place: ProvePlace,
    entries: readonly Entry[],
    notAllowed: NotAllowed,
  ) {
    this.#ports = ports;
    this.#place = place;
    this.#notAllowed = notAllowed;
    this.#waiting = [...entries];
    this.#until = later(ports.clock.now(), BEGINS_FOR_MS);
  }

  async prove(): Promise<ProvedBatch> {
    const { run } = this.#place;
    if (isStuck(run, this.#ports.clock.now())) {
      this.#othersAreBound = await isAnotherBound(this.#ports, this.#place);
    }
    const atOnce = Math.ceil(2 * this.#ports.proofsPerSecond); // a look-up and a bind take less than two seconds
    await Promise.all(Array.from({ length: atOnce }, () => this.#work()));
    const { halt } = this.#place;
    const areOwn = halt.stop === undefined && (await this.#areOwn());
    if (!areOwn && halt.stop === undefined) {
      if (this.#counted.length === 0) return { kind: 'outage', error: this.#faults[0] };
      halt.stop = { wait: 'google', forMs: OUTAGE_MS };
    }
    for (const silent of this.#undecided) {
      if (areOwn) await this.#fail(silent);
      else this.#putOff.push(silent.key);
    }
    const putOff = [...this.#putOff, ...this.#waiting.map(({ key }) => key)];
    const result = { counted: this.#counted, putOff, putOffMs: durationMs(0) };
    if (halt.stop === undefined) return { kind: 'met', result };
    return { kind: 'met', result: { ...result, unanswered: true }, stop: halt.stop };
  }

  async #work(): Promise<void> {
    const { halt } = this.#place;
    while (halt.stop === undefined && this.#ports.clock.now() < this.#until) {
      const entry = this.#waiting.shift();
      if (entry === undefined) return;
      const met = await this.#proved(entry);
      if (met.kind === 'counted') this.#count(met.met, met.userId, met.bound);
      else if (met.kind === 'silent') this.#undecided.push({ ...met, key: entry.key });
      else if (met.kind === 'stopped') {
        const { of, stop } = met;
        const isOwn = of !== undefined && this.#othersAreBound;
        if (isOwn) await this.#fail(of, DAY_MS);
        else this.#putOff.push(entry.key);
        if (!isOwn || stop.wait === 'google') halt.stop ??= stop; // after a full quota all wait, whosever it is
      }
    }
  }

  async #proved(entry: Entry): Promise<ProofMet> {
    try {
      return await proveUser(this.#ports, this.#place, entry);
    } catch (error) {
      this.#faults.push(error instanceof Error ? error : new Error(String(error)));
      this.#ports.unexpected(error);
      const userId = accountOf(entry)?.userId ?? asUserId(entry.key);
      const met: Result = { result: 'failed', code: 'platform-failed' };
      return { kind: 'silent', of: 'other', ...(userId === undefined ? {} : { userId }), met };
    }
  }

  #count(
    { failedBefore = false, ...met }: ProofResult,
    userId: UserId | undefined,
    bound = false,
  ): void {
    this.#bound ||= bound;
    this.#counted.push({ ...met, failedBefore });
    this.#ports.told({ runId: this.#place.run.runId, userId: userId ?? '', ...met });
    const { ldap, halt } = this.#place;
    const notAllowed = this.#notAllowed;
    if (met.code === 'ldap-not-allowed') notAllowed.inARow += 1;
    else if (met.result === 'done' || met.code === 'ldap-refused') notAllowed.inARow = 0;
    if (ldap.secureLdap.binds.worked || notAllowed.inARow < NOT_ALLOWED_IN_A_ROW) return;
    notAllowed.inARow = 0;
    halt.stop ??= { wait: 'secure-ldap', forMs: BROKEN_MS };
  }

  /**
   * Whether silence is the fault of these users: others of the batch were bound; Google's directory shows its
   * administrator (without delegation, somebody), and no more than look-ups failed; or no batch was counted for an hour.
   */
  async #areOwn(): Promise<boolean> {
    if (this.#undecided.length === 0 || this.#bound) return true;
    const { run } = this.#place;
    if (this.#ports.clock.now() >= later(run.lastBatchAt, HOUR_MS)) return true;
    if (this.#undecided.some(({ of }) => of !== 'look-up')) return false;
    return isAnswered(this.#place);
  }

  /** The user comes again later: the trouble may have passed, or stay. */
  async #fail({ met, userId }: Pick<Undecided, 'met' | 'userId'>, heldMs = HOUR_MS): Promise<void> {
    this.#count(met, userId);
    if (userId === undefined) return;
    await hold(this.#ports, userId, heldMs).catch(this.#ports.unexpected);
  }
}
