import { syncedWritesMs } from './disk';
import { type Row } from './figure';
import { Google, type GoogleUser } from './google';
import { atOnce, atRate } from './load';
import { Service } from './service';
import { median, quantile } from './statistics';
import { type Size } from './size';

const PER_SECOND = 100;
const LATENCY_MS = 80;
const WARM_UP_AT_ONCE = 10;

/** Milliseconds: of the bare calls, of the issues, and of single synced writes to the disk. */
type Round = { readonly bare: number[]; readonly issued: number[]; readonly synced: number[] };

/**
 * What the service adds to Google's own calls when a password is issued. An issue is two calls at
 * Google: look the user up, set the password. Rounds of issues take turns with rounds of the same two
 * calls made bare, by the same generator at the same rate; p50 and p99 are subtracted round by round.
 */
export async function issueRows({ quick }: Size): Promise<Row[]> {
  const [rounds, seconds, warmUp] = quick ? [3, 2, 500] : [7, 5, 2_000];
  const perRound = PER_SECOND * seconds;
  const google = await Google.start(Math.ceil((rounds * perRound + warmUp) * 1.2));
  const service = await Service.start(google);
  try {
    await google.signIn();
    const users = await google.ordinaryUsers();
    const bare = (user: GoogleUser): Promise<number> => lookUpAndSet(google, user);
    const issue = async (user: GoogleUser): Promise<number> => {
      const answer = await service.issue(user);
      if (answer.status !== 201) throw new Error(`An issue was answered ${answer.status}.`);
      return answer.ms;
    };
    await atOnce(users.slice(0, warmUp), WARM_UP_AT_ONCE, async (user) => {
      await bare(user);
      await issue(user);
    });
    await google.setLatency(LATENCY_MS);
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const some = users.slice(warmUp + round * perRound, warmUp + (round + 1) * perRound);
      measured.push({
        synced: await syncedWritesMs(),
        bare: await atRate(some, PER_SECOND, bare),
        issued: await atRate(some, PER_SECOND, issue),
      });
    }
    const run = `${rounds} rounds of ${perRound} at ${PER_SECOND} a second, Google ${LATENCY_MS} ms a call, after ${warmUp} to warm up`;
    const row = (name: string, share: number, atMost: number): Row => ({
      name: `issue: time added to Google's own calls, ${name}`,
      goal: { of: 'measured', atMost },
      unit: 'ms',
      measured: median(
        measured.map((round) => quantile(round.issued, share) - quantile(round.bare, share)),
      ),
      beside: {
        name: 'the two calls made bare',
        value: median(measured.map((round) => quantile(round.bare, share))),
      },
      run,
    });
    const disk = (share: number): number =>
      median(measured.map(({ synced }) => quantile(synced, share)));
    const synced: Row = {
      name: 'one synced write to this disk, p50; an issue waits for one',
      unit: 'ms',
      measured: disk(0.5),
      beside: { name: 'its p99', value: disk(0.99) },
      run: `${rounds} rounds of 100 writes of 4 KiB, 5 ms apart, before those of the issues`,
    };
    return [row('p50', 0.5, 3), row('p99', 0.99, 10), synced];
  } finally {
    await service.stop();
    await google.stop();
  }
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
