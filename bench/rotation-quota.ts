import { type Row } from './figure';
import { Google } from './google';
import { NAIVE_AT_ONCE, naiveLoop } from './naive';
import { issueAll, lostPasswords, runAll } from './run-all';
import { Service } from './service';
import { type Size } from './size';

const LATENCY_MS = 80;

/**
 * Rotation against Google's quota: a fixed number of calls is accepted in each minute of Google's clock,
 * further ones get 403. The naive loop runs against the same quota for comparison.
 */
export async function quotaRotationRows({ quick }: Size): Promise<Row[]> {
  const [wanted, perMinute] = quick ? [900, 600] : [10_000, 2_400];
  const google = await Google.start(wanted);
  const service = await Service.start(google, {
    DIRECTORY_CALLS_PER_SECOND: String(perMinute / 60),
  });
  try {
    await issueAll(google, service);
    await google.setLatency(LATENCY_MS);
    await google.setQuota(perMinute);
    const allowed = perMinute / 60;
    const within = (2 * wanted) / allowed + 60;
    const rotated = await runAll(google, service, '/v1/rotations', within);
    const lost = await lostPasswords(google, service);
    await google.setLatency(LATENCY_MS);
    await google.setQuota(perMinute);
    const naive = await naiveLoop(google, google.users);
    const run = `${wanted} users, Google ${LATENCY_MS} ms a call, ${perMinute} calls a minute`;
    return [
      {
        name: 'rotation at the quota',
        goal: { of: 'ratio', atLeast: 0.99 },
        unit: 'a second',
        measured: rotated.perSecond,
        beside: { name: 'what the quota allows', value: allowed },
        run,
      },
      {
        name: 'rotation at the quota: calls for each account',
        goal: { of: 'measured', atMost: 1.01 },
        unit: 'calls',
        measured: rotated.callsEach,
        run,
      },
      {
        name: 'rotation at the quota: accounts lost, or not changed once',
        goal: { of: 'measured', atMost: 0 },
        unit: 'of all',
        measured: lost + rotated.notOnce,
        beside: { name: `the naive loop, ${NAIVE_AT_ONCE} at once`, value: naive.failed },
        run,
      },
      {
        name: 'rotation at the quota: CPU for each, with everything else that the process does meanwhile',
        unit: 'ms',
        measured: rotated.cpuMsEach,
        run,
      },
    ];
  } finally {
    await service.stop();
    await google.stop();
  }
}
