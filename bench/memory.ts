import { type Row } from './figure';
import { Google } from './google';
import { atOnce } from './load';
import { Service } from './service';
import { type Size } from './size';

const AT_ONCE = 40;
const LATENCY_MS = 80;
const MEGABYTE = 1_000_000;

/** The most memory that `npm start` ever held, from its start to the end of issues, 40 at once. */
export async function memoryRows({ quick }: Size): Promise<Row[]> {
  const issues = quick ? 1_000 : 4_000;
  const google = await Google.start(Math.ceil(issues * 1.2));
  const service = await Service.start(google);
  try {
    const before = service.process.memory();
    await google.setLatency(LATENCY_MS);
    const users = (await google.ordinaryUsers()).slice(0, issues);
    await atOnce(users, AT_ONCE, (user) => service.issue(user));
    const { peak } = service.process.memory();
    return [
      {
        name: 'memory of `npm start`, all four functions, 40 at once',
        unit: 'MB',
        goal: { of: 'measured', atMost: 130 },
        measured: peak / MEGABYTE,
        beside: { name: 'before the first call', value: before.now / MEGABYTE },
        run: `${users.length} issues, 40 at once; the peak of the process`,
      },
    ];
  } finally {
    await service.stop();
    await google.stop();
  }
}
