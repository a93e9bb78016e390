import { type Candidate, holding, IDLE, type State, type Version, withWorker } from './state';

/** The rules of the state machine. A model without one of them loses a password. */
export const RULES = [
  'a lease lets one worker send',
  'a candidate is recorded before it is sent',
  'an unknown outcome drops nothing',
  'a refused retry drops nothing',
  'a reused candidate is marked sent',
  'no other password is made in the quarantine',
  'an expired lease leaves a quarantine',
  'a confirmation leaves the quarantine',
  'a refused bind is no refusal of the password',
  'only a bind with the newest candidate confirms',
  'a bind leaves the quarantine',
  'a bind leaves the quarantine of the call that it settles',
  'retention destroys no candidate',
] as const;
export type Rule = (typeof RULES)[number];

export type Model = {
  /** The rule that is left out. */
  readonly without?: Rule;
  /** How many passwords are made at most. */
  readonly versions: number;
};

/** What one worker, the clock or the network does next. `sends`: a call begins with this password. */
export type Step = { readonly name: string; readonly to: State; readonly sends?: Version };

/** A holder may send until its lease has no ticks left. */
const LEASE_TICKS = 2;
/** A call may land so many ticks after it was sent. */
const LATE_TICKS = 2;

/** Every step that may come next. Two workers; each may be killed between any two of its steps. */
export function* steps(model: Model, state: State): Generator<Step> {
  yield { name: 'a tick', to: tick(state) };
  yield {
    name: 'the stored copy of the current password is destroyed',
    to: retained(model, state),
  };
  for (const call of state.air) {
    const air = state.air.filter((other) => other !== call);
    const name = `a late call of ${call.version} lands`;
    yield { name, to: holding({ ...state, air }, call.version) };
  }
  for (const index of state.workers.keys()) {
    for (const step of worksOn(model, state, index)) {
      yield { ...step, name: `worker ${index} ${step.name}` };
    }
  }
}

function* worksOn(model: Model, state: State, index: number): Generator<Step> {
  const worker = state.workers[index] ?? IDLE;
  if (worker.at === 'idle') yield* claim(model, state, index);
  else yield { name: 'is killed', to: withWorker(state, index, IDLE) };
  if (worker.at === 'claimed') yield* send(model, state, index, worker.version);
  if (worker.at === 'answered') {
    if (worker.outcome === 'unknown') yield* bind(model, state, index, worker);
    yield finish(model, state, index, worker);
  }
}

/** Retention leaves known which password is current, and every candidate, since the target may hold it. */
const retained = ({ without }: Model, state: State): State =>
  without === 'retention destroys no candidate' ? { ...state, candidates: [] } : state;

function tick(state: State): State {
  const { lease } = state;
  return {
    ...state,
    quarantineTicks: Math.max(-1, state.quarantineTicks - 1),
    ...(lease ? { lease: { ...lease, ticks: Math.max(-LATE_TICKS - 1, lease.ticks - 1) } } : {}),
    air: state.air
      .map(({ version, ticks }) => ({ version, ticks: ticks - 1 }))
      .filter(({ ticks }) => ticks >= 0),
    workers: state.workers.map((worker) =>
      worker.at === 'answered'
        ? { ...worker, lateTicks: Math.max(-1, worker.lateTicks - 1) }
        : worker,
    ),
  };
}

function* claim({ without, versions }: Model, state: State, index: number): Generator<Step> {
  const { lease } = state;
  const isExpired = lease !== undefined && lease.ticks < 0;
  if (lease && !isExpired && without !== 'a lease lets one worker send') return;
  const quarantineTicks =
    isExpired && without !== 'an expired lease leaves a quarantine'
      ? Math.max(state.quarantineTicks, lease.ticks + LATE_TICKS)
      : state.quarantineTicks;
  const claimed = { ...state, quarantineTicks, lease: { worker: index, ticks: LEASE_TICKS } };
  const last = state.candidates.at(-1);
  if (last && !(last.refused && quarantineTicks < 0)) {
    const sent = last.sent || without !== 'a reused candidate is marked sent';
    const candidates = [...state.candidates.slice(0, -1), { ...last, sent }];
    const to = withWorker({ ...claimed, candidates }, index, {
      at: 'claimed',
      version: last.version,
    });
    yield { name: `claims and reuses ${last.version}`, to };
    return;
  }
  const isQuarantined =
    quarantineTicks >= 0 && without !== 'no other password is made in the quarantine';
  const version = state.nextVersion;
  if (version > versions || isQuarantined) return;
  const made: Candidate[] =
    without === 'a candidate is recorded before it is sent'
      ? []
      : [{ version, sent: false, refused: false }];
  const candidates = [...state.candidates, ...made];
  const to = { ...claimed, candidates, nextVersion: version + 1 };
  yield {
    name: `claims and makes ${version}`,
    to: withWorker(to, index, { at: 'claimed', version }),
  };
}

