import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const DAY = 86_400_000;
const { id, primaryEmail } = crowdUser(0);

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
  await world.people(1, { nextRotationAt: world.clock.now() });
  world.google.users.delete(id);
});

const revoke = (): ReturnType<typeof revokePassword> => revokePassword(world.ports(), id);

describe('revoking the password of a deleted user', () => {
  test('forgets nothing while the user can be restored, and says when it will', async () => {
    const from = world.clock.now() + 21 * DAY;
    expect(await revoke()).toStrictEqual({ kind: 'gone', forgottenFrom: from });
    world.clock.advance(21 * DAY - 1);
    expect(await revoke()).toStrictEqual({ kind: 'gone', forgottenFrom: from });
    expect(world.account(0)).toMatchObject({ status: 'active', current: { version: 1 } });
  });

  test('forgets it after 21 days, and publishes one event', async () => {
    await revoke();
    world.clock.advance(21 * DAY);
    expect(await revoke()).toStrictEqual({ kind: 'revoked', changed: true, userId: id });
    expect(await revoke()).toStrictEqual({ kind: 'revoked', changed: false, userId: id });
    expect(world.account(0)).toMatchObject({ status: 'revoked', candidates: [], lastVersion: 1 });
    expect(world.account(0)).not.toHaveProperty('current');
    await world.tick();
    expect(world.outbox.published.map(({ type }) => type)).toStrictEqual(['password.revoked']);
    expect(world.google.calls.set).toBe(0);
  });

  test('forgets nothing by an answer as old: the user may have been restored since', async () => {
    const { accounts } = world;
    const write = accounts.transact.bind(accounts);
    let writes = 0;
    accounts.transact = (...call) => {
      if ((writes += 1) === 2) world.clock.advance(22 * DAY);
      return write(...call);
    };
    expect((await revoke()).kind).toBe('gone');
    expect(writes).toBe(2);
    expect(world.account(0)).toMatchObject({ status: 'active', current: { version: 1 } });
  });

  test('counts from when rotation found the user gone', async () => {
    await world.quarter();
    const found = world.account(0).goneSince;
    expect(found).toBe(world.account(0).lastFailure!.at);
    world.clock.advance(30 * DAY);
    await world.quarter();
    expect(world.account(0).goneSince).toBe(found);
    expect((await revoke()).kind).toBe('revoked');
  });

  test('starts the count again when the user was there in between', async () => {
    await revoke();
    world.clock.advance(10 * DAY);
    world.google.add(crowdUser(0));
    await world.tick();
    await world.tasks.pass(60_000);
    expect(world.account(0)).not.toHaveProperty('goneSince');
    world.google.users.delete(id);
    world.clock.advance(15 * DAY);
    expect((await revoke()).kind).toBe('gone');
  });

  test('by address forgets nothing, whoever had the address', async () => {
    await revoke();
    world.clock.advance(22 * DAY);
    expect(await revokePassword(world.ports(), primaryEmail)).toMatchObject({
      kind: 'google-failed',
      failure: { code: 'user-not-found' },
    });
    expect(world.account(0).status).toBe('active');
  });

  test('says so if there is none', async () => {
    world.google.users.delete(crowdUser(7).id);
    expect(await revokePassword(world.ports(), crowdUser(7).id)).toStrictEqual({
      kind: 'no-password',
    });
  });

  test('waits while another caller sets the password', async () => {
    world.google.add(crowdUser(0, { suspended: false }));
    await world.accounts.transact(id, (account) => ({
      write: { ...account!, lease: { holder: 'other', until: world.clock.now() } },
      result: undefined,
    }));
    world.google.users.delete(id);
    expect(await revoke()).toMatchObject({ kind: 'in-progress' });
    expect((await issuePassword(world.ports(), id)).kind).toBe('google-failed');
  });

  test('keeps the quarantine of an expired lease: its holder may have sent', async () => {
    await revoke();
    world.clock.advance(21 * DAY);
    const ranOut = epochMs(world.clock.now() - 60_000);
    await world.accounts.transact(id, (account) => ({
      write: { ...account!, lease: { holder: 'killed', until: ranOut } },
      result: undefined,
    }));
    expect(await revoke()).toMatchObject({ kind: 'revoked', changed: true });
    expect(world.account(0)).toMatchObject({ quarantineUntil: ranOut + 1_200_000 });
  });

  test('of the first release does not call the user gone: the user may belong to another Workspace', async () => {
    await world.accounts.transact(id, (account) => {
      const { customerId: _, ...write } = account!;
      return { write, result: undefined };
    });
    await revoke();
    world.clock.advance(30 * DAY);
    expect(await revoke()).toMatchObject({ failure: { code: 'user-not-found' } });
    expect(world.account(0)).toMatchObject({ status: 'active', current: { version: 1 } });
    expect(world.account(0)).not.toHaveProperty('goneSince');
  });
});
