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
        file: 'rotation/proof-standing.ts',
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
        file: 'rotation/prove-user.ts',
        from: 'if (EVERYBODYS.has(code))',
        to: "if (EVERYBODYS.has('none'))",
      },
      { file: 'rotation/prove-user.ts', from: '!EVERYBODYS.has(outcome.failure) &&', to: '' },
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
});
