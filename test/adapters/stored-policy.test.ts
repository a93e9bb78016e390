import { storedPolicy } from '../../functions/adapters/stored-policy';
import { DEFAULT_POLICY, Policy } from '../../functions/domain/configuration/policy';

const OF_THE_FIRST_RELEASE = [
  'length',
  'alphabet',
  'periodDays',
  'window',
  'paused',
  'orgUnitPaths',
  'retryBudget',
  'firstWave',
];

test('a policy without changes is stored with the fields of the first release alone', () => {
  expect(Object.keys(storedPolicy(DEFAULT_POLICY))).toStrictEqual(OF_THE_FIRST_RELEASE);
});

test('a stored policy reads back as it was', () => {
  const window = { days: ['sunday'], from: '01:00', to: '04:00', timeZone: 'UTC' };
  for (const changed of [
    {},
    { proveEveryDays: 0 },
    { proofWindow: window },
    { onDrift: 'reissue' },
    { holdForDevices: 30 },
    { announceHours: 168 },
    { retentionHours: 1 },
  ]) {
    const policy = Policy.parse({ ...DEFAULT_POLICY, ...changed });
    expect(Policy.parse(storedPolicy(policy))).toStrictEqual(policy);
  }
});
