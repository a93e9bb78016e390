import { readPassword } from '../../../functions/domain/passwords/read-password';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { Secret } from '../../../functions/domain/secret';
import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { type KeyVersionState } from '../../../functions/ports/key-vault';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

const MINUTE = 60_000;
const DAY = 86_400_000;

let world: RotationWorld;
beforeEach(async () => {
  world = new RotationWorld();
  await world.connect();
  await world.people(2, { nextRotationAt: (world.clock.now() + 30 * DAY) as never });
});
afterEach(() => {
  world.check();
});

const leaveUnconfirmed = async (): Promise<void> => {
  world.google.onSet = () => 'reply-lost';
  await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
  world.google.onSet = () => 'applied';
};

describe('a tick', () => {
  test('has unconfirmed accounts settled, once no caller is working on them', async () => {
    await leaveUnconfirmed();
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(world.account(0).status).toBe('unconfirmed'); // three attempts have just failed; the caller may come again
    for (let quarter = 0; quarter < 8; quarter += 1) {
      await world.tick();
      await world.tasks.pass(15 * MINUTE);
    }
    expect(world.account(0)).toMatchObject({ status: 'active', candidates: [] });
    expect(world.google.calls).toMatchObject({ find: 2, list: 0 });
  });

  test('has an account settled whose caller died, as soon as its lease has expired', async () => {
    await leaveUnconfirmed();
    await world.accounts.transact(crowdUser(0).id, (account) => {
      const { lastFailure: _, ...rest } = account!;
      const lease = { holder: 'dead', until: (world.clock.now() + 20_000) as never };
      return { write: { ...rest, lease }, result: undefined };
    });
    await world.tick();
    expect(world.tasks.waiting).toHaveLength(0);
    world.clock.advance(MINUTE);
    await world.tick();
    await world.tasks.pass(MINUTE);
    expect(world.account(0).status).toBe('active');
  });

  test('retries an account that can not be settled less and less often', async () => {
    await leaveUnconfirmed();
    world.google.onSet = () => 'lost';
    const before = world.google.calls.set;
    for (let quarter = 0; quarter < 4 * 48; quarter += 1) {
      await world.tick();
      await world.tasks.pass(15 * MINUTE);
    }
    expect(world.google.calls.set - before).toBeGreaterThan(2);
    expect(world.google.calls.set - before).toBeLessThan(40);
    expect(world.account(0)).toMatchObject({ status: 'parked', candidates: [{ version: 2 }] });
  });

  test('keeps no password of a revoked account, and reuses none of its versions', async () => {
    const { primaryEmail } = crowdUser(0);
    await revokePassword(world.ports(), primaryEmail);
    world.google.held.delete(crowdUser(0).id); // scrambled: nobody should know it
    world.clock.advance(31 * DAY);
    await world.tick();
    expect(world.account(0)).toMatchObject({ status: 'revoked', candidates: [], lastVersion: 2 });
    expect(world.account(0)).not.toHaveProperty('current');
    expect(await issuePassword(world.ports(), primaryEmail)).toMatchObject({
      kind: 'live',
      account: { current: { version: 3 } },
    });
  });

  test('publishes what a crash left in the outbox, once', async () => {
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    await world.tick();
    await world.tick();
    expect(world.outbox.published.map(({ type }) => type)).toStrictEqual(['password.rotated']);
  });

  test('continues its work when events can not be published, and says so', async () => {
    await rotatePassword(world.ports(), crowdUser(0).primaryEmail);
    await world.person(5);
    const outage = new Error('no topic');
    await world.tick((ports) => ({
      ...ports,
      events: { publish: () => Promise.reject(outage) },
    }));
    await world.tasks.pass(MINUTE);
    expect(world.unexpected).toStrictEqual([outage]);
    expect(world.account(5).current?.version).toBe(2);
    await world.tick();
    expect(world.outbox.published).toHaveLength(2);
  });

  test('destroys replaced keys when they are due', async () => {
    const old = await world.keys.add(new Secret('an old key'));
    const states = async (): Promise<KeyVersionState[]> =>
      (await world.keys.list()).map(({ state }) => state);
    await world.configurations.transact((current) => ({
      write: {
        ...current,
        retiredKeyVersions: [{ version: old, retiredAt: world.clock.now() }],
      },
      result: undefined,
    }));
    await world.tick();
    expect(await states()).toStrictEqual(['disabled']);
    world.clock.advance(31 * DAY);
    await world.tick();
    expect(await states()).toStrictEqual(['destroyed']);
  });

  test('verifies a connection whose save was killed before that, and then knows its Workspace', async () => {
    await world.configurations.transact(({ verification: _, ...write }) => ({
      write,
      result: undefined,
    }));
    await world.tick();
    expect((await world.configurations.read()).verification?.state).toBe('ok');
  });

  test('verifies a working connection once a day, to find out when it breaks', async () => {
    world.google.broken = 'delegation-missing';
    await world.tick();
    expect((await world.configurations.read()).verification?.state).toBe('ok');
    world.clock.advance(DAY);
    await world.tick();
    expect((await world.configurations.read()).verification?.state).toBe('failing');
  });

  test('makes no call to Google when there is nothing to do', async () => {
    expect(await world.tick()).toMatchObject({ idle: 'nothing-due', due: 0 });
    expect(world.google.calls).toStrictEqual({ set: 0, find: 0, list: 0 });
  });

  test('does nothing by halves when the store fails in the middle, and the next one does everything', async () => {
    await world.person(7);
    for (let call = 1; call <= 12; call += 1) {
      let calls = 0;
      await world
        .tick((ports) => ({
          ...ports,
          runs: new Proxy(ports.runs, {
            get: (target, key) => {
              calls += 1;
              if (calls === call) return () => Promise.reject(new Error('out of reach'));
              const member: unknown = Reflect.get(target, key);
              return typeof member === 'function' ? (member.bind(target) as unknown) : member;
            },
          }),
        }))
        .catch(() => undefined);
      world.clock.advance(2 * MINUTE);
    }
    await world.tick();
    await world.tasks.pass(60 * MINUTE);
    expect(world.google.changes.get(crowdUser(7).id)).toBe(1);
    expect(await world.runs.active()).toStrictEqual([]);
  });
});

