import { type PlantedFault } from './planted-faults';

/** Rules of rotation, each left out. */
export const ROTATION_FAULTS: readonly PlantedFault[] = [
  {
    name: 'a task sets a password whether one is wanted or not',
    edits: [
      {
        file: 'rotation/rotate-account.ts',
        from: "if (account === undefined || standingOf(account, run).kind !== 'wanted') {\n    return alreadySettled",
        to: 'if (account === undefined) {\n    return alreadySettled',
      },
      {
        file: 'rotation/rotate-account.ts',
        from: "wanted: (current) => standingOf(current, run).kind === 'wanted',",
        to: 'wanted: () => true,',
      },
    ],
  },
  {
    name: 'two planners write one run',
    edits: [
      { file: 'rotation/run-writer.ts', from: 'isCredible(run.lease.until, now)', to: 'now < 0' },
      {
        file: 'rotation/run-writer.ts',
        from: 'run.lease?.holder !== this.#holder ||',
        to: '',
      },
    ],
  },
  {
    name: 'what failed counts as done',
    edits: [
      {
        file: 'rotation/rotation-attempt.ts',
        from: "outcome: 'failed', code: failure.code, attempts",
        to: "outcome: 'done', code: failure.code, attempts",
      },
    ],
  },
  {
    name: 'a run has ended when everybody was enqueued',
    edits: [{ file: 'rotation/plan-run.ts', from: 'if (left === 0 ||', to: 'if (left >= 0 ||' }],
  },
  {
    name: 'a planner goes on behind a page that was not carried out',
    edits: [
      {
        file: 'rotation/plan-run.ts',
        from: 'if (!(await carryOutPage(this.#ports, run, run.page))) {',
        to: 'if (this.#ports.clock.now() < 0) {',
      },
    ],
  },
];
