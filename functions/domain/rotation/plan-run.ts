import { carryOutPage, type CarryOutPorts } from './carry-out-page';
import { PageDecider } from './decide-page';
import { isWaveFull, nextWave, waveVerdict } from './first-wave';
import { comeBackIn, ensureFollowUp } from './follow-up';
import { paceAt } from './pace';
import {
  afterFailure,
  openRotation,
  type OpenRotation,
  type RotateAccountPorts,
} from './rotation-open';
import { type Run } from './run';
import { newerMarks, sumOf } from './newer-marks';
import { resumedRun } from './resumed-run';
import { rest, type Rest } from './planner-rest';
import {
  counted,
  finished,
  idleOf,
  isRepeated,
  isScheduled,
  nextPass,
  noted,
  progressOf,
  stopped,
  timeFor,
} from './run-progress';
import { RunWriter } from './run-writer';
import { hasMissed, mayHaveMissed, secondLook } from './second-look';
import { type DurationMs, durationMs, type EpochMs, later } from '../time';
import { lastListing } from './user-listing';

export type PlanPorts = RotateAccountPorts &
  CarryOutPorts & {
    /** What the queue may dispatch at most. */
    readonly ceilingPerSecond: number;
  };

/** `until`: when this planner has to end. `followUpAt`: which follow-up called it, if one did. */
export type PlanCall = { readonly until: EpochMs; readonly followUpAt?: EpochMs };

/** The run as it stands now. `busy`: another planner is at work on it. */
export type Planned =
  | { readonly kind: 'planned'; readonly run: Run }
  | { readonly kind: 'busy'; readonly run: Run; readonly retryAfterMs: DurationMs }
  | { readonly kind: 'unknown' };

type Step =
  { readonly kind: 'on'; readonly run: Run } | Rest | { readonly kind: 'ended'; readonly run: Run };

/** A pass that brought nothing is repeated after this, then after twice as long, at most daily. */
const STALLED_MS = 1_200_000;
const DAILY_MS = 86_400_000;
/** The same for a run whose accounts a later one may have marked as its own. */
const OVERTAKEN_MS = 60_000;

/** A planner waits so long for its own first wave, which is mostly done in a moment. */
const WAVE_WAIT_MS = durationMs(1_600);
const BETWEEN_LOOKS_MS = durationMs(400);

const BUSY_AGAIN_MS = durationMs(5_000);

/**
 * Takes a run as far as it goes now: page after page enqueued, the first wave judged, the end found.
 * May be killed between any two awaits; the next planner goes on from the run's own record. Repeated,
 * overlapping and out-of-order calls change nothing.
 */
export async function planRun(ports: PlanPorts, runId: string, call: PlanCall): Promise<Planned> {
  const writer = new RunWriter(ports, runId);
  const taken = await writer.take();
  if (taken.kind === 'unknown' || taken.kind === 'busy') return taken;
  if (taken.kind === 'ended') return { kind: 'planned', run: taken.run };
  const planning = new Planning(ports, writer, call);
  try {
    return await planning.advance(taken.run);
  } catch (error) {
    await writer.release((run) => run).catch(() => undefined); // `error` is the one to tell
    throw error;
  }
}

class Planning {
  readonly #ports: PlanPorts;
  readonly #writer: RunWriter;
  readonly #call: PlanCall;
  readonly #pages: PageDecider;
  #waitsForWaveUntil: EpochMs | undefined;