describe('an account left in doubt', () => {
  const settle = async (): Promise<void> => {
    for (let quarter = 0; quarter < 5; quarter += 1) await world.quarter();
  };

  test('is confirmed by sending the same password again', async () => {
    await leaveUnconfirmed();
    const held = world.google.held.get(crowdUser(0).id);
    await settle();
    expect(world.google.held.get(crowdUser(0).id)).toBe(held);
    expect(world.account(0)).toMatchObject({ status: 'active', candidates: [] });
  });

  test('is confirmed with a period of 0 too, but not during a pause', async () => {
    await leaveUnconfirmed();
    await world.connect({ periodDays: 0, paused: true });
    await settle();
    expect(world.account(0).status).toBe('unconfirmed');
    await world.connect({ periodDays: 0 });
    await settle();
    expect(world.account(0)).toMatchObject({ status: 'active', candidates: [] });
    expect(world.google.changes.get(crowdUser(0).id)).toBe(1);
  });

  test('by a revocation has the revocation completed', async () => {
    world.google.onSet = () => 'reply-lost';
    await revokePassword(world.ports(), crowdUser(0).primaryEmail);
    world.google.onSet = () => 'applied';
    await settle();
    expect(world.account(0)).toMatchObject({ status: 'revoked', candidates: [] });
    world.google.held.delete(crowdUser(0).id); // scrambled: nobody should know it
  });

  test.each(['a read', 'the schedule'])(
    'by a revocation whose scramble Google refused is completed with another one (%s)',
    async (how) => {
      const { primaryEmail, id } = crowdUser(0);
      world.google.onSet = () => 'reply-lost';
      await revokePassword(world.ports(), primaryEmail);
      world.google.onSet = () => 'password-refused';
      const go = async (): Promise<void> => {
        if (how === 'a read') await readPassword(world.ports(), primaryEmail);
        else for (let quarter = 0; quarter < 8; quarter += 1) await world.quarter();
      };
      world.clock.advance(MINUTE);
      await go();
      world.google.onSet = () => 'applied';
      world.clock.advance(MINUTE);
      await go();
      expect(world.account(0)).toMatchObject({ status: 'revoked', candidates: [] });
      expect(world.account(0)).not.toHaveProperty('current');
      world.google.held.delete(id); // scrambled: nobody should know it
    },
  );

  test('stays in doubt if the user became an administrator, and this is reported', async () => {
    await leaveUnconfirmed();
    const calls = world.google.calls.set;
    world.google.add(crowdUser(0, { isAdmin: true }));
    await settle();
    expect(world.google.calls.set).toBe(calls);
    expect(world.account(0)).toMatchObject({
      status: 'unconfirmed',
      candidates: [{ version: 2 }],
      lastFailure: { code: 'admin-account' },
    });
  });
});
