import { DEFAULT_POLICY, type Policy } from '../domain/configuration/policy';

/** The fields that release 0.1.0 knows. It refuses any other. */
const KNOWN_TO_FIRST_RELEASE: ReadonlySet<string> = new Set([
  'length',
  'alphabet',
  'periodDays',
  'window',
  'paused',
  'orgUnitPaths',
  'firstWave',
  'retryBudget',
]);

/**
 * The policy as it is stored. Fields that the first release does not know are left out while they have their
 * defaults: after a rollback it reads the configuration still.
 */
export const storedPolicy = (policy: Policy): Partial<Policy> =>
  Object.fromEntries(
    Object.entries(policy).filter(
      ([name, value]) =>
        KNOWN_TO_FIRST_RELEASE.has(name) ||
        JSON.stringify(value) !== JSON.stringify(DEFAULT_POLICY[name as keyof Policy]),
    ),
  );
