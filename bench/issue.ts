import { syncedWritesMs } from './disk';
import { type Row } from './figure';
import { Google, type GoogleUser } from './google';
import { HelloWorld } from './hello-world';
import { atOnce, atRate } from './load';
import { Service } from './service';
import { median, quantile } from './statistics';
import { type Size } from './size';

const PER_SECOND = 100;
const LATENCY_MS = 80;
const WARM_UP_AT_ONCE = 10;

/** Each returns its duration in milliseconds. */
type Calls = Record<'bare' | 'hello' | 'issued', (user: GoogleUser) => Promise<number>>;

/** Durations in milliseconds, of each call and of single synced writes to disk. */
type Round = Readonly<Record<keyof Calls | 'synced', readonly number[]>>;

/**
 * What the service adds to Google's own calls when it issues a password. An issue makes two calls to Google:
 * look up the user, set the password. Rounds of issues take turns with rounds of the same two calls made
 * directly, and with calls to a hello world, from the same generator at the same rate. p50 and p99 are
 * subtracted round by round.
 */
export async function issueRows({ quick }: Size): Promise<Row[]> {
  const [rounds, seconds, warmUp] = quick ? [3, 2, 500] : [7, 5, 2_000];
  const perRound = PER_SECOND * seconds;
  const google = await Google.start(rounds * perRound + warmUp);
  const service = await Service.start(google);
  const helloWorld = await HelloWorld.start();
  try {
    await google.signIn();
    const calls: Calls = {
      bare: (user) => lookUpAndSet(google, user),
      hello: () => helloWorld.call(),
      issued: (user) => issue(service, user),
    };
    await atOnce(google.users.slice(0, warmUp), WARM_UP_AT_ONCE, async (user) => {
      for (const call of Object.values(calls)) await call(user);
    });
    await google.setLatency(LATENCY_MS);
    const measured: Round[] = [];
    for (let first = warmUp; first < google.users.length; first += perRound) {
      measured.push(await roundOf(calls, google.users.slice(first, first + perRound)));
    }
    const run = `${rounds} rounds of ${perRound} at ${PER_SECOND} a second, Google ${LATENCY_MS} ms a call, after ${warmUp} to warm up`;
    return rowsOf(measured, run);
  } finally {
    await helloWorld.stop();
    await service.stop();
    await google.stop();
  }
}

const roundOf = async (calls: Calls, users: readonly GoogleUser[]): Promise<Round> => ({
  synced: await syncedWritesMs(),
  bare: await atRate(users, PER_SECOND, calls.bare),
  hello: await atRate(users, PER_SECOND, calls.hello),
  issued: await atRate(users, PER_SECOND, calls.issued),
});

function rowsOf(rounds: readonly Round[], run: string): Row[] {
  const of = (pick: (round: Round) => number): number => median(rounds.map(pick));
  const added = ({ issued, bare }: Round, share: number): number =>
    quantile(issued, share) - quantile(bare, share);
  const least = ({ hello, synced }: Round): number => median(hello) + median(synced);
  const name = "issue: time added to Google's own calls,";
  const compared = (what: string, times: keyof Round, run: string): Row => ({
    name: what,
    unit: 'ms',
    measured: of((round) => median(round[times])),
    beside: { name: 'its p99', value: of((round) => quantile(round[times], 0.99)) },
    run,
  });
  return [
    {
      name: `${name} p50`,
      goal: { of: 'ratio', atMost: 2 },
      unit: 'ms',
      measured: of((round) => added(round, 0.5)),
      beside: { name: "a hello world's answer and one synced write", value: of(least) },
      ratio: of((round) => added(round, 0.5) / least(round)),
      run,
    },
    {
      name: `${name} p99`,
      goal: { of: 'ratio', atMost: 3 },
      unit: 'ms',
      measured: of((round) => added(round, 0.99)),
      beside: { name: 'its own p50', value: of((round) => added(round, 0.5)) },
      ratio: of((round) => added(round, 0.99) / added(round, 0.5)),
      run,
    },
    compared('the two calls at Google made bare, p50', 'bare', run),
    compared("the answer of functions-framework's hello world, p50", 'hello', run),
    compared(
      'one synced write to this disk, p50; an issue waits for one',
      'synced',
      `${rounds.length} rounds of 100 writes of 4 KiB, 5 ms apart, before those of the calls`,
    ),
  ];
}

async function issue(service: Service, user: GoogleUser): Promise<number> {
  const { status, ms } = await service.issue(user);
  if (status !== 201) throw new Error(`An issue was answered ${status}.`);
  return ms;
}

async function lookUpAndSet(google: Google, { id }: GoogleUser): Promise<number> {
  const startedAt = performance.now();
  const looked = await google.readUser(id);
  const set = await google.setPassword(id);
  const ms = performance.now() - startedAt;
  for (const { status } of [looked, set]) {
    if (status !== 200) throw new Error(`Google answered ${status}.`);
  }
  return ms;
}