/** What becomes of a call: the outcome that the worker learns, and whether it takes effect, now or late. */
const FATES = [
  { name: 'answered', outcome: 'applied', lands: 'now' },
  { name: 'applied, reply lost', outcome: 'unknown', lands: 'now' },
  { name: 'lost', outcome: 'unknown', lands: 'never' },
  { name: 'late', outcome: 'unknown', lands: 'late' },
  { name: 'refused', outcome: 'refused', lands: 'never' },
] as const;

function* send({ without }: Model, state: State, index: number, version: Version): Generator<Step> {
  if (!isOurs(state, index) && without !== 'a lease lets one worker send') {
    yield { name: 'gives up', to: withWorker(state, index, IDLE) };
    return;
  }
  for (const { name, outcome, lands } of FATES) {
    const landed = lands === 'now' ? holding(state, version) : state;
    const isThere = state.air.some((call) => call.version === version && call.ticks === LATE_TICKS);
    const air =
      lands === 'late' && !isThere ? [...state.air, { version, ticks: LATE_TICKS }] : state.air;
    const answered = { at: 'answered', version, outcome, lateTicks: LATE_TICKS } as const;
    const to = withWorker({ ...landed, air }, index, { ...answered, hasBound: false });
    yield { name: `sends ${version}: ${name}`, to, sends: version };
  }
}

type Answered = Extract<State['workers'][number], { at: 'answered' }>;

/**
 * One bind after an unknown outcome, under the lease. It may be refused whatever the target holds, since a change
 * takes its time; and it may work with any password that the target ever held, since replicas differ.
 */
function* bind({ without }: Model, state: State, index: number, worker: Answered): Generator<Step> {
  if (worker.hasBound || !isOurs(state, index)) return;
  const bound = { ...worker, hasBound: true };
  const refused =
    without === 'a refused bind is no refusal of the password'
      ? ({ ...bound, outcome: 'refused' } as const)
      : bound;
  yield { name: 'binds: refused', to: withWorker(state, index, refused) };
  const tried =
    without === 'only a bind with the newest candidate confirms'
      ? [...state.candidates.map(({ version }) => version), state.current]
      : [worker.version];
  for (const version of tried) {
    if (!state.everHeld.includes(version)) continue;
    const to = withWorker(state, index, { ...bound, version, outcome: 'works' });
    yield { name: `binds with ${version}: works`, to };
  }
}

function finish(model: Model, state: State, index: number, worker: Answered): Step {
  const idle = withWorker(state, index, IDLE);
  if (state.lease?.worker !== index && model.without !== 'a lease lets one worker send') {
    return { name: 'is fenced off', to: idle };
  }
  const { lease: _, ...ended } = idle;
  const quarantineTicks = quarantineAfter(model, state, worker);
  return {
    name: `finishes: ${worker.outcome}`,
    to: { ...ended, quarantineTicks, ...passwordsAfter(model, state, worker) },
  };
}

/** An unanswered call may still be on its way, also if a bind worked since: an earlier call may be why. */
function quarantineAfter(
  { without }: Model,
  { quarantineTicks }: State,
  { outcome, lateTicks }: Answered,
): number {
  const withThisCall = Math.max(quarantineTicks, lateTicks);
  switch (outcome) {
    case 'unknown':
      return withThisCall;
    case 'refused':
      return quarantineTicks;
    case 'applied':
      return without === 'a confirmation leaves the quarantine' ? -1 : quarantineTicks;
    case 'works':
      if (without === 'a bind leaves the quarantine') return -1;
      return without === 'a bind leaves the quarantine of the call that it settles'
        ? quarantineTicks
        : withThisCall;
  }
}

function passwordsAfter(
  { without }: Model,
  { candidates }: State,
  { outcome, version }: Answered,
): Partial<State> {
  if (outcome === 'applied' || outcome === 'works') return { current: version, candidates: [] };
  const rule =
    outcome === 'unknown' ? 'an unknown outcome drops nothing' : 'a refused retry drops nothing';
  return {
    candidates: candidates.flatMap((candidate) => {
      if (candidate.version !== version) return [candidate];
      const stays = (outcome === 'unknown' || candidate.sent) && without !== rule;
      if (!stays) return [];
      return outcome === 'unknown'
        ? [{ ...candidate, sent: true }]
        : [{ ...candidate, refused: true }];
    }),
  };
}

const isOurs = ({ lease }: State, index: number): boolean =>
  lease?.worker === index && lease.ticks >= 0;
