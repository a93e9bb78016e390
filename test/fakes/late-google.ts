import { type UserId, userId } from '../../functions/domain/account';
import { type Secret } from '../../functions/domain/secret';
import { DAY_MS, type DurationMs, type EpochMs, epochMs } from '../../functions/domain/time';
import { type DirectoryUser } from '../../functions/domain/user';
import {
  type Answer,
  type Directory,
  type SetPasswordOutcome,
  type UserPage,
} from '../../functions/ports/directory';
import { type ManualClock } from './manual-clock';

/** What happens to a call. `late` takes effect after the caller has given up. */
export const BEHAVIOURS = ['answered', 'reply-lost', 'lost', 'late', 'refused', 'busy'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

/** How long after the caller gave up a call may still take effect: less than the domain waits. */
const LATE_MS = 25_000;

/** The same, for a caller that was killed or frozen. */
const ORPHAN_MS = 1_195_000;

/** How long a deleted user can be restored, with the password. */
const RESTORABLE_MS = 20 * DAY_MS;

/** A rule that no order of events may break. */
export class InvariantBroken extends Error {}

type Call = {
  readonly password: string;
  /** The caller waits for the answer until then. */
  readonly deadline: EpochMs;
  state: 'open' | 'answered' | 'doubtful';
  /** The last moment at which it may take effect. */
  arrivesUntil: EpochMs;
  willLand: boolean;
};

export const ALICE: DirectoryUser = {
  id: userId('101'),
  primaryEmail: 'alice@example.com',
  aliases: [],
  suspended: false,
  archived: false,
  isAdmin: false,
  isDelegatedAdmin: false,
  isEnrolledIn2Sv: false,
  isEnforcedIn2Sv: false,
  orgUnitPath: '/',
};

/**
 * One user at a Google whose calls are answered, lost, late or refused as told. It holds the live password.
 * At every call it checks that no different password can still arrive (I2) and that nobody else is sending
 * (I3).
 */
export class LateGoogle implements Directory {
  held = 'the password before ours';
  /** Every password that it ever held, however briefly. */
  readonly taken = new Set<string>();
  /** Every password in order, starting with the one before ours. */
  readonly history: string[] = [this.held];
  #user = ALICE;
  #deletedAt: EpochMs | undefined;
  readonly #calls: Call[] = [];
  readonly #answers = new WeakMap<SetPasswordOutcome, Call>();
  #behaviours: Behaviour[] = [];

  readonly clock: ManualClock;

  constructor(clock: ManualClock) {
    this.clock = clock;
    clock.onAdvance((now) => {
      for (const call of this.#calls)
        if (call.willLand && call.arrivesUntil <= now) this.#land(call);
    });
  }

  /** What happens to the next calls, in order. Later calls are answered. */
  behave(behaviours: readonly Behaviour[]): void {
    this.#behaviours = [...behaviours];
  }

  /** A late call arrives now. */
  landOne(): void {
    const call = this.#calls.find(({ willLand }) => willLand);
    if (call) this.#land(call);
  }

  get isAdmin(): boolean {
    return this.#user.isAdmin;
  }

  get isDeleted(): boolean {
    return this.#deletedAt !== undefined;
  }

  /** True if the user was deleted too long ago to be restored. */
  get isGoneForGood(): boolean {
    return this.#deletedAt !== undefined && this.clock.now() >= this.#deletedAt + RESTORABLE_MS;
  }

  promote(isAdmin: boolean): void {
    this.#user = { ...ALICE, isAdmin };
  }

  delete(): void {
    this.#deletedAt ??= this.clock.now();
  }

  restore(): void {
    if (!this.isGoneForGood) this.#deletedAt = undefined;
  }

  findUser(): Promise<Answer<DirectoryUser>> {
    return Promise.resolve(this.isDeleted ? NO_SUCH_USER : { kind: 'ok', value: this.#user });
  }

  listUsers(): Promise<Answer<UserPage>> {
    const users = this.isDeleted ? [] : [this.#user];
    return Promise.resolve({ kind: 'ok', value: { users } });
  }

  setPassword(_: UserId, password: Secret, deadlineMs: DurationMs): Promise<SetPasswordOutcome> {
    const text = password.reveal();
    this.#checkSending(text);
    if (this.isDeleted) return Promise.resolve(REFUSED_AS_GONE);
    const behaviour = this.#behaviours.shift() ?? 'answered';
    const deadline = epochMs(this.clock.now() + deadlineMs);
    const call: Call = {
      password: text,
      deadline,
      state: 'open',
      arrivesUntil: epochMs(deadline + LATE_MS),
      willLand: behaviour === 'late',
    };
    this.#calls.push(call);
    if (behaviour === 'answered' || behaviour === 'reply-lost') this.#hold(text);
    const answer = this.#reply(call, behaviour);
    this.#answers.set(answer, call);
    return Promise.resolve(answer);
  }

  /** The caller gets no answer before its deadline. It gives up, and the result of the call stays unknown. */
  giveUp(answer: SetPasswordOutcome): SetPasswordOutcome {
    const call = this.#answers.get(answer);
    if (call) this.#doubt(call);
    return noAnswer();
  }

  /** The caller of the last call died while waiting. Its kernel continues to send. */
  orphanLast(): void {
    const call = this.#calls.at(-1);
    if (call && call.state !== 'answered')
      call.arrivesUntil = epochMs(this.clock.now() + ORPHAN_MS);
  }

  #reply(call: Call, behaviour: Behaviour): SetPasswordOutcome {
    switch (behaviour) {
      case 'answered':
        call.state = 'answered';
        return { kind: 'applied' };
      case 'refused':
        call.state = 'answered';
        return { kind: 'rejected', failure: { code: 'password-refused', httpStatus: 400 } };
      case 'busy':
        call.state = 'answered';
        return { kind: 'rejected', failure: { code: 'quota-exceeded', httpStatus: 403 } };
      case 'reply-lost':
      case 'lost':
      case 'late':
        this.#doubt(call);
        return noAnswer();
    }
  }

  #doubt(call: Call): void {
    const gaveUpAt = Math.min(this.clock.now(), call.deadline);
    call.state = 'doubtful';
    call.arrivesUntil = epochMs(gaveUpAt + LATE_MS);
  }

  #land(call: Call): void {
    call.willLand = false;
    if (!this.isDeleted) this.#hold(call.password);
  }

  #hold(password: string): void {
    this.held = password;
    this.taken.add(password);
    this.history.push(password);
  }

  #checkSending(password: string): void {
    const now = this.clock.now();
    for (const call of this.#calls) {
      if (call.state === 'answered' || call.arrivesUntil < now) continue;
      if (call.password !== password) {
        throw new InvariantBroken('I2: a different password is sent while a call can still arrive');
      }
      if (call.state === 'open' && now <= call.deadline) {
        throw new InvariantBroken('I3: two callers send at once');
      }
    }
  }
}

/** A Workspace that does not have this user, and whose users must not be changed. */
export const ELSEWHERE: Directory = {
  findUser: () => Promise.resolve(NO_SUCH_USER),
  listUsers: () => Promise.resolve({ kind: 'ok', value: { users: [] } }),
  setPassword: () => Promise.reject(new InvariantBroken('a call went to another Workspace')),
};

const GONE = { code: 'user-not-found', httpStatus: 404 } as const;
const NO_SUCH_USER = { kind: 'failed', failure: GONE } as const;
const REFUSED_AS_GONE: SetPasswordOutcome = { kind: 'rejected', failure: GONE };

const noAnswer = (): SetPasswordOutcome => ({ kind: 'unknown', failure: { code: 'no-answer' } });
