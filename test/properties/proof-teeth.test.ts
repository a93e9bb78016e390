import { PlantedCopy } from './planted-copy';
import { type PlantedFault } from './planted-faults';
import { failingProofScenario } from './proof-scenarios';
import type * as Scenarios from './proof-scenarios';

/** Faults that each remove a rule of proofs, with the scenario that must find it. */
const FAULTS: readonly (PlantedFault & { readonly foundBy: RegExp })[] = [
  {
    name: 'a password is bound while another may hold',
    foundBy: /doubtIsLeftAlone/,
    edits: [
      {
        file: 'proof-runs/proof-standing.ts',
        from: "if (!isSettled(account)) return skipped('in-progress');",
        to: 'void isSettled;',
      },
      {
        file: 'passwords/bind-live.ts',
        from: 'if (stored?.current?.version !== version || !isSettled(stored))',
        to: 'void isSettled;\n      if (stored?.current?.version !== version)',
      },
    ],
  },
  {
    name: 'a bind is not counted before it is sent',
    foundBy: /refusalsAreFew/,
    edits: [
      {
        file: 'passwords/bind-live.ts',
        from: "return { write: withBindBegun(stored, now), result: 'begun' };",
        to: "void withBindBegun;\n      return { result: 'begun' };",
      },
    ],
  },
  {
    name: 'a failure of the connection is counted for the user whose bind shows it',
    foundBy: /everybodysIsNobodys/,
    edits: [
      {
        file: 'proof-runs/prove-user.ts',
        from: 'if (EVERYBODYS.has(code))',
        to: "if (EVERYBODYS.has('none'))",
      },
      { file: 'proof-runs/prove-user.ts', from: '!EVERYBODYS.has(outcome.failure) &&', to: '' },
    ],
  },
  {
    name: 'a refused password that had worked is not tried again soon',
    foundBy: /refusalsShowDrift/,
    edits: [
      {
        file: 'passwords/proof-dates.ts',
        from: 'isRefusedForLong(proof) ? undefined : later(proof.at, AFTER_WORKED_MS)',
        to: 'isRefusedForLong(proof) || AFTER_WORKED_MS ? undefined : later(proof.at, DAY_MS)',
      },
    ],
  },
  {
    name: 'a password that never worked counts as changed',
    foundBy: /refusalsShowDrift, without a proof before/,
    edits: [
      {
        file: 'drift/refused-proofs.ts',
        from: "proof.result === 'works' || proof.hasWorked === true",
        to: "proof.result !== 'unknown' || proof.hasWorked === true",
      },
    ],
  },
  {
    name: 'many refusals in a run are taken for the users’ own',
    foundBy: /manyRefusalsAreNobodys/,
    edits: [
      {
        file: 'drift/refused-proofs.ts',
        from: "if (!worked || failure === 'refused') return undefined;",
        to: 'void failure;\n  if (!worked) return undefined;',
      },
      {
        file: 'drift/refused-proofs.ts',
        from: 'refusals.first <= trusted) return {};',
        to: 'false) return {};',
      },
    ],
  },
  {
    name: 'refusals of a run are not compared with its first wave’s share',
    foundBy: /manyRefusalsAreNobodys/,
    edits: [
      {
        file: 'proof-runs/prove-worker.ts',
        from: 'newlyRefused > 1 && newlyRefused / known > stopAtFailedShare',
        to: 'false && newlyRefused / known > stopAtFailedShare',
      },
    ],
  },
  {
    name: 'a run takes its places without a look at those taken before',
    foundBy: /schoolIsNotRefused/,
    edits: [
      {
        file: 'proofs/bind-pace.ts',
        from: 'const even = epochMs(Math.max(now, pace.runsAt));',
        to: 'const even = now;',
      },
    ],
  },
  {
    name: 'a run does not wait for its place',
    foundBy: /schoolIsNotRefused/,
    edits: [
      {
        file: 'proofs/bind-turns.ts',
        from: 'await waitFor(taken.turn, clock);',
        to: '',
      },
    ],
  },
  {
    name: 'a bind that works confirms nothing, and the password is sent again',
    foundBy: /boundIsNotSentAgain/,
    edits: [
      {
        file: 'passwords/settle-by-bind.ts',
        from: "return bound?.result === 'works' ? { kind: 'applied', byBind: true } : outcome;",
        to: 'void bound;\n  return outcome;',
      },
    ],
  },
];

test('the guarantees of proofs hold', async () => {
  expect(await failingProofScenario()).toBeUndefined();
});

describe('the tests of proofs have teeth', () => {
  const copy = PlantedCopy.inThisFile(['functions', 'local', 'test']);

  test.each(FAULTS)('they fail with a planted fault: $name', async ({ foundBy, ...fault }) => {
    copy.plant(fault);
    const scenarios = copy.load('test/properties/proof-scenarios.ts') as typeof Scenarios;
    expect(await scenarios.failingProofScenario()).toMatch(foundBy);
  });

  test('a copy with nothing planted passes', async () => {
    const scenarios = copy.load('test/properties/proof-scenarios.ts') as typeof Scenarios;
    expect(await scenarios.failingProofScenario()).toBeUndefined();
  });
});
