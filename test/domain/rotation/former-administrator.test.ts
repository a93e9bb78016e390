import { readPassword } from '../../../functions/domain/passwords/read-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const DAY = 86_400_000;
let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});
const { id, primaryEmail } = crowdUser(0);
const days = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count * 96; quarter += 1) await world.quarter();
};
const announced = (): number =>
  world.accounts.events.filter(({ type }) => type === 'password.rotation-due').length;

beforeEach(async () => {
  await world.connect({ announceHours: 48 });
  await world.person(0, { nextRotationAt: epochMs(world.clock.now() + 10 * DAY) });
});

test('who was an administrator for a day, a week ago, is not rotated without notice', async () => {
  world.google.add(crowdUser(0, { isAdmin: true }));
  await readPassword(world.ports(), primaryEmail);
  await days(1);
  world.google.add(crowdUser(0)); // no call about the user since
  await days(11);
  expect({ version: world.account(0).current?.version, announced: announced() }).toStrictEqual({
    version: 2,
    announced: 1,
  });
});

test('who was gone for a day, and was restored a week ago, is not rotated without notice', async () => {
  await world.configurations.transact((current) => ({
    write: { ...current, customerId: 'C1' },
    result: undefined,
  }));
  await world.accounts.transact(id, (account) => ({
    write: { ...account!, customerId: 'C1' },
    result: undefined,
  }));
  world.google.users.delete(id);
  world.google.unlisted.add(id); // as one beyond the first page of the daily verification
  await readPassword(world.ports(), id);
  await world.rotateNow({ userKeys: [id] });
  await world.tasks.pass(60_000);
  expect(world.account(0).goneSince).toBeDefined();
  await world.accounts.transact(id, (account) => {
    const { retryAt: _, wantedSince: __, lastFailure: ___, ...write } = account!;
    return { write, result: undefined };
  });
  await days(1);
  world.google.add(crowdUser(0));
  await days(11);
  expect({ version: world.account(0).current?.version, announced: announced() }).toStrictEqual({
    version: 2,
    announced: 1,
  });
});
