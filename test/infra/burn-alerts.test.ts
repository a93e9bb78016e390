import request from 'supertest';
import { epochMs } from '../../functions/domain/time';
import { type Plan, plansOf } from '../../scripts/test-infra-plans';
import { Rotating } from '../endpoints/rotation/rotating';
import { entryOfLine } from './log-entries';
import { type Entry } from './log-filter';
import { ServiceLevels, type Written } from './service-levels';

// When the alerts on the two objectives come, from lines that the functions really write.

const DAY = 86_400_000;
const MINUTE = 60;
const HOUR = 3600;

let levels: ServiceLevels;
let planned: string;
let world: Rotating;
beforeAll(async () => {
  const plans = await plansOf('infra', 'defaults');
  levels = ServiceLevels.of(plans);
  planned = JSON.stringify(plans.get('defaults/watched_and_audited'));
  world = await Rotating.open({}, { users: 600 });
});
afterAll(() => {
  world.close();
});

/** The one entry that the objective counts of those that `act` makes a function write. */
async function counted(level: string, name: string, act: () => Promise<unknown>): Promise<Entry> {
  const { service } = world;
  service.lines.length = 0;
  await act();
  const entries = service.lines.map((line) => entryOfLine(name, line));
  const ofLevel = entries.filter((entry) => levels.verdict(level, entry) !== 'not counted');
  expect(ofLevel).toHaveLength(1);
  return ofLevel[0]!;
}

const ticked = (): Promise<Entry> => counted('rotation-on-time', 'rotation', () => world.tick());

const asked = (status: number): Promise<Entry> =>
  counted('passwords-answered', 'passwords', () =>
    request(world.passwords).put('/v1/users/alice@example.com/password').expect(status),
  );

/** The entry again and again, every `every` seconds, from `from` to `to` seconds ago. */
function repeated(entry: Entry, every: number, from: number, to = 0): Written[] {
  const times = Math.floor((from - to) / every);
  return Array.from({ length: times }, (_, index) => ({ entry, secondsAgo: to + index * every }));
}

/** One call a minute for six hours, of which one in `of` is bad. */
function mixed(good: Entry, bad: Entry, of: number): Written[] {
  const calls = repeated(good, MINUTE, 6 * HOUR);
  return calls.map((each, index) => (index % of === 0 ? { ...each, entry: bad } : each));
}

it('has an alert for each objective and each speed', () => {
  expect(levels.alerts.toSorted()).toEqual([
    'Passwords are not answered',
    'Rotation is late',
    'Rotation is late too often',
    'Too many passwords are not answered',
  ]);
});

describe('passwords that are answered', () => {
  let good: Entry;
  let bad: Entry;
  beforeAll(async () => {
    good = await asked(201);
    world.faults({ operations: ['users.get'], fault: { kind: 'error', status: 503 } });
    bad = await asked(503);
    world.faults();
  });

  it('raise nothing', () => {
    expect(levels.raised(repeated(good, MINUTE, 6 * HOUR))).toEqual([]);
  });

  it('all fail: the fast alert comes within ten minutes, the slow one within half an hour', () => {
    const now = [...repeated(good, MINUTE, 6 * HOUR, 600), ...repeated(bad, MINUTE, 600)];
    expect(levels.raised(now)).toEqual(['Passwords are not answered']);
    const worse = [...repeated(good, MINUTE, 6 * HOUR, 1800), ...repeated(bad, MINUTE, 1800)];
    expect(levels.raised(worse).toSorted()).toEqual([
      'Passwords are not answered',
      'Too many passwords are not answered',
    ]);
  });

  it('one in twenty fails for hours: only the slow alert comes', () => {
    expect(levels.raised(mixed(good, bad, 20))).toEqual(['Too many passwords are not answered']);
  });

  it('one in a hundred fails: the budget burns twice as fast as it may, and no alert comes', () => {
    expect(levels.raised(mixed(good, bad, 100))).toEqual([]);
  });

  it('an outage that ended ten minutes ago raises no fast alert', () => {
    const over = [...repeated(bad, MINUTE, 1800, 600), ...repeated(good, MINUTE, 600)];
    expect(levels.raised(over)).not.toContain('Passwords are not answered');
  });

  it('four failures of four calls in an hour raise nothing, five do', () => {
    expect(levels.raised(repeated(bad, MINUTE, 4 * MINUTE))).toEqual([]);
    expect(levels.raised(repeated(bad, MINUTE, 5 * MINUTE))).toContain(
      'Passwords are not answered',
    );
  });
});

