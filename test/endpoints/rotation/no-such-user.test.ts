import { Rotating } from './rotating';

let world: Rotating;
beforeEach(async () => {
  world = await Rotating.open();
});
afterEach(() => {
  world.close();
});

test('users whom Google calls invalid once are not deleted: the run tries them again', async () => {
  await world.everybodyHasOne();
  const userKeys = world.people.slice(0, 6).map(({ primaryEmail }) => primaryEmail);
  const fault = {
    kind: 'error',
    status: 400,
    reason: 'invalid',
    message: 'Invalid Input',
  } as const;
  world.faults({ operations: ['users.get'], times: 6, fault });
  expect(await world.rotate({ userKeys })).toMatchObject({ skipped: 0, failed: 6, done: 0 });
  expect((await world.overview()).accounts).toMatchObject({ active: world.people.length });
  const people = world.people.slice(0, 6);
  await world.quarter();
  await world.quarter();
  expect(world.changedOtherThan(1, people)).toStrictEqual([]);
});

test('a listing whose domain Google does not find is a fault of the connection, not of a user', async () => {
  await world.everybodyHasOne();
  const fault = {
    kind: 'error',
    status: 404,
    reason: 'notFound',
    message: 'Domain not found',
  } as const;
  world.faults({ operations: ['users.list'], fault });
  const checked = await world.ask('post', '/v1/configuration/verification').expect(200);
  const { verification } = checked.body as { verification: { links: unknown[] } };
  expect(verification.links).toContainEqual(
    expect.objectContaining({ id: 'api', state: 'failing', code: 'domain-refused' }),
  );
  const userKeys = [world.people[0]?.primaryEmail];
  await world.ask('post', '/v1/rotations', { scope: { userKeys } }).expect(409);
  world.faults();
  await world.ask('post', '/v1/configuration/verification').expect(200);
  expect(await world.rotate({ userKeys })).toMatchObject({ state: 'finished', done: 1 });
});
