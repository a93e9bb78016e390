import { failingDriftScenario } from './drift-scenarios';
import type * as Scenarios from './drift-scenarios';
import { PlantedCopy } from './planted-copy';
import { type PlantedFault } from './planted-faults';

/** Faults that each remove a rule about changes by others, with the scenario that must find it. */
const FAULTS: readonly (PlantedFault & { readonly foundBy: RegExp })[] = [
  {
    name: 'Google’s clock is taken for ours: a call is remembered for its very moment',
    foundBy: /ownAreOurs/,
    edits: [
      {
        file: 'passwords/sends.ts',
        from: 'SEND_SLACK_MS = durationMs(300_000)',
        to: 'SEND_SLACK_MS = durationMs(0)',
      },
    ],
  },
  {
    name: 'whatever names our administrator is ours',
    foundBy: /foreignIsTold/,
    edits: [
      {
        file: 'drift/noted-activity.ts',
        from: 'return isUntimed || maySendAt(account, at);',
        to: 'void isUntimed;\n  void maySendAt;\n  return account !== undefined;',
      },
    ],
  },
  {
    name: 'what the log shows late is not read',
    foundBy: /foreignIsTold/,
    edits: [
      {
        file: 'drift/watch-drift.ts',
        from: 'const OVERLAP_MS = HOUR_MS;',
        to: 'const OVERLAP_MS = durationMs(0 * HOUR_MS);',
      },
    ],
  },
  {
    name: 'an activity that comes twice counts twice',
    foundBy: /foreignIsTold/,
    edits: [
      {
        file: 'drift/drifted.ts',
        from: 'foreignChanges.some((change) => change.id === id);',
        to: 'foreignChanges.some((change) => change.id === id && change.at > at);',
      },
    ],
  },
  {
    name: 'the policy to mend it is not heard',
    foundBy: /twiceIsContested/,
    edits: [
      {
        file: 'drift/watch-drift.ts',
        from: "if (policy.onDrift === 'reissue')",
        to: 'if (policy.onDrift === undefined)',
      },
    ],
  },
  {
    name: 'two changes in a week are not contested',
    foundBy: /twiceIsContested/,
    edits: [
      {
        file: 'drift/drifted.ts',
        from: 'foreignChanges.length > 1;',
        to: 'foreignChanges.length > 2;',
      },
    ],
  },
];

test('the guarantees about changes by others hold', async () => {
  expect(await failingDriftScenario()).toBeUndefined();
});

describe('the tests of changes by others have teeth', () => {
  const copy = PlantedCopy.inThisFile(['functions', 'local', 'test']);

  test.each(FAULTS)('they fail with a planted fault: $name', async ({ foundBy, ...fault }) => {
    copy.plant(fault);
    const scenarios = copy.load('test/properties/drift-scenarios.ts') as typeof Scenarios;
    expect(await scenarios.failingDriftScenario()).toMatch(foundBy);
  });

  test('a copy with nothing planted passes', async () => {
    const scenarios = copy.load('test/properties/drift-scenarios.ts') as typeof Scenarios;
    expect(await scenarios.failingDriftScenario()).toBeUndefined();
  });
});
