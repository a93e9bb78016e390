import { type EpochMs, epochMs } from '../../../functions/domain/time';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { Rotating } from './rotating';

const DAY = 86_400_000;
const OUT = { kind: 'error', status: 503, body: 'Service unavailable' } as const;
const REFUSED = { kind: 'error', status: 403, reason: 'forbidden' } as const;
/** One in twenty of these is suspended or an administrator. */
const USERS = 1_060;

let world: Rotating;
afterEach(() => {
  world.close();
});

/** Calls `act` once Google has accepted this many passwords. */
function afterChanges(changes: number, act: () => void): void {
  const { clock, workspace } = world.service;
  let acted = false;
  clock.onAdvance(() => {
    if (acted) return;
    const { replies } = workspace.wire.statistics.report();
    if ((replies['200'] ?? 0) < changes) return;
    acted = true;
    act();
  });
}

/** A candidate that this installation's key can't decrypt. */
const foreign = (createdAt: EpochMs) => ({
  status: 'unconfirmed' as const,
  candidates: [
    {
      version: 2,
      ciphertext: Buffer.from('of another key').toString('base64') as never,
      createdAt,
      sent: true,
      refused: false,
      purpose: 'set' as const,
    },
  ],
  lastVersion: 2,
});

test('a thousand accounts, seven of them with faults: all others are rotated once, and the run ends', async () => {
  world = await Rotating.open({}, { users: USERS });
  const { clock, workspace } = world.service;
  const { state } = workspace.google;
  const people = await world.everybodyHasOne();
  expect(people.length).toBeGreaterThan(1_000);
  const at = (place: number): WorkspaceUser => workspace.user(people[place]!.id)!;
  const [refused, gone, out, unreadable, sealed] = [10, 200, 300, 400, 450].map(at);
  const [promoted, suspended, ...later] = [700, 800, 850, 851, 852].map(at);
  const tomorrow = epochMs(clock.now() + DAY);
  for (const user of later) await world.hasOne(user, { nextRotationAt: tomorrow });
  await world.hasOne(unreadable!, { lastVersion: 'five' as never });
  await world.hasOne(sealed!, foreign(epochMs(clock.now() - DAY)));
  state.users.remove(gone!.id);
  world.faults(
    { operations: ['users.get', 'users.update'], userKey: refused!.id, fault: REFUSED },
    { operations: ['users.get', 'users.update'], userKey: out!.id, fault: OUT },
  );
  afterChanges(300, () => {
    state.putUser({ ...at(700), isAdmin: true });
    state.putUser({ ...at(800), suspended: true });
  });

  const { runId } = await world.quarter();
  const due = people.length - later.length;
  expect(await world.run(runId!)).toMatchObject({
    state: 'finished',
    total: due,
    done: due - 6,
    failed: 3,
    parked: 0,
    skipped: 3,
    skippedBy: { 'user-not-found': 1, 'admin-account': 1, 'user-suspended': 1 },
  });
  const odd = [refused, gone, out, unreadable, promoted, suspended, ...later].map(
    ({ id } = gone!) => id,
  );
  const others = people.filter(({ id }) => !odd.includes(id));
  expect(world.changedOtherThan(1, others)).toStrictEqual([]);
  expect(world.changedOtherThan(0, [promoted!, suspended!, ...later])).toStrictEqual([]);

  const told = async ({ primaryEmail } = gone!): Promise<unknown> => {
    const [shown] = await world.shown(`query=${encodeURIComponent(primaryEmail)}`);
    return [shown?.status, shown?.version, shown?.lastFailure?.code, shown?.retryAt?.slice(0, 16)];
  };
  expect(await told(refused)).toStrictEqual(['active', 1, 'not-authorized', '2026-01-01T00:15']);
  expect(await told(gone)).toStrictEqual(['active', 1, 'user-not-found', '2026-01-02T00:00']);
  expect(await told(out)).toStrictEqual([
    'unconfirmed',
    1,
    'google-unavailable',
    '2026-01-01T00:15',
  ]);
  expect(await told(unreadable)).toStrictEqual([
    'unreadable',
    undefined,
    'record-unreadable',
    undefined,
  ]);
  expect(await told(sealed)).toStrictEqual(['active', 3, undefined, undefined]);
  expect(await told(promoted)).toStrictEqual(['active', 1, 'admin-account', '2026-01-02T00:00']);
  expect(await told(suspended)).toStrictEqual(['active', 1, 'user-suspended', '2026-01-02T00:00']);
  expect(await world.overview()).toMatchObject({
    dueNow: 0,
    lastRun: { runId, state: 'finished' },
    retrying: 5,
  });

  for (let tick = 0; tick < 26; tick += 1) await world.quarter(DAY / 24);
  expect(world.changedOtherThan(1, later)).toStrictEqual([]);
  expect(world.changedOtherThan(1, others)).toStrictEqual([]);
  expect((await world.overview()).overdue).toBe(0);
}, 240_000);
