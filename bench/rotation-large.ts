import { type Row } from './figure';
import { Google } from './google';
import { issueAll, lostPasswords, rotateAll } from './rotate-all';
import { Service } from './service';
import { type Size } from './size';

const USERS = 100_000;
const LATENCY_MS = 80;
const AT_ONCE = 40;
const WITHIN_SECONDS = 1_800;
const MEGABYTE = 1_000_000;

/** A domain of 100,000 users, all rotated in one run, as fast as it goes. Takes a quarter of an hour. */
export async function largeRotationRows({ large }: Size): Promise<Row[]> {
  const name = 'rotation of 100,000 users without a quota';
  if (!large) return [{ name, skipped: 'takes a quarter of an hour: ask for it by --large' }];
  const google = await Google.start(Math.ceil(USERS * 1.06)); // one in twenty is suspended
  const service = await Service.start(google, {
    DIRECTORY_CALLS_PER_SECOND: '10000',
    DIRECTORY_CONCURRENCY: String(AT_ONCE),
  });
  try {
    const users = (await google.ordinaryUsers()).slice(0, USERS);
    await issueAll(google, service, users);
    await google.setLatency(LATENCY_MS);
    const rotated = await rotateAll(google, service, users, WITHIN_SECONDS);
    const { peak } = service.process.memory();
    const lost = await lostPasswords(google, service, users);
    const run = `${users.length} users in ${Math.round(rotated.seconds)} s, Google ${LATENCY_MS} ms a call, ${AT_ONCE} at once`;
    return [
      { name, unit: 'a second', measured: rotated.perSecond, run },
      { name: `${name}: CPU for each`, unit: 'ms', measured: rotated.cpuMsEach, run },
      { name: `${name}: calls for each account`, unit: 'calls', measured: rotated.callsEach, run },
      { name: `${name}: memory of the process`, unit: 'MB', measured: peak / MEGABYTE, run },
      {
        name: `${name}: passwords lost, or not changed once`,
        goal: { of: 'measured', atMost: 0 },
        unit: 'of all',
        measured: lost + rotated.notOnce,
        run,
      },
    ];
  } finally {
    await service.stop();
    await google.stop();
  }
}
