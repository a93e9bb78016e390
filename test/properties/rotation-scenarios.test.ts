import { SCENARIOS } from './rotation-scenarios';

describe('what a run promises', () => {
  test.each(Object.entries(SCENARIOS))('%s', async (_, scenario) => {
    await expect(scenario()).resolves.toBeUndefined();
  });
});