describe('rotation that is on time', () => {
  const QUARTER = 15 * MINUTE;
  const due = async (days: number, how: number): Promise<void> => {
    const nextRotationAt = epochMs(world.service.clock.now() + days * DAY);
    for (const user of world.people.slice(0, how)) await world.hasOne(user, { nextRotationAt });
  };
  let good: Entry;
  let bad: Entry;
  beforeAll(async () => {
    expect(world.people.length).toBeGreaterThan(500);
    await due(20, world.people.length);
    await due(-2, 5);
    good = await ticked(); // five of more than five hundred
    await due(-2, 6);
    bad = await ticked();
  });

  it('is a tick that finds less than one password of a hundred late, and not more', () => {
    expect(levels.verdict('rotation-on-time', good)).toBe('good');
    expect(levels.verdict('rotation-on-time', bad)).toBe('bad');
    expect([good, bad]).toMatchObject([{ jsonPayload: { late: 5 } }, { jsonPayload: { late: 6 } }]);
  });

  it('raises nothing, nor does one late tick', () => {
    expect(levels.raised(repeated(good, QUARTER, 6 * HOUR))).toEqual([]);
    const late = { entry: bad, secondsAgo: 1 };
    expect(levels.raised([late, ...repeated(good, QUARTER, 6 * HOUR, QUARTER)])).toEqual([]);
  });

  it('late for an hour raises the fast alert', () => {
    const now = [...repeated(good, QUARTER, 6 * HOUR, HOUR), ...repeated(bad, QUARTER, HOUR)];
    expect(levels.raised(now)).toEqual(['Rotation is late']);
  });

  it('late for every other tick raises the slow alert', () => {
    const ticks = repeated(good, QUARTER, 6 * HOUR);
    const mixture = ticks.map((each, index) => (index % 2 === 0 ? { ...each, entry: bad } : each));
    expect(levels.raised(mixture)).toEqual(['Rotation is late too often']);
  });
});

it.each([
  ['jsonPayload.lateShare>0.01', 'jsonPayload.late_share>0.01'],
  ['jsonPayload.lateShare>0.01', 'jsonPayload.lateShare>1'],
  ['jsonPayload.late>=5', 'jsonPayload.late>=500'],
  ['jsonPayload.problem=(', 'jsonPayload.code=('],
  ['\\"google-unavailable\\" OR ', ''],
])('a filter with %s written as %s is found', async (from, to) => {
  expect(planned).toContain(from);
  const wrong = new ServiceLevels(JSON.parse(planned.replaceAll(from, to)) as Plan);
  world.faults({ operations: ['users.get'], fault: { kind: 'error', status: 503 } });
  const failed = await asked(503);
  world.faults();
  const late = await ticked();
  const judged = (by: ServiceLevels): string[] => [
    by.verdict('passwords-answered', failed),
    by.verdict('rotation-on-time', late),
  ];
  expect(judged(levels)).toEqual(['bad', 'bad']);
  expect(judged(wrong)).toContain('good');
});

describe('a renamed field is found: the line is no longer judged as before', () => {
  const renamed = (entry: Entry, from: string, to: string): Entry =>
    JSON.parse(JSON.stringify(entry).replace(`"${from}":`, `"${to}":`)) as Entry;
  let answered: Entry;
  let failed: Entry;
  let late: Entry;
  beforeAll(async () => {
    answered = await asked(200);
    world.faults({ operations: ['users.update'], fault: { kind: 'lost-reply' } });
    failed = await counted('passwords-answered', 'passwords', () =>
      request(world.passwords).post('/v1/users/alice@example.com/password/rotation').expect(503),
    );
    world.faults();
    late = await ticked();
  });

  it.each(['message', 'function', 'route'])('%s of a request', (field) => {
    expect(levels.verdict('passwords-answered', answered)).toBe('good');
    expect(levels.verdict('passwords-answered', renamed(answered, field, 'x'))).toBe('not counted');
  });

  it('problem of a request', () => {
    expect(levels.verdict('passwords-answered', failed)).toBe('bad');
    expect(levels.verdict('passwords-answered', renamed(failed, 'problem', 'code'))).toBe('good');
  });

  it.each(['late', 'lateShare'])('%s of a tick', (field) => {
    expect(levels.verdict('rotation-on-time', late)).toBe('bad');
    expect(levels.verdict('rotation-on-time', renamed(late, field, 'x'))).toBe('good');
  });
});
