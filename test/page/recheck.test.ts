import { recheckDelayMs } from '../../functions/page/recheck';

describe('recheckDelayMs', () => {
  it('asks soon at first, then ever less often, and never more rarely than every ten minutes', () => {
    const delays = [0, 1, 2, 3, 4, 5, 6, 1000].map(recheckDelayMs);
    expect(delays).toEqual([15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 600_000, 600_000]);
  });
});
