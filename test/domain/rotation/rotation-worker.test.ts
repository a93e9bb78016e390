import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { type RotationTask } from '../../../functions/domain/rotation/run';
import { rotateAccount, type Rotated } from '../../../functions/domain/rotation/rotate-account';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;
const RUN = '20260101T000000000Z-00000001';
const LATER_RUN = '20260101T000000500Z-00000002';

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
/** Tries again and again, as the queue would, until the answer is final. */
const workOn = async (tries: number, more: Partial<RotationTask> = {}): Promise<string[]> => {
  const kinds: string[] = [];
  for (let count = 0; count < tries; count += 1) {
    const { kind } = await work(more);
    kinds.push(kind);
    if (kind !== 'later' && kind !== 'again') break;
    world.clock.advance(MINUTE);
  }
  return kinds;
};

describe('a task', () => {
  test('rotates its account, marks it done, and tells subscribers', async () => {
    expect((await work()).kind).toBe('rotated');
    expect(world.account(0)).toMatchObject({
      status: 'active',
      current: { version: 2 },
      mark: { runId: RUN, outcome: 'done' },
    });
    expect(world.accounts.events).toMatchObject([{ type: 'password.rotated', version: 2 }]);
  });

  test('that comes twice, at once or later, rotates once', async () => {
    const at = await Promise.all([work(), work(), work()]);
    expect(at.filter(({ kind }) => kind === 'rotated')).toHaveLength(1);
    world.clock.advance(MINUTE);
    expect((await work()).kind).toBe('nothing');
    expect(world.google.calls.set).toBe(1);
  });

  test('finds done what another service did after the run began, and makes no call', async () => {
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    world.clock.advance(1_000);
    expect((await work()).kind).toBe('nothing');
    expect(world.account(0).mark).toStrictEqual({ runId: RUN, outcome: 'done' });
    expect(world.google.calls.set).toBe(1);
  });

  test('counts as done by its mark, though clocks disagree about when the run began', async () => {
    await work();
    await world.addRun(RUN, { startedAt: epochMs(world.clock.now() + 3_600_000) });
    expect((await work()).kind).toBe('nothing');
    expect(world.google.calls.set).toBe(1);
  });

  test('makes current a candidate that was there before the run', async () => {
    world.google.onSet = () => 'reply-lost';
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    world.google.onSet = () => 'applied';
    const held = world.google.held.get(crowdUser(0).id);
    expect((await work()).kind).toBe('rotated');
    expect(world.google.held.get(crowdUser(0).id)).toBe(held);
    expect(world.account(0)).toMatchObject({ current: { version: 2 }, candidates: [] });
  });

  test('takes the address that Google has', async () => {
    world.google.add(crowdUser(0, { primaryEmail: 'new.name@example.com' }));
    await work();
    expect(world.account(0).primaryEmail).toBe('new.name@example.com');
  });

  test.each(['stopped', 'finished'] as const)('of a run that is %s does nothing', async (state) => {
    await world.addRun(RUN, { state });
    expect((await work()).kind).toBe('nothing');
    expect(world.google.calls.set).toBe(0);
  });

  test('of a run or an account that nobody knows does nothing', async () => {
    expect((await work({ runId: 'unknown' })).kind).toBe('nothing');
    expect((await work({ userId: crowdUser(99).id })).kind).toBe('nothing');
    expect(world.accounts.peek(crowdUser(99).id)).toBeUndefined();
  });

  test('for an account whose password was taken back leaves it taken back', async () => {
    await revokePassword(world.ports(), crowdUser(0).primaryEmail);
    expect((await work()).kind).toBe('nothing');
    expect(world.account(0)).toMatchObject({
      status: 'revoked',
      mark: { outcome: 'skipped', code: 'no-password' },
    });
    world.google.held.delete(crowdUser(0).id); // scrambled: nobody is to know it
  });

  test('comes later while somebody else sets the password', async () => {
    world.google.onSet = () => 'lost';
    const other = issuePassword(world.ports(), crowdUser(0).primaryEmail);
    const mine = work();
    expect(['later', 'again', 'nothing']).toContain((await mine).kind);
    await other;
  });
});

