import { type Bare, bareLoop } from './bare-loop';
import { type Row } from './figure';
import { Google } from './google';
import { NAIVE_AT_ONCE, naiveLoop } from './naive';
import { issueAll, lostPasswords, type Ran, runAll } from './run-all';
import { Service } from './service';
import { median } from './statistics';
import { type Size } from './size';

const LATENCY_MS = 80;
const AT_ONCE = 40;

type Round = { readonly bare: Bare; readonly naivePerSecond: number; readonly rotated: Ran };

/**
 * Rotation at full speed: Google has no quota, 40 concurrent calls. Rounds take turns with a loop that makes
 * only the one HTTP call per user, for as many users over as many connections, and with the naive loop. Half as many
 * calls would do for the rate, but take 0.09 to 0.18 ms of processor time each from one round to the next.
 */
export async function unlimitedRotationRows({ quick }: Size): Promise<Row[]> {
  const [wanted, rounds] = quick ? [2_000, 2] : [10_000, 5];
  const google = await Google.start(wanted);
  const service = await Service.start(google, {
    DIRECTORY_CALLS_PER_SECOND: '10000',
    DIRECTORY_CONCURRENCY: String(AT_ONCE),
  });
  try {
    await issueAll(google, service);
    await bareLoop(google, google.users.slice(0, 1_000), AT_ONCE); // warm up, as the service is
    await google.setLatency(LATENCY_MS);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const bare = await bareLoop(google, google.users, AT_ONCE);
      const naive = await naiveLoop(google, google.users.slice(0, 500));
      const rotated = await runAll(google, service, '/v1/rotations', 300);
      measured.push({ bare, naivePerSecond: (naive.changed * 1000) / naive.ms, rotated });
    }
    const lost = await lostPasswords(google, service);
    const run = `${rounds} × ${wanted} users, Google ${LATENCY_MS} ms a call and no quota, ${AT_ONCE} at once`;
    return rowsOf(measured, lost, run);
  } finally {
    await service.stop();
    await google.stop();
  }
}

function rowsOf(rounds: readonly Round[], lost: number, run: string): Row[] {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const loop = `a bare loop, ${AT_ONCE} connections`;
  const rate = {
    unit: 'a second',
    beside: { name: loop, value: of(({ bare }) => bare.perSecond) },
    run,
  };
  return [
    {
      name: 'rotation without a quota',
      ...rate,
      goal: { of: 'ratio', atLeast: 0.92 },
      measured: of(({ rotated }) => rotated.perSecond),
      ratio: of(({ rotated, bare }) => rotated.perSecond / bare.perSecond),
    },
    {
      name: `the naive loop without a quota, ${NAIVE_AT_ONCE} at once`,
      ...rate,
      measured: of(({ naivePerSecond }) => naivePerSecond),
      ratio: of(({ naivePerSecond, bare }) => naivePerSecond / bare.perSecond),
    },
    {
      name: 'CPU for each rotation, the whole process',
      goal: { of: 'ratio', atMost: 4 },
      unit: 'ms',
      measured: of(({ rotated }) => rotated.cpuMsEach),
      beside: { name: `${loop}: its own for a call`, value: of(({ bare }) => bare.cpuMsEach) },
      ratio: of(({ rotated, bare }) => rotated.cpuMsEach / bare.cpuMsEach),
      run,
    },
    {
      name: 'rotation without a quota: passwords lost, or not changed once',
      goal: { of: 'measured', atMost: 0 },
      unit: 'of all',
      measured: lost + rounds.reduce((sum, { rotated }) => sum + rotated.notOnce, 0),
      run,
    },
  ];
}
