import { forecast } from '../../../functions/domain/rotation/forecast';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { durationMs, later } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const crowd = (count: number): void => {
  for (let number = 0; number < count; number += 1) world.google.add(crowdUser(number));
};
const foretell = (scope: 'all' | { userKeys: string[] }) =>
  forecast(
    world.controlPorts(),
    { kind: 'issue', scope, by: MANAGER },
    later(world.clock.now(), durationMs(20_000)),
  );
/** Another worker takes a step in the run before this one records its first users. */
const overtakeOnce = (): void => {
  const transact = world.runs.transact.bind(world.runs);
  let isOvertaken = false;
  world.runs.transact = async (runId, step) => {
    const takesUsers = step(await world.runs.read(runId)).write?.hand.length;
    if (takesUsers && !isOvertaken) {
      isOvertaken = true;
      await transact(runId, (run) => ({
        write: { ...run!, step: run!.step + 1 },
        result: undefined,
      }));
    }
    return transact(runId, step);
  };
};
const issued = (): number => world.google.changes.size;

describe('a run that gives all users a first password', () => {
  test('passes over nobody whom a worker has listed that was overtaken', async () => {
    crowd(60);
    overtakeOnce();
    await world.start('issue', 'all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 60 } });
  });

  test('gives one to every allowed user without one, as its forecast says', async () => {
    crowd(620);
    await issuePassword(world.ports(), crowdUser(0).primaryEmail);
    world.google.add(crowdUser(1, { isAdmin: true }), crowdUser(2, { suspended: true }));
    expect(await foretell('all')).toMatchObject({
      users: 617,
      excluded: { 'admin-account': 1, 'user-suspended': 1 },
      exact: true,
    });
    await world.start('issue', 'all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({
      kind: 'issue',
      state: 'finished',
      counts: { done: 617, failed: 0, parked: 0, skipped: 2 },
    });
    expect(issued()).toBe(618);
    expect(world.google.changes.get(crowdUser(0).id)).toBe(1);
    expect(world.google.calls).toMatchObject({ set: 618, list: 4 });
    const events = world.outbox.published.map(({ type }) => type);
    expect(events.filter((type) => type === 'password.issued')).toHaveLength(617);
    const trail = world.trail.filter(({ caller }) => caller === MANAGER);
    expect(trail.filter(({ action }) => action === 'issued')).toHaveLength(617);
    world.check();
  });

  test('gives no new password to users whose password was revoked, unless they are named', async () => {
    crowd(3);
    for (const number of [0, 1]) await issuePassword(world.ports(), crowdUser(number).primaryEmail);
    await revokePassword(world.ports(), crowdUser(0).primaryEmail);
    await world.start('issue', 'all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({
      counts: { done: 1, skipped: 1 },
      skippedBy: { 'password-revoked': 1 },
    });
    expect(world.account(0).status).toBe('revoked');
    await world.start('issue', {
      userKeys: [0, 1, 7].map((number) => crowdUser(number).primaryEmail),
    });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({
      counts: { done: 1, skipped: 2 },
      skippedBy: { 'has-password': 1, 'user-not-found': 1 },
    });
    expect(world.account(0).status).toBe('active');
  });

  test('is retried by the schedule for users who got none, also with a period of 0', async () => {
    await world.connect({ periodDays: 0 });
    crowd(30);
    world.google.onSet = (id) => (id === crowdUser(4).id ? 'user-not-ready' : 'applied');
    await world.start('issue', 'all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ counts: { done: 29, failed: 1 } });
    expect(world.account(4)).toMatchObject({
      status: 'no-password',
      lastFailure: { code: 'user-not-ready' },
    });
    world.google.onSet = () => 'applied';
    await world.quarter();
    await world.quarter();
    expect(world.account(4)).toMatchObject({ status: 'active', current: { version: 2 } });
  });

  test('over a unit that does not exist ends at once, without users', async () => {
    crowd(3);
    await world.start('issue', { orgUnitPath: '/Nowhere' });
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 0, skipped: 0 } });
    expect(issued()).toBe(0);
  });

  test('is stopped by its first wave like any other', async () => {
    crowd(50);
    world.google.onSet = () => 'password-refused';
    await world.start('issue', 'all');
    await world.tasks.pass(MINUTE);
    expect(await world.run()).toMatchObject({ state: 'stopped', counts: { failed: 10 } });
  });
});

test('a call that Google refuses does not make a revoked password one that runs issue', async () => {
  await world.person(0);
  await revokePassword(world.ports(), crowdUser(0).primaryEmail);
  world.google.held.delete(crowdUser(0).id); // scrambled: nobody should know it
  world.clock.advance(3_600_000);
  world.google.onSet = () => 'password-refused';
  await issuePassword(world.ports(), crowdUser(0).primaryEmail);
  world.google.onSet = () => 'applied';
  expect(world.accounts.peek(crowdUser(0).id)).toMatchObject({ status: 'revoked' });
  await world.start('issue', 'all');
  await world.tasks.pass(60_000);
  expect(world.accounts.peek(crowdUser(0).id)).toMatchObject({ status: 'revoked', lastVersion: 3 });
});

test.each(['password-refused', 'not-authorized'] as const)(
  'a list that wants a revoked user to have a password again is tried again (%s)',
  async (fault) => {
    await world.person(0);
    await revokePassword(world.ports(), crowdUser(0).primaryEmail);
    world.clock.advance(3_600_000);
    world.google.onSet = () => fault;
    await world.start('issue', { userKeys: [crowdUser(0).id] });
    await world.tasks.pass(60_000);
    world.google.onSet = () => 'applied';
    for (let i = 0; i < 4; i += 1) await world.quarter();
    expect(world.account(0)).toMatchObject({ status: 'active' });
  },
);

test('a run over everybody that can’t look a revoked user up leaves the password taken back', async () => {
  await world.person(0);
  await revokePassword(world.ports(), crowdUser(0).primaryEmail);
  world.google.held.delete(crowdUser(0).id); // scrambled: nobody should know it
  await world.addRun('everybody', { kind: 'issue', scope: 'all', hand: [crowdUser(0).id] });
  world.google.onFind = () => 'input-refused';
  await world.quarter();
  world.google.onFind = () => undefined;
  await world.quarter();
  expect(world.accounts.peek(crowdUser(0).id)).toMatchObject({ status: 'revoked' });
});