  constructor(ports: PlanPorts, writer: RunWriter, call: PlanCall) {
    this.#ports = ports;
    this.#writer = writer;
    this.#call = call;
    const listUntil = lastListing(ports.clock.now(), call.until);
    this.#pages = new PageDecider(ports, async () => {
      const stillOurs = (await writer.write((run) => run)) !== undefined;
      return stillOurs && ports.clock.now() < listUntil;
    });
  }

  async advance(begin: Run): Promise<Planned> {
    let run = begin;
    for (;;) {
      const step = await this.#step(run);
      if (step === undefined) return { kind: 'busy', run, retryAfterMs: BUSY_AGAIN_MS };
      if (step.kind === 'ended') return { kind: 'planned', run: step.run };
      if (step.kind === 'rest') return this.#rest(step);
      run = step.run;
    }
  }

  /** Undefined: another planner has the run now. */
  async #step(given: Run): Promise<Step | undefined> {
    const open = await openRotation(this.#ports, given);
    if (open.kind !== 'open') return (await this.#endIfDone(given)) ?? rest(given, open);
    const run = await this.#resumed(given);
    if (run === undefined) return undefined;
    if (run.state === 'running') return this.#watch(run);
    if (isWaveFull(run, open.configuration.policy)) return this.#judge(run, open);
    if (this.#ports.clock.now() >= this.#call.until) {
      return { kind: 'rest', run, comeBackInMs: durationMs(0) };
    }
    return this.#page(run, open);
  }

  /** What held the run back is over. */
  async #resumed(run: Run): Promise<Run | undefined> {
    if (run.waitingFor === undefined) return run;
    const marks = await this.#ports.runs.countMarks(run.runId);
    const now = this.#ports.clock.now();
    return this.#writer.write((current) => resumedRun(current, marks, now));
  }

  /** To find that nobody is left needs neither Google nor a window. */
  async #endIfDone(run: Run): Promise<Step | undefined> {
    if (run.state !== 'running' || mayHaveMissed(run)) return undefined;
    const marks = await this.#ports.runs.countMarks(run.runId);
    if (progressOf(run, marks).left > 0) return undefined;
    return this.#end((current) => finished(current, marks, this.#ports.clock.now()));
  }

  async #page(given: Run, open: OpenRotation): Promise<Step | undefined> {
    let run: Run | undefined = given;
    if (run.page === undefined) {
      const decided = await this.#pages.next(open, run);
      if (decided.kind === 'failed') {
        return rest(run, await afterFailure(this.#ports, open.configuration, decided.failure));
      }
      const page = decided.value;
      const { usersAtLeast } = this.#pages;
      const known = usersAtLeast === undefined ? {} : { listedUsers: usersAtLeast };
      run = await this.#writer.write((current) => ({ ...current, ...known, page }));
    }
    if (run?.page === undefined) return undefined;
    if (!(await carryOutPage(this.#ports, run, run.page))) {
      return { kind: 'rest', run, waitingFor: 'queue' };
    }
    const now = this.#ports.clock.now();
    const written = await this.#writer.write((current) => counted(current, now));
    if (written?.state === 'first-wave') this.#waitsForWaveUntil = later(now, WAVE_WAIT_MS);
    return written && { kind: 'on', run: written };
  }

  async #judge(given: Run, open: OpenRotation): Promise<Step | undefined> {
    const { policy } = open.configuration;
    const marks = await this.#ports.runs.countMarks(given.runId);
    const now = this.#ports.clock.now();
    const run = noted(given, marks, now);
    let verdict = waveVerdict(run, marks, policy, now);
    if (verdict === 'wait' || verdict === 'unanswered') {
      const newer = await newerMarks(this.#ports.runs, run, now);
      if (newer) verdict = waveVerdict(run, sumOf(marks, newer), policy, now);
    }
    switch (verdict) {
      case 'wait': {
        if (this.#waitsForWaveUntil !== undefined && now < this.#waitsForWaveUntil) {
          const listed = await this.#pages.lookAhead(open, run);
          if (!listed) await this.#ports.clock.sleep(BETWEEN_LOOKS_MS);
          return { kind: 'on', run };
        }
        const expected = timeFor(policy.firstWave.size, this.#perSecond());
        return { kind: 'rest', run, comeBackInMs: comeBackIn(expected, idleOf(run, now)) };
      }
      case 'go-on':
        return this.#goOn((current) => ({ ...noted(current, marks, now), state: 'planning' }));
      case 'unanswered':
        if (!isScheduled(run)) return this.#goOn((current) => nextWave(current, marks, now));
        return this.#end((current) => stopped(current, marks, 'first-wave-unanswered', now));
      case 'failed':
        return this.#end((current) => stopped(current, marks, 'first-wave-failed', now));
    }
  }

  async #watch(given: Run): Promise<Step | undefined> {
    const marks = await this.#ports.runs.countMarks(given.runId);
    const now = this.#ports.clock.now();
    const run = noted(given, marks, now);
    const { left } = progressOf(run, marks);
    if (left === 0 && (await hasMissed(this.#ports.accounts, run, marks))) {
      return this.#goOn((current) => secondLook(current, now));
    }
    if (left === 0 || (isRepeated(run) && run.left === 0)) {
      return this.#end((current) => finished(current, marks, now));
    }
    const idleMs = idleOf(run, now);
    const overtaken = idleMs >= OVERTAKEN_MS && (await newerMarks(this.#ports.runs, run, now));
    const patienceMs = (overtaken ? OVERTAKEN_MS : STALLED_MS) * 2 ** (run.pass - 1);
    if (idleMs >= Math.min(DAILY_MS, patienceMs)) {
      return this.#goOn((current) => nextPass(current, now));
    }
    const expected = timeFor(left, this.#perSecond());
    return { kind: 'rest', run, comeBackInMs: comeBackIn(expected, idleMs) };
  }

  async #goOn(change: (run: Run) => Run): Promise<Step | undefined> {
    const run = await this.#writer.write(change);
    return run && { kind: 'on', run };
  }

  async #end(change: (run: Run) => Run): Promise<Step | undefined> {
    const written = await this.#writer.release(change);
    return written && { kind: 'ended', run: written };
  }

  /** Gives the run free, with what it waits for and a task that will look after it. */
  async #rest({ run, waitingFor, comeBackInMs }: Rest): Promise<Planned> {
    const { followUpAt: consumed } = this.#call;
    const followUpAt = await ensureFollowUp(this.#ports, run, consumed, comeBackInMs);
    const released = await this.#writer.release((current) => {
      const { waitingFor: _, followUpAt: __, ...rest } = current;
      return {
        ...rest,
        ...(run.progress ? { progress: run.progress } : {}),
        ...(waitingFor ? { waitingFor } : {}),
        ...(followUpAt === undefined ? {} : { followUpAt }),
      };
    });
    return released
      ? { kind: 'planned', run: released }
      : { kind: 'busy', run, retryAfterMs: BUSY_AGAIN_MS };
  }

  #perSecond(): number {
    const { traffic, ceilingPerSecond, clock } = this.#ports;
    return paceAt(traffic.pace, ceilingPerSecond, clock.now()).perSecond;
  }
}
