import { type Row } from './figure';
import { Google } from './google';
import { lostPasswords, type Ran, runAll } from './run-all';
import { Service } from './service';
import { type Size } from './size';

const AT_ONCE = 40;
/** Far below any measured rate: only a stalled run is given up. */
const PER_SECOND_AT_LEAST = 20;
/** The most users, spread over a larger domain, whose password is checked at the end. */
const ASKED_AT_MOST = 100_000;
const MEGABYTE = 1_000_000;

/** Both runs, the peak memory by the end of each (MB), and the number of lost passwords. */
type Large = {
  readonly issued: Ran & { readonly peak: number };
  readonly rotated: Ran & { readonly peak: number };
  readonly lost: number;
};

/**
 * A large domain at full speed: one run gives every user a password, a second run rotates them. Takes 15
 * minutes for 100,000 users.
 */
export async function largeRotationRows({ large, users, latencyMs }: Size): Promise<Row[]> {
  const name = `a run of ${users.toLocaleString('en-US')} rotations without a quota`;
  if (!large) return [{ name, skipped: 'takes a quarter of an hour: ask for it by --large' }];
  const google = await Google.start(users);
  const service = await Service.start(google, {
    DIRECTORY_CALLS_PER_SECOND: '10000',
    DIRECTORY_CONCURRENCY: String(AT_ONCE),
  });
  try {
    return rowsOf(name, { users, latencyMs }, await bothRuns(google, service, latencyMs));
  } finally {
    await service.stop();
    await google.stop();
  }
}

async function bothRuns(google: Google, service: Service, latencyMs: number): Promise<Large> {
  const { users } = google;
  const within = users.length / PER_SECOND_AT_LEAST + 60;
  const peak = (): number => service.process.memory().peak / MEGABYTE;
  await google.setLatency(latencyMs);
  const issued = { ...(await runAll(google, service, '/v1/issuances', within)), peak: peak() };
  const rotated = { ...(await runAll(google, service, '/v1/rotations', within)), peak: peak() };
  const step = Math.ceil(users.length / ASKED_AT_MOST);
  const asked = users.filter((_, index) => index % step === 0);
  return { issued, rotated, lost: await lostPasswords(google, service, asked) };
}

function rowsOf(
  name: string,
  { users, latencyMs }: Pick<Size, 'users' | 'latencyMs'>,
  { issued, rotated, lost }: Large,
): Row[] {
  const seconds = ({ seconds }: Ran): string => `${Math.round(seconds)} s`;
  const run = `${users} users in ${seconds(rotated)}, Google ${latencyMs} ms a call, ${AT_ONCE} at once, after a run that gave each a first password in ${seconds(issued)}`;
  const figure = (unit: string, of: (ran: Large['rotated']) => number) => ({
    unit,
    measured: of(rotated),
    beside: { name: 'the run of first passwords', value: of(issued) },
    run,
  });
  return [
    { name, ...figure('a second', ({ perSecond }) => perSecond) },
    { name: `${name}: CPU for each`, ...figure('ms', ({ cpuMsEach }) => cpuMsEach) },
    { name: `${name}: calls for each account`, ...figure('calls', ({ callsEach }) => callsEach) },
    {
      name: `${name}: memory of \`npm start\``,
      ...figure('MB', ({ peak }) => peak),
      goal: { of: 'measured', atMost: 250 },
      run: 'the most ever resident since the process began, start-up and the run of first passwords included; beside it, the same by the end of that first run',
    },
    {
      name: `${name}: passwords lost, or not changed once`,
      goal: { of: 'measured', atMost: 0 },
      unit: 'of all',
      measured: lost + rotated.notOnce + issued.notOnce,
      run: `of both runs; ${Math.min(users, ASKED_AT_MOST)} passwords asked for and compared with Google's`,
    },
  ];
}
