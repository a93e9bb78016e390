import { type Model, type Step, steps } from './password-model';
import { keyOf, START, type State } from './state';

/** What must hold in every state and at every step; see docs/decisions/0002. */
export type Invariant = 'I1' | 'I2';

/** The shortest way to break an invariant, or the number of states in which all hold. */
export type Explored =
  { readonly broken: Invariant; readonly way: readonly string[] } | { readonly states: number };

/** Visits every state that can be reached, the nearest first. */
export function explore(model: Model, invariants: readonly Invariant[]): Explored {
  const from = new Map<string, { readonly key: string; readonly name: string } | undefined>();
  from.set(keyOf(START), undefined);
  const wayTo = (start: string): string[] => {
    const way: string[] = [];
    for (let at = from.get(start); at; at = from.get(at.key)) way.unshift(at.name);
    return way;
  };
  for (let wave: readonly State[] = [START]; wave.length > 0;) {
    const next: State[] = [];
    for (const state of wave) {
      const key = keyOf(state);
      for (const step of steps(model, state)) {
        const broken = invariants.find((invariant) => !HOLDS[invariant](state, step));
        if (broken) return { broken, way: [...wayTo(key), step.name] };
        const reached = keyOf(step.to);
        if (from.has(reached)) continue;
        from.set(reached, { key, name: step.name });
        next.push(step.to);
      }
    }
    wave = next;
  }
  return { states: from.size };
}

const HOLDS: Readonly<Record<Invariant, (before: State, step: Step) => boolean>> = {
  // What the target holds is the current password or a candidate.
  I1: (_, { to: { held, current, candidates } }) =>
    held === current || candidates.some(({ version }) => version === held),
  // No different password is sent while an earlier call can still arrive.
  I2: ({ air }, { sends }) => sends === undefined || air.every(({ version }) => version === sends),
};
