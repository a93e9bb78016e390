import { Rotating } from './rotating';

const REFUSED = { kind: 'error', status: 403, reason: 'forbidden' } as const;
const OUT = { kind: 'error', status: 503, body: 'Service unavailable' } as const;
const SIX_HOURS = 21_600_000;
const BOB = 'bob@example.com';

let world: Rotating;
afterEach(() => {
  world.close();
});

describe('one user whom Google refuses to show', () => {
  test('delays no other account’s monthly rotation, and is seldom looked up', async () => {
    world = await Rotating.open();
    const people = await world.everybodyHasOne();
    world.faults({ operations: ['users.get', 'users.update'], userKey: BOB, fault: REFUSED });
    for (let tick = 0; tick < 34 * 4; tick += 1) await world.quarter(SIX_HOURS);

    expect(world.changedOtherThan(2, people)).toStrictEqual([BOB]);
    const [refusals] = world.service.workspace.wire.faults.list();
    expect(refusals?.hits).toBeLessThan(15); // 5 on the first day, then one a week
    expect(await world.overview()).toMatchObject({
      accounts: { active: 34, parked: 1 },
      overdue: 0,
    });
    expect(await world.shown(`query=${BOB}`)).toMatchObject([
      { status: 'parked', version: 1, lastFailure: { code: 'not-authorized' } },
    ]);
  }, 240_000);

  test('fails only that user in a list', async () => {
    world = await Rotating.open();
    await world.everybodyHasOne();
    world.faults({ operations: ['users.get'], userKey: BOB, fault: REFUSED });
    const userKeys = ['alice@example.com', BOB, 'carol@example.com'];
    expect(await world.rotate({ userKeys })).toMatchObject({
      state: 'finished',
      total: 3,
      done: 2,
      failed: 1,
    });
    expect([world.changes('alice@example.com'), world.changes('carol@example.com')]).toStrictEqual([
      1, 1,
    ]);
  });

  test('is in the forecast as one without an answer, whatever the scope', async () => {
    world = await Rotating.open();
    const people = await world.everybodyHasOne();
    world.faults({ operations: ['users.get'], userKey: BOB, fault: REFUSED });
    const foretold = async (scope: unknown): Promise<unknown> =>
      (await world.ask('post', '/v1/rotations/forecast', { scope }).expect(200)).body;
    const userKeys = ['alice@example.com', BOB];
    expect(await foretold({ userKeys })).toMatchObject({
      users: 1,
      excluded: { 'no-answer': 1 },
      exact: true,
    });
    expect(await foretold('all')).toMatchObject({ users: people.length, excluded: {} });
  });
});

test('a refused listing is reported, holds the run back, and lets it continue by itself', async () => {
  world = await Rotating.open();
  const people = await world.everybodyHasOne();
  world.faults({ operations: ['users.list'], fault: REFUSED });
  const waiting = await world.rotate('all');
  expect(waiting).toMatchObject({ state: 'waiting', waitingFor: 'configuration', failed: 0 });
  expect((await world.ask('get', '/v1/configuration')).body).toMatchObject({
    verification: { state: 'failing' },
  });
  await world.ask('post', '/v1/rotations/forecast', { scope: 'all' }).expect(409);
  expect(await world.quarter()).toMatchObject({ state: 'waiting', reason: 'configuration' });

  world.faults();
  await world.quarter();
  expect(await world.run(waiting.runId)).toMatchObject({ state: 'finished', done: people.length });
  expect(world.changedOtherThan(1, people)).toStrictEqual([]);
});

test('a listing that Google can’t give makes the schedule look up each due user', async () => {
  world = await Rotating.open();
  const people = await world.everybodyHasOne();
  world.faults({ operations: ['users.list'], fault: OUT });
  const { runId } = await world.quarter();
  expect(await world.run(runId!)).toMatchObject({ state: 'finished', done: people.length });
});

describe('one account that can not be settled', () => {
  test.each([
    ['whose candidate can not be opened', 'candidate'],
    ['whom Google can not look up, ever', 'lookup'],
    ['of whom Google answers nothing, ever', 'update'],
  ] as const)(
    '%s does not keep the run open, and later accounts are served',
    async (_, what) => {
      world = await Rotating.open();
      const people = await world.everybodyHasOne();
      const bob = people.find(({ primaryEmail }) => primaryEmail === BOB)!;
      if (what === 'candidate') {
        const createdAt = (world.service.clock.now() - 3_600_000) as never;
        await world.hasOne(bob, {
          status: 'unconfirmed',
          candidates: [
            {
              version: 2,
              ciphertext: Buffer.from('not ours').toString('base64') as never,
              createdAt,
              sent: true,
              refused: false,
              purpose: 'set',
            },
          ],
          lastVersion: 2,
        });
      }
      if (what === 'lookup') world.faults({ operations: ['users.get'], userKey: BOB, fault: OUT });
      if (what === 'update')
        world.faults({ operations: ['users.update'], userKey: BOB, fault: OUT });
      const { runId } = await world.quarter();
      expect(await world.run(runId!)).toMatchObject({ state: 'finished' });

      // All users are due again within a month, some of them three days earlier.
      for (let half = 0; half < 34 * 2; half += 1) await world.quarter(2 * SIX_HOURS);
      const others = people.filter(({ primaryEmail }) => primaryEmail !== BOB);
      expect(world.changedOtherThan(2, others)).toStrictEqual([]);
      expect((await world.overview()).overdue).toBe(0);
      if (what === 'candidate') expect(world.changes(BOB)).toBe(2);
    },
    240_000,
  );
});