describe('an account that fails', () => {
  test('is tried as often as the policy says, then parked with its reason and told once', async () => {
    world.google.onSet = (id) => (id === crowdUser(0).id ? 'password-refused' : 'applied');
    expect(await workOn(9)).toStrictEqual(['again', 'again', 'parked']);
    expect(world.account(0)).toMatchObject({
      status: 'parked',
      current: { version: 1 },
      lastFailure: { code: 'password-refused', attempts: 3 },
      mark: { runId: RUN, outcome: 'parked', code: 'password-refused' },
    });
    expect(world.account(0)).not.toHaveProperty('nextRotationAt');
    expect((await work()).kind).toBe('nothing');
    const parked = world.accounts.events.filter(({ type }) => type === 'account.parked');
    expect(parked).toHaveLength(1);
    expect(parked[0]).toMatchObject({ primaryEmail: crowdUser(0).primaryEmail });
    expect(world.google.calls.set).toBe(3);
  });

  test('keeps what Google may hold when it is parked, and reads and rotations mend it', async () => {
    world.google.onSet = () => 'reply-lost';
    expect((await workOn(9)).at(-1)).toBe('parked');
    expect(world.account(0)).toMatchObject({ status: 'parked', candidates: [{ version: 2 }] });
    world.google.onSet = () => 'applied';
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    expect(world.account(0)).toMatchObject({ status: 'active', candidates: [] });
    expect(world.account(0).nextRotationAt).toBeGreaterThan(world.clock.now());
  });

  test('stays parked when another call for it fails too', async () => {
    world.google.onSet = () => 'password-refused';
    await workOn(9);
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    expect(world.account(0).status).toBe('parked');
  });

  test.each([
    ['the network', 'no-answer'],
    ['Google', 'google-unavailable'],
  ] as const)('is not parked for an outage of %s', async (_, code) => {
    world.google.onSet = () => (code === 'no-answer' ? 'lost' : code);
    world.google.unreadable = code;
    expect(new Set(await workOn(12))).toStrictEqual(new Set(['again']));
    expect(world.account(0).status).toBe('unconfirmed');
    world.google.onSet = () => 'applied';
    world.google.unreadable = undefined;
    expect(await workOn(3)).toStrictEqual(['rotated']);
  });

  test('is skipped instead of parked when the user was suspended meanwhile', async () => {
    world.google.onSet = () => 'lost';
    world.google.add(crowdUser(0, { suspended: true }));
    expect((await workOn(9)).at(-1)).toBe('skipped');
    expect(world.account(0)).toMatchObject({
      mark: { outcome: 'skipped', code: 'user-suspended' },
      lastFailure: { code: 'user-suspended' },
    });
  });

  test('is skipped at once when Google no longer knows the user', async () => {
    world.google.users.delete(crowdUser(0).id);
    expect(await work()).toStrictEqual({ kind: 'skipped', code: 'user-not-found' });
    expect(world.account(0)).toMatchObject({ status: 'active', mark: { outcome: 'skipped' } });
    expect(world.account(0).nextRotationAt).toBe(world.clock.now() + 86_400_000);
    expect((await work()).kind).toBe('nothing');
    expect(await world.run()).toMatchObject({ skippedLater: { 'user-not-found': 1 } });
  });

  test('is parked at once when the administrator may not change this user', async () => {
    world.google.onSet = () => 'not-authorized';
    expect(await work()).toStrictEqual({ kind: 'parked', code: 'not-authorized' });
    expect(world.account(0)).toMatchObject({ status: 'parked', candidates: [] });
    expect(world.accounts.events.map(({ type }) => type)).toStrictEqual(['account.parked']);
  });

  test('is not blamed for Google’s limits', async () => {
    world.google.onSet = () => 'quota-exceeded';
    for (let tries = 0; tries < 8; tries += 1) {
      expect(await work()).toMatchObject({ kind: 'later', waitingFor: 'google' });
      world.clock.advance(MINUTE);
    }
    expect(world.account(0).mark).toBeUndefined();
    expect(world.account(0).status).toBe('active');
  });

  test('opens the circuit, and is not blamed, when the whole connection fails', async () => {
    world.google.onSet = () => 'delegation-missing';
    expect(await work()).toStrictEqual({ kind: 'again', code: 'delegation-missing' });
    expect(world.account(0).mark).toBeUndefined();
    expect(world.configurations.peek().verification).toMatchObject({ state: 'failing' });
    expect(await work({ userId: crowdUser(1).id })).toMatchObject({
      kind: 'later',
      waitingFor: 'configuration',
    });
    expect(world.google.calls.set).toBe(1);
  });

  test('begins anew with a later run, so that an administrator can try again', async () => {
    world.google.onSet = () => 'password-refused';
    await workOn(9);
    world.clock.advance(1_000);
    await world.addRun(LATER_RUN);
    world.clock.advance(1_000);
    expect(await workOn(9, { runId: LATER_RUN })).toStrictEqual(['again', 'again', 'parked']);
    await world.addRun('20260102T000000000Z-00000003', {
      startedAt: epochMs(world.clock.now() + 1),
    });
    world.google.onSet = () => 'applied';
    expect((await work({ runId: '20260102T000000000Z-00000003' })).kind).toBe('rotated');
    expect(world.account(0)).toMatchObject({ status: 'active' });
    expect(world.account(0)).not.toHaveProperty('lastFailure');
  });
});

describe('two runs at once', () => {
  test('rotate an account that both want once', async () => {
    await world.addRun(LATER_RUN);
    world.clock.advance(1);
    await work({ runId: LATER_RUN });
    expect((await work()).kind).toBe('nothing');
    expect(world.account(0).mark).toStrictEqual({ runId: LATER_RUN, outcome: 'done' });
    expect(world.google.calls.set).toBe(1);
  });

  test('do not try an account again that one of them has just parked', async () => {
    world.google.onSet = () => 'password-refused';
    await world.addRun(LATER_RUN);
    world.clock.advance(1);
    await workOn(9, { runId: LATER_RUN });
    expect((await work()).kind).toBe('nothing');
    expect(world.google.calls.set).toBe(3);
  });

  test.each([
    ['failed, and was then stopped', { outcome: 'failed', code: 'no-answer', attempts: 1 }],
    ['left alone', { outcome: 'skipped', code: 'user-suspended', attempts: 1 }],
  ] as const)('give up in the end whom the later one %s', async (_, mark) => {
    await world.addRun(LATER_RUN, { state: 'stopped' });
    await world.accounts.transact(crowdUser(0).id, (account) => ({
      write: { ...account!, mark: { runId: LATER_RUN, ...mark } },
      result: undefined,
    }));
    world.google.onSet = () => 'password-refused';
    expect(await workOn(9)).toStrictEqual(['again', 'parked']);
    expect(world.account(0).mark).toStrictEqual({
      runId: LATER_RUN,
      outcome: 'parked',
      code: 'password-refused',
    });
    expect((await work()).kind).toBe('nothing');
    expect(world.google.calls.set).toBe(2);
  });
});
