import { type Account } from '../../../functions/domain/account';
import { type VerificationLink } from '../../../functions/domain/configuration/verification';
import { verifySecureLdap } from '../../../functions/domain/configuration/verify-secure-ldap';
import { crowdUser } from '../../fakes/crowd-google';
import { provingWorld, type ProvingWorld } from '../../fakes/proving-world';

// What the schedule's runs of proofs show of passwords that worked before.

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const USERS = 12;

let world: ProvingWorld;
beforeEach(async () => {
  world = await provingWorld(USERS);
  await quarters(1);
});

async function quarters(count: number): Promise<void> {
  for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
}

/** Somebody changes the passwords of the first users, and the policy's days pass. */
function changeFirst(count: number): void {
  for (let number = 0; number < count; number += 1) {
    world.google.held.set(crowdUser(number).id, 'another one');
  }
  world.clock.advance(30 * DAY);
}

const drifted = (): readonly Account[] => world.all().filter(({ drift }) => drift);
const link = (): VerificationLink<string> | undefined =>
  world.configurations.peek().secureLdap?.verification.links.find(({ id }) => id === 'ldap-bind');
const failings = (): number =>
  world.configurations.events.filter(({ type }) => type === 'secure-ldap.failing').length;

test('a password that had worked is proved again twice in the hour after a refusal, and drifts', async () => {
  changeFirst(2);
  await quarters(1);
  const first = world.account(0).proof!.at;
  await quarters(4);
  expect(drifted()).toStrictEqual([]);
  await quarters(2);
  expect(drifted()).toMatchObject([
    { userId: crowdUser(0).id, drift: { at: first, source: 'proof' }, status: 'active' },
    { userId: crowdUser(1).id, drift: { source: 'proof' } },
  ]);
  expect(world.account(0).proof).toMatchObject({ refusals: { first, count: 3 } });
  expect(link()?.state).toBe('ok');
  const binds = world.ldap.binds.length;
  world.clock.advance(31 * DAY);
  await quarters(2);
  expect(world.ldap.binds.length - binds).toBe(USERS - 2);
});

test('more refusals in a run than the first wave’s share fail the link, and nobody drifts', async () => {
  changeFirst(7);
  await quarters(8);
  expect(link()).toMatchObject({ state: 'failing', code: 'ldap-many-refused' });
  expect(failings()).toBe(1);
  expect(drifted()).toStrictEqual([]);
  const binds = world.ldap.binds.length;
  await quarters(8);
  expect(world.ldap.binds.length).toBe(binds); // three refusals each, then no more for some days
  world.clock.advance(30 * DAY);
  await quarters(16);
  expect(drifted()).toStrictEqual([]);
  expect(failings()).toBe(1);
});

test('the link that failed so is ok again after a run with few refusals, and refusals count anew', async () => {
  changeFirst(7);
  await quarters(8);
  for (let number = 1; number < 7; number += 1) {
    const { userId, current } = world.account(number);
    world.google.held.set(userId, world.cipher.open(current!.ciphertext!));
  }
  world.clock.advance(30 * DAY);
  await quarters(1);
  expect(link()).toStrictEqual({ id: 'ldap-bind', state: 'ok' });
  await quarters(3);
  expect(drifted()).toStrictEqual([]);
  await quarters(4);
  expect(drifted().map(({ userId }) => userId)).toStrictEqual([crowdUser(0).id]);
});

test('it waits for a bind after somebody has checked again', async () => {
  changeFirst(7);
  await quarters(8);
  await verifySecureLdap(world.ports(), { asked: true });
  expect(link()).toMatchObject({ state: 'waiting', code: 'ldap-many-refused' });
  await world.start('prove', { userKeys: [crowdUser(8).primaryEmail] });
  await world.tasks.pass(MINUTE);
  expect(link()?.state).toBe('ok');
});

test('refusals of passwords that never worked fail nothing: they may not bind yet', async () => {
  world = await provingWorld(USERS);
  world.google.held.forEach((_, id) => world.google.held.set(id, 'another one'));
  world.google.held.set(crowdUser(0).id, world.cipher.open(world.account(0).current!.ciphertext!));
  await quarters(8);
  expect(link()?.state).toBe('ok');
  expect(drifted()).toStrictEqual([]);
});

test('a short list of users who are in doubt fails nothing', async () => {
  changeFirst(3);
  const userKeys = [0, 1, 2].map((number) => crowdUser(number).primaryEmail);
  await world.start('prove', { userKeys });
  await world.tasks.pass(MINUTE);
  expect(world.account(2).proof?.refusals?.count).toBe(1);
  expect(link()?.state).toBe('ok');
});
