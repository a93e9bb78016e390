import { type RotationTask } from '../../../functions/domain/rotation/run';
import { rotateAccount, type Rotated } from '../../../functions/domain/rotation/rotate-account';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';
import { epochMs } from '../../../functions/domain/time';

const RUN = '20260101T000000000Z-00000001';

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect({ retryBudget: 3 });
  await world.people(2);
  await world.addRun(RUN);
  world.clock.advance(1_000);
});
afterEach(() => {
  world.check();
});

const task = (more: Partial<RotationTask> = {}): RotationTask => ({
  userId: crowdUser(0).id,
  runId: RUN,
  decidedAt: world.clock.now(),
  ...more,
});
const work = (more: Partial<RotationTask> = {}): Promise<Rotated> =>
  rotateAccount(world.ports(), task(more));

describe('a task that was planned before', () => {
  const becomesAdmin = (): void => {
    world.google.add(crowdUser(0, { isAdmin: true }));
  };

  test.each([
    ['an hour and a half', 5_400_001],
    ['a day', 86_400_000],
  ])('%s looks at the user first, and leaves an administrator alone', async (_, ms) => {
    const decidedAt = world.clock.now();
    world.clock.advance(ms);
    becomesAdmin();
    expect(await work({ decidedAt })).toStrictEqual({ kind: 'skipped', code: 'admin-account' });
    expect(world.google.calls).toMatchObject({ set: 0, find: 1 });
    expect(world.account(0).mark).toMatchObject({ outcome: 'skipped', code: 'admin-account' });
    expect((await work({ decidedAt })).kind).toBe('nothing');
  });

  test('somebody changed the scope leaves alone who is outside now', async () => {
    const decidedAt = world.clock.now();
    world.clock.advance(1);
    await world.connect({ orgUnitPaths: ['/Staff'] });
    expect(await work({ decidedAt })).toStrictEqual({ kind: 'skipped', code: 'out-of-scope' });
    expect(world.google.calls.set).toBe(0);
  });

  test('long ago, and Google can not be asked, comes again', async () => {
    world.google.unreadable = 'google-unavailable';
    expect(await work({ decidedAt: epochMs(1) })).toMatchObject({ kind: 'again' });
    expect(world.google.calls.set).toBe(0);
  });

  test('a moment ago asks nothing more', async () => {
    expect((await work({ decidedAt: world.clock.now() })).kind).toBe('rotated');
    expect(world.google.calls).toMatchObject({ set: 1, find: 0 });
  });
});
