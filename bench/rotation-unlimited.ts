import { type Figure, type Row } from './figure';
import { Google } from './google';
import { atOnce } from './load';
import { NAIVE_AT_ONCE, naiveLoop } from './naive';
import { issueAll, lostPasswords, rotateAll, type Rotated } from './rotate-all';
import { Service } from './service';
import { median } from './statistics';
import { type Size } from './size';

const LATENCY_MS = 80;
const AT_ONCE = 40;

/** Rates are users a second. */
type Round = { readonly bare: number; readonly naive: number; readonly rotated: Rotated };

/**
 * Rotation as fast as it goes: Google has no quota, 40 calls at once. Rounds of it take turns with a
 * loop that makes nothing but the one HTTP call for each user, with as many connections, and with
 * the naive loop.
 */
export async function unlimitedRotationRows({ quick }: Size): Promise<Row[]> {
  const [wanted, rounds] = quick ? [2_000, 2] : [10_000, 3];
  const google = await Google.start(Math.ceil(wanted * 1.2));
  const service = await Service.start(google, {
    DIRECTORY_CALLS_PER_SECOND: '10000',
    DIRECTORY_CONCURRENCY: String(AT_ONCE),
  });
  try {
    const users = (await google.ordinaryUsers()).slice(0, wanted);
    await issueAll(google, service, users);
    await google.setLatency(LATENCY_MS);
    const some = users.slice(0, Math.min(wanted, 2_000));
    const few = users.slice(0, 500);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await google.signIn();
      const startedAt = performance.now();
      await atOnce(some, AT_ONCE, (user) => google.setPassword(user.id));
      const bare = (some.length * 1000) / (performance.now() - startedAt);
      const naive = await naiveLoop(google, few);
      const rotated = await rotateAll(google, service, users, 300);
      measured.push({ bare, naive: (naive.changed * 1000) / naive.ms, rotated });
    }
    const of = (pick: (round: Round) => number): number => median(measured.map(pick));
    const lost = await lostPasswords(google, service, users);
    const run = `${rounds} × ${users.length} users, Google ${LATENCY_MS} ms a call and no quota, ${AT_ONCE} at once`;
    const bare = { name: `a bare loop, ${AT_ONCE} connections`, value: of((round) => round.bare) };
    const rate = { unit: 'a second', beside: bare, run };
    const rows: Figure[] = [
      {
        name: 'rotation without a quota',
        ...rate,
        goal: { of: 'ratio', atLeast: 0.8 },
        measured: of(({ rotated }) => rotated.perSecond),
        ratio: of((round) => round.rotated.perSecond / round.bare),
      },
      {
        name: `the naive loop without a quota, ${NAIVE_AT_ONCE} at once`,
        ...rate,
        measured: of(({ naive }) => naive),
        ratio: of((round) => round.naive / round.bare),
      },
      {
        name: 'CPU for each rotation, the whole process',
        goal: { of: 'measured', atMost: 2 },
        unit: 'ms',
        measured: of(({ rotated }) => rotated.cpuMsEach),
        run,
      },
      {
        name: 'rotation without a quota: passwords lost, or not changed once',
        goal: { of: 'measured', atMost: 0 },
        unit: 'of all',
        measured: lost + measured.reduce((sum, { rotated }) => sum + rotated.notOnce, 0),
        run,
      },
    ];
    return rows;
  } finally {
    await service.stop();
    await google.stop();
  }
}
