import { type PlantedFault } from './planted-faults';

/** Faults that each remove a rule of a run, with what must find it: a scenario, or any order of events. */
export const ROTATION_FAULTS: readonly (PlantedFault & { readonly foundBy: RegExp })[] = [
  {
    name: 'a batch is counted twice: it stays in the hand',
    foundBy: /sweepFindsThem|handIsKept|counted once/,
    edits: [
      {
        file: 'runs/run-batch.ts',
        from: 'hand: [], putOff }',
        to: 'hand: run.counts.done === 0 ? run.hand : [], putOff }',
      },
    ],
  },
  {
    name: 'the cursor is written before its effects, without the hand',
    foundBy: /handIsKept/,
    edits: [
      { file: 'runs/run-batch.ts', from: 'hand: now.map(({ key }) => key),', to: 'hand: [],' },
    ],
  },
  {
    name: 'the lease is not renewed',
    foundBy: /leaseIsRenewed/,
    edits: [
      {
        file: 'runs/hold-lane.ts',
        from: 'lease: leaseOf(holder, clock.now()) };\n    return',
        to: 'lease: lane.lease ?? leaseOf(holder, clock.now()) };\n    return',
      },
    ],
  },
  {
    name: 'the sweep is left out',
    foundBy: /sweepFindsThem/,
    edits: [
      {
        file: 'rotation/sources.ts',
        from: "kind === 'issue' || userKeysOf(scope) ? END : { source: 'sweep' }",
        to: "kind === 'issue' || userKeysOf(scope) ? END : END",
      },
    ],
  },
  {
    name: 'a failure does not move the due date',
    foundBy: /failuresAreSpaced/,
    edits: [
      {
        file: 'rotation/met-account.ts',
        from: 'later(now, parks ? PARKED_MS : pauseAfter(inARow))',
        to: 'parks ? later(now, PARKED_MS) : (void pauseAfter, now)',
      },
    ],
  },
  {
    name: 'the first wave is not judged',
    foundBy: /firstWaveIsJudged/,
    edits: [
      {
        file: 'runs/run-batch.ts',
        from: "return failed / tried > firstWave.stopAtFailedShare ? 'failed' : rest;",
        to: 'return rest;',
      },
    ],
  },
  {
    name: 'the sweep counts again whom the run has met',
    foundBy: /sweepFindsThem/,
    edits: [
      {
        file: 'runs/entry.ts',
        from: ' && !wasMetBy(accountOf(entry)?.lastMet, runId)',
        to: '',
      },
      {
        file: 'rotation/standing.ts',
        from: 'lastMet?.runId === run.runId && entry.resumed && !before',
        to: 'lastMet?.runId === run.runId && !before',
      },
    ],
  },
  {
    name: 'a former slice runs',
    foundBy: /formerSliceDoesNothing/,
    edits: [
      {
        file: 'rotation/carry-on.ts',
        from: '|| slice < run.slice',
        to: '',
      },
    ],
  },
  {
    name: 'two workers have one lane',
    foundBy: /leaseIsRenewed/,
    edits: [
      {
        file: 'runs/hold-lane.ts',
        from: 'if (busyMs > 0 && lane.lease?.holder !== holder)',
        to: 'if (busyMs < 0)',
      },
    ],
  },
  {
    name: 'a worker that was overtaken counts all the same',
    foundBy: /counted once/,
    edits: [
      {
        file: 'runs/run-writer.ts',
        from: 'const writeActive = (',
        to: 'export const writeActive = (',
      },
      {
        file: 'runs/run-batch.ts',
        from: 'import { writeSeen,',
        to: 'import { writeActive, writeSeen,',
      },
      {
        file: 'runs/run-batch.ts',
        from: 'writeSeen(ports, taken, ({ stuckSince',
        to: 'writeActive(ports, taken.runId, ({ stuckSince',
      },
    ],
  },
  {
    name: 'a worker takes what another has taken since',
    foundBy: /staleReaderTakesNothing|counted once/,
    edits: [
      {
        file: 'runs/run-writer.ts',
        from: '...changed, step: step + 1 }',
        to: '...changed }',
      },
    ],
  },
  {
    name: 'a run sets a password whether one is wanted or not',
    foundBy: /changes, |counted once/,
    edits: [
      {
        file: 'rotation/meeting.ts',
        from: '!isMadeAfter(account, since, this.#ports.clock.now()) &&',
        to: '',
      },
      {
        file: 'rotation/standing.ts',
        from: "if (isMadeAfter(account, from, now)) return { kind: 'done' };",
        to: '',
      },
      {
        file: 'rotation/standing.ts',
        from: 'if (wasMetBy(lastMet, run.runId) && (!entry.resumed || before)) return PASSED;',
        to: '',
      },
      {
        file: 'rotation/standing.ts',
        from: 'lastMet?.runId === run.runId && entry.resumed && !before',
        to: 'false',
      },
      {
        file: 'rotation/standing.ts',
        from: "if (lastMet && wasMetBy(lastMet, run.runId) && wish.kind === 'passed')",
        to: 'if (lastMet && false)',
      },
    ],
  },
  {
    name: 'what failed counts as done',
    foundBy: /sweepFindsThem/,
    edits: [
      {
        file: 'rotation/met-account.ts',
        from: "const result = parks ? 'parked' : 'failed';",
        to: "const result = parks ? 'parked' : 'done';",
      },
    ],
  },
  {
    name: 'what was only confirmed since counts as made since',
    foundBy: /doneIsMadeAfter/,
    edits: [
      {
        file: 'passwords/made-after.ts',
        from: 'account.current.createdAt >= moment',
        to: 'account.current.setAt >= moment',
      },
    ],
  },
  {
    name: 'a run does not ask for the unit of today',
    foundBy: /unitsDecide/,
    edits: [
      {
        file: 'rotation/standing.ts',
        from: 'if (isTurn && hasTurn && !waits) return',
        to: 'if (isTurn && !waits) return',
      },
    ],
  },
  {
    name: 'a turn that the unit does not give stays',
    foundBy: /unitsDecide/,
    edits: [
      {
        file: 'rotation/standing.ts',
        from: 'isTurn ? NO_TURN : PASSED',
        to: 'isTurn ? PASSED : PASSED',
      },
    ],
  },
  {
    name: 'nobody looks who has come to a unit with a period',
    foundBy: /unitsDecide/,
    edits: [
      {
        file: 'units/look-at-units.ts',
        from: 'await bringUpToDate(ports, configuration, users);',
        to: 'await bringUpToDate(ports, configuration, []);',
      },
    ],
  },
];
