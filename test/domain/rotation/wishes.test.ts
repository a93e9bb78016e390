import { changePolicy } from '../../../functions/domain/configuration/change-policy';
import { disconnect } from '../../../functions/domain/configuration/configure';
import { forgetPassword } from '../../../functions/domain/passwords/forget-password';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const [anna] = [crowdUser(0)];
const due = (): Promise<number> =>
  world.accounts.countDue({ before: epochMs(world.clock.now() + 9e9), turns: false });
const quarters = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
};

/** A first password was requested and refused. */
async function askedInVain(): Promise<void> {
  world.google.add(anna);
  world.google.onSet = () => 'password-refused';
  await world.start('issue', { userKeys: [anna.primaryEmail] });
  await world.tasks.pass(MINUTE);
  expect(world.account(0)).toMatchObject({ status: 'no-password', failures: 1 });
  world.google.onSet = () => 'applied';
}

describe('a password that a run could not give', () => {
  test('is given by a later run', async () => {
    await askedInVain();
    await quarters(2);
    expect(world.account(0)).toMatchObject({ status: 'active' });
    expect(await due()).toBe(0);
  });

  test('is no longer wanted once it was revoked', async () => {
    await askedInVain();
    expect(await revokePassword(world.ports(), anna.primaryEmail)).toMatchObject({
      kind: 'no-password',
    });
    await quarters(8);
    expect(world.google.changes.size).toBe(0);
    expect(await due()).toBe(0);
  });

  test.each([anna.primaryEmail, anna.id])(
    'is no longer wanted once %s was forgotten',
    async (key) => {
      await askedInVain();
      expect(await forgetPassword(world.ports(), key)).toMatchObject({ kind: 'no-password' });
      await quarters(8);
      expect(world.google.changes.size).toBe(0);
      expect(await due()).toBe(0);
    },
  );

  test('is no longer wanted once it was revoked of a user who is gone', async () => {
    await askedInVain();
    world.google.users.delete(anna.id);
    expect(await revokePassword(world.ports(), anna.id)).toMatchObject({ kind: 'no-password' });
    world.google.add(anna);
    await quarters(8);
    expect(world.google.changes.size).toBe(0);
  });

  test('is no longer wanted once the Workspace was disconnected', async () => {
    await askedInVain();
    await disconnect(world.controlPorts(), { by: MANAGER });
    await world.connect();
    await quarters(8);
    expect(world.google.changes.size).toBe(0);
    expect(await due()).toBe(0);
  });

  test('is not retried if it was revoked while Google refused it', async () => {
    await world.people(1);
    world.google.onFind = () => 'no-answer';
    await world.accounts.transact(anna.id, (account) => ({
      write: { ...account!, retryAt: epochMs(0), status: 'revoked' },
      result: undefined,
    }));
    await quarters(8);
    expect(world.google.calls).toMatchObject({ set: 0 });
    expect(await due()).toBe(0);
  });

  test('is satisfied by a caller’s own', async () => {
    await askedInVain();
    await issuePassword(world.ports(), anna.primaryEmail);
    await quarters(4);
    expect(world.google.changes.get(anna.id)).toBe(1);
    expect(world.account(0).retryAt).toBeUndefined();
  });
});

describe('a password that is only in doubt', () => {
  const doubtful = async (): Promise<void> => {
    await world.connect({ periodDays: 0 });
    await world.people(1);
    world.google.onSet = () => 'lost';
    await world.rotateNow({ userKeys: [anna.primaryEmail] });
    await world.tasks.pass(1);
    await world.accounts.transact(anna.id, (account) => {
      const { retryAt: _, wantedSince: __, ...write } = account!;
      return { write, result: undefined };
    });
  };

  test('is confirmed, and nothing else is wanted, though Google does not find the user at first', async () => {
    await doubtful();
    world.google.onSet = () => 'applied';
    world.google.onFind = () => 'no-answer';
    await quarters(4);
    expect(world.account(0).wantedSince).toBeUndefined();
    world.google.onFind = () => undefined;
    await quarters(4 * 26);
    expect(world.google.changes.get(anna.id)).toBe(1);
    expect(world.account(0)).toMatchObject({ status: 'active', current: { version: 2 } });
  });

  test('counts as the first one once it is confirmed: there is no second', async () => {
    world.google.add(anna);
    world.google.onSet = () => 'lost';
    await issuePassword(world.ports(), anna.primaryEmail);
    world.clock.advance(10 * MINUTE);
    world.google.onSet = () => 'applied';
    await world.start('issue', 'all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 1 } });
    expect(world.google.changes.get(anna.id)).toBe(1);
    expect(world.account(0)).toMatchObject({ current: { version: 1 } });
  });
});

describe('clocks and turns', () => {
  test('a worker whose clock is behind gives one password and no second', async () => {
    await world.people(1);
    const runId = '20260101T000000000Z-0a1b2c3d';
    await world.addRun(runId, { scope: 'all', startedAt: epochMs(world.clock.now() + 4_000) });
    await world.quarter();
    expect(world.google.changes.get(anna.id)).toBe(1);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 1 } });
  });

  test('a period set to 0 and back between two ticks: every account has a turn', async () => {
    await world.connect({ periodDays: 30 });
    await world.people(1, { nextRotationAt: epochMs(world.clock.now() + 9e9) });
    await world.quarter();
    const change = (periodDays: number) =>
      changePolicy(world.controlPorts(), { by: MANAGER, change: { periodDays } });
    await change(0);
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    await change(30);
    await world.quarter();
    expect(world.account(0)).toMatchObject({ current: { version: 2 } });
    expect(world.account(0).nextRotationAt).toBeGreaterThan(world.clock.now());
  });
});

test('a password asked for after a device left is still made after a run that issues had nothing to do', async () => {
  const at = epochMs(world.clock.now() - MINUTE);
  await world.people(1, {
    nextRotationAt: epochMs(9e15),
    askedRotation: { at, by: 'mdm@example.com' },
    wantedSince: at,
    retryAt: epochMs(world.clock.now() + 10 * MINUTE),
    failures: 1,
    lastFailure: { code: 'google-unavailable', at, attempts: 1 },
  });
  await world.start('issue', { userKeys: [anna.id] });
  await quarters(3);
  expect(world.account(0)).toMatchObject({ current: { version: 2 } });
});
