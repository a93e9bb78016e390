import { syncedWritesMs } from './disk';
import { type Row } from './figure';
import { Google, type GoogleUser } from './google';
import { type HttpAnswer } from './http-call';
import { atRate } from './load';
import { Service } from './service';
import { median, quantile } from './statistics';
import { type Size } from './size';

const PER_SECOND = 100;
const LATENCY_MS = 80;

/** Milliseconds: of the bare calls, of the issues, and of single synced writes to the disk. */
type Round = { readonly bare: number[]; readonly issued: number[]; readonly synced: number[] };

/**
 * What the service adds to Google's own calls when a password is issued. An issue is two calls at
 * Google: look the user up, set the password. Rounds of issues take turns with rounds of the same two
 * calls made bare, by the same generator at the same rate; p50 and p99 are subtracted round by round.
 */
export async function issueRows({ quick }: Size): Promise<Row[]> {
  const [rounds, seconds] = quick ? [3, 2] : [5, 5];
  const perRound = PER_SECOND * seconds;
  const google = await Google.start(Math.ceil((rounds + 1) * perRound * 1.2));
  const service = await Service.start(google);
  try {
    await google.signIn();
    await google.setLatency(LATENCY_MS);
    const users = await google.ordinaryUsers();
    const bare = (user: GoogleUser): Promise<number> => lookUpAndSet(google, user);
    const issue = async (user: GoogleUser): Promise<number> => {
      const answer = await service.issue(user);
      if (answer.status !== 201) throw new Error(`An issue was answered ${answer.status}.`);
      return answer.ms;
    };
    const measured: Round[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const some = users.slice(round * perRound, (round + 1) * perRound);
      measured.push({
        synced: syncedWritesMs(),
        bare: await atRate(some, PER_SECOND, bare),
        issued: await atRate(some, PER_SECOND, issue),
      });
    }
    const counted = measured.slice(1); // the first round warms everything up
    const run = `${rounds} rounds of ${perRound} at ${PER_SECOND} a second, Google ${LATENCY_MS} ms a call`;
    const row = (name: string, share: number, atMost: number): Row => ({
      name: `issue: time added to Google's own calls, ${name}`,
      goal: { of: 'measured', atMost },
      unit: 'ms',
      measured: median(
        counted.map((round) => quantile(round.issued, share) - quantile(round.bare, share)),
      ),
      beside: {
        name: 'the two calls made bare',
        value: median(counted.map((round) => quantile(round.bare, share))),
      },
      run,
    });
    const disk = (share: number): number =>
      median(counted.map(({ synced }) => quantile(synced, share)));
    const synced: Row = {
      name: 'one synced write to this disk, p50; an issue waits for two',
      unit: 'ms',
      measured: disk(0.5),
      beside: { name: 'its p99', value: disk(0.99) },
      run: `${rounds} rounds of 100 writes of 4 KiB, before those of the issues`,
    };
    return [row('p50', 0.5, 3), row('p99', 0.99, 10), synced];
  } finally {
    await service.stop();
    await google.stop();
  }
}

async function lookUpAndSet(google: Google, { id }: GoogleUser): Promise<number> {
  const looked = await google.readUser(id);
  const set = await google.setPassword(id);
  for (const { status } of [looked, set] satisfies HttpAnswer[]) {
    if (status !== 200) throw new Error(`Google answered ${status}.`);
  }
  return looked.ms + set.ms;
}
