/** A password by its number, in the order in which they are made. 0 is the one before all. */
export type Version = number;

export type Worker =
  | { readonly at: 'idle' }
  | { readonly at: 'claimed'; readonly version: Version }
  | {
      readonly at: 'answered';
      readonly version: Version;
      /** `works`: the reply is unknown, and a bind with `version` worked since. */
      readonly outcome: 'applied' | 'unknown' | 'refused' | 'works';
      /** How many ticks the call may still be on its way; the rules know no more. */
      readonly lateTicks: number;
      readonly hasBound: boolean;
    };

export type Candidate = {
  readonly version: Version;
  readonly sent: boolean;
  readonly refused: boolean;
};

/** One account, the target that takes its password, and the calls between them. Times are ticks left. */
export type State = {
  /** What the target holds. */
  readonly held: Version;
  /** Every password that the target ever held: a replica may still take any of them in a bind. */
  readonly everHeld: readonly Version[];
  readonly current: Version;
  readonly candidates: readonly Candidate[];
  /** Below 0: expired. */
  readonly lease?: { readonly worker: number; readonly ticks: number };
  /** Below 0: over. */
  readonly quarantineTicks: number;
  readonly nextVersion: Version;
  /** Calls that may still land. */
  readonly air: readonly { readonly version: Version; readonly ticks: number }[];
  readonly workers: readonly Worker[];
};

export const IDLE: Worker = { at: 'idle' };

export const START: State = {
  held: 0,
  everHeld: [0],
  current: 0,
  candidates: [],
  quarantineTicks: -1,
  nextVersion: 1,
  air: [],
  workers: [IDLE, IDLE],
};

/** The same text for the same state. Workers are alike, so their order does not count. */
export function keyOf(state: State): string {
  const { held, everHeld, current, lease, quarantineTicks, nextVersion } = state;
  const candidates = state.candidates.map(
    ({ version, sent, refused }) => `${version}${sent ? 's' : ''}${refused ? 'r' : ''}`,
  );
  const air = state.air.map(({ version, ticks }) => `${version}:${ticks}`).sort();
  const workers = state.workers
    .map((worker, index) => `${lease?.worker === index ? 'L' : ''}${textOf(worker)}`)
    .sort();
  const ticks = lease?.ticks ?? '';
  return [
    [held, everHeld.join('+'), current, candidates.join('+')],
    [ticks, quarantineTicks, nextVersion],
    [air.join('+'), workers.join('+')],
  ].join('|');
}

function textOf(worker: Worker): string {
  if (worker.at === 'idle') return '';
  if (worker.at === 'claimed') return `c${worker.version}`;
  const { version, outcome, lateTicks, hasBound } = worker;
  return `${version}${outcome}${lateTicks}${hasBound ? 'b' : ''}`;
}

export const withWorker = (state: State, index: number, worker: Worker): State => ({
  ...state,
  workers: state.workers.map((other, at) => (at === index ? worker : other)),
});

/** The target takes a password. */
export const holding = (state: State, version: Version): State => ({
  ...state,
  held: version,
  everHeld: state.everHeld.includes(version)
    ? state.everHeld
    : [...state.everHeld, version].sort((a, b) => a - b),
});
