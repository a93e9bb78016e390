import { changePolicy } from '../../../functions/domain/configuration/change-policy';
import { disconnect } from '../../../functions/domain/configuration/configure';
import { forgetPassword } from '../../../functions/domain/passwords/forget-password';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { stopRun } from '../../../functions/domain/runs/run-writer';
import { type DirectoryUser } from '../../../functions/domain/user';
import { crowdUser } from '../../fakes/crowd-google';
import { Bill, metered } from '../../fakes/metered-ports';
import { MANAGER, type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const appear = (number: number, more: Partial<DirectoryUser> = {}): DirectoryUser => {
  const user = crowdUser(number, { orgUnitPath: '/Staff/Paris', ...more });
  world.google.add(user);
  return user;
};
const has = (number: number): boolean => world.google.held.has(crowdUser(number).id);
const quarters = async (count: number): Promise<void> => {
  for (let quarter = 0; quarter < count; quarter += 1) await world.quarter();
};
const runs = async () => (await world.runs.recent(100)).filter(({ kind }) => kind === 'issue');
const watching = (...autoIssueOrgUnitPaths: string[]) => world.connect({ autoIssueOrgUnitPaths });

describe('a unit whose users get a password', () => {
  test('gives one to who is there, and to who appears, by the first tick after an hourly look', async () => {
    await watching('/staff');
    appear(0);
    appear(1, { orgUnitPath: '/Staffing' });
    await world.quarter();
    expect([has(0), has(1)]).toStrictEqual([true, false]);
    expect(await runs()).toMatchObject([
      { scope: { orgUnitPath: '/staff' }, startedBy: 'schedule', state: 'finished' },
    ]);
    expect(world.trail).toMatchObject([{ action: 'issued', caller: 'schedule' }]);
    appear(2);
    await quarters(2);
    expect(has(2)).toBe(false);
    await quarters(2);
    expect(has(2)).toBe(true);
  });

  test('gives no further one once the policy names it no more', async () => {
    await watching('/Staff');
    appear(0);
    await world.tick();
    await watching('/Other');
    await quarters(2);
    expect(has(0)).toBe(false);
    expect(await runs()).toMatchObject([{ state: 'stopped', stopReason: 'by-administrator' }]);
    await watching('/Staff');
    await quarters(5);
    expect(has(0)).toBe(true);
  });

  test('gives one to who is moved there, or is no longer suspended', async () => {
    await watching('/Staff');
    appear(0, { orgUnitPath: '/' });
    appear(1, { suspended: true });
    await world.quarter();
    expect(world.google.held.size).toBe(0);
    appear(0);
    appear(1);
    await quarters(5);
    expect([has(0), has(1)]).toStrictEqual([true, true]);
  });

  test('gives nobody a second one, and none to whose password a call took back', async () => {
    await watching('/Staff');
    const [anna, bert] = [appear(0), appear(1)];
    await world.quarter();
    await revokePassword(world.ports(), anna.primaryEmail);
    await forgetPassword(world.ports(), bert.id);
    world.google.held.clear();
    appear(2);
    await quarters(5);
    expect([has(0), has(1), has(2)]).toStrictEqual([false, false, true]);
    expect(await world.run()).toMatchObject({
      counts: { done: 1, skipped: 2 },
      skippedBy: { 'password-revoked': 2 },
    });
    await issuePassword(world.ports(), anna.primaryEmail);
    await world.start('issue', { userKeys: [bert.primaryEmail] });
    await world.tasks.pass(MINUTE);
    expect([has(0), has(1)]).toStrictEqual([true, true]);
  });

  test('leaves alone who may have none', async () => {
    await world.connect({ autoIssueOrgUnitPaths: ['/'], orgUnitPaths: ['/Staff'] });
    appear(0, { isAdmin: true });
    appear(1, { archived: true });
    appear(2, { orgUnitPath: '/Guests' });
    await quarters(5);
    expect(world.google.held.size).toBe(0);
    expect(await runs()).toStrictEqual([]);
  });

  test('does so while scheduled rotation is paused or waits for its hours', async () => {
    const window = { days: ['monday' as const], from: '00:00', to: '00:01', timeZone: 'UTC' };
    await world.connect({ autoIssueOrgUnitPaths: ['/Staff'], paused: true, window });
    appear(0);
    await world.quarter();
    expect(has(0)).toBe(true);
  });

  test('that is added is looked at by the next tick; one that is not named any more, by none', async () => {
    await watching('/Guests');
    appear(0);
    await world.quarter();
    const change = (autoIssueOrgUnitPaths: string[]) =>
      changePolicy(world.controlPorts(), { by: MANAGER, change: { autoIssueOrgUnitPaths } });
    await change(['/Guests', '/Staff']);
    await world.quarter();
    expect(has(0)).toBe(true);
    await change(['/Guests']);
    appear(1);
    await quarters(6);
    expect(has(1)).toBe(false);
    const { issueLooks } = await world.lanes.read('directory');
    expect(issueLooks?.map(({ unit }) => unit)).toStrictEqual(['/guests']);
  });

  test('that does not exist at Google has nobody, until it does', async () => {
    await watching('/Staff');
    world.google.onList = (token) => (token === undefined ? 'input-refused' : undefined);
    await world.quarter();
    world.google.onList = () => undefined;
    appear(0);
    await quarters(5);
    expect(has(0)).toBe(true);
  });
});

describe('the look', () => {
  test('is one call for 500 users an hour, and reads no account while nobody comes', async () => {
    await watching('/Staff');
    for (let number = 0; number < 501; number += 1) appear(number);
    await world.quarter();
    await quarters(8); // the second look starts one more run
    const [first] = [world.google.calls.list];
    world.clock.advance(HOUR);
    const bill = new Bill();
    await world.tick((ports) => metered(ports, bill));
    expect(world.google.calls.list - first).toBe(2);
    expect((await runs()).length).toBe(2);
    // A tick without work has 18 reads. The lane, and the run that the last look began; then its note.
    expect(bill).toMatchObject({ writes: 1, encryptions: 0, tasks: 0 });
    expect(bill.reads).toBeLessThanOrEqual(18 + 4);
  });

  test('goes on where it ran out of time, and finds who came on any page', async () => {
    await watching('/Staff');
    for (let number = 0; number < 1_001; number += 1) appear(number);
    await quarters(2);
    expect(world.google.held.size).toBe(1_001);
    world.clock.advance(HOUR);
    appear(2_000);
    world.google.onList = () => {
      world.clock.advance(MINUTE);
      return undefined;
    };
    await world.tick();
    expect((await world.lanes.read('directory')).issueLooks).toMatchObject([
      { left: { place: '500' } },
    ]);
    await world.tick();
    expect((await runs()).length).toBe(1);
    world.google.onList = () => undefined;
    await world.quarter();
    expect(has(2_000)).toBe(true);
  });

  test('that goes on in another tick starts no run if nobody came', async () => {
    await watching('/Staff');
    for (let number = 0; number < 1_001; number += 1) appear(number);
    await quarters(6); // the second look starts one more run
    world.clock.advance(HOUR);
    world.google.onList = () => {
      world.clock.advance(MINUTE);
      return undefined;
    };
    for (let tick = 0; tick < 3; tick += 1) await world.tick();
    const { issueLooks } = await world.lanes.read('directory');
    expect(issueLooks?.map(({ left }) => left)).toStrictEqual([undefined]);
    expect(await runs()).toHaveLength(2);
  });

  test('beside an earlier run, which may be past those who came, is made again', async () => {
    await watching('/Staff');
    await world.addRun('20260101T000000000Z-0a1b2c3d', {
      ...{ kind: 'issue', startedBy: 'schedule', scope: { orgUnitPath: '/STAFF' } },
      cursor: { source: 'end' },
    });
    appear(0);
    await world.quarter();
    expect([await runs(), has(0)]).toMatchObject([[{ state: 'finished' }], false]);
    await quarters(5);
    expect(has(0)).toBe(true);
  });

  test('begins anew with the next tick when Google refuses its place, or does not answer', async () => {
    await watching('/Staff');
    for (let number = 0; number < 501; number += 1) appear(number);
    world.google.onList = (token) => (token === '500' ? 'input-refused' : undefined);
    await world.tick();
    expect(await runs()).toStrictEqual([]);
    world.google.onList = () => 'google-unavailable';
    await world.tick();
    world.google.onList = () => undefined;
    await world.quarter();
    expect(world.google.held.size).toBe(501);
  });

  test('starts the run again that somebody stopped, after its hold', async () => {
    await watching('/Staff');
    appear(0);
    await world.tick();
    await stopRun(world.ports(), (await world.run()).runId);
    await world.tasks.pass(HOUR);
    await quarters(4);
    expect(has(0)).toBe(false);
    world.clock.advance(6 * HOUR);
    await world.quarter();
    expect(has(0)).toBe(true);
  });

  test('begins anew for a new connection', async () => {
    await watching('/Staff');
    appear(0);
    await world.tick();
    await disconnect(world.controlPorts(), { by: MANAGER });
    await world.tasks.pass(MINUTE);
    expect(has(0)).toBe(false);
    await world.configurations.transact((current) => ({
      write: { ...current, policy: { ...current.policy, autoIssueOrgUnitPaths: [] } },
      result: undefined,
    }));
    await watching('/Staff');
    await world.configurations.transact((current) => ({
      write: { ...current, connectedAt: world.clock.now() },
      result: undefined,
    }));
    await world.quarter();
    expect(has(0)).toBe(true);
  });

  test('of a clock that ran ahead does not last', async () => {
    await watching('/Staff');
    world.clock.advance(90 * 24 * HOUR);
    await world.quarter();
    world.clock.advance(-89 * 24 * HOUR);
    appear(0);
    await world.quarter();
    expect(has(0)).toBe(true);
  });

  test('that dies before its note starts no second run', async () => {
    await watching('/Staff');
    appear(0);
    await world.tick((ports) => ({
      ...ports,
      runs: {
        ...ports.runs,
        read: (id) => ports.runs.read(id),
        recent: (limit) => ports.runs.recent(limit),
        active: () => ports.runs.active(),
        unreadable: () => ports.runs.unreadable(),
        transact: (id, step) => ports.runs.transact(id, step),
        start: async (run, isSame) => {
          await ports.runs.start(run, isSame);
          throw new Error('killed');
        },
      },
    }));
    expect(world.unexpected.splice(0)).toHaveLength(1);
    await quarters(6);
    expect(world.google.changes.get(crowdUser(0).id)).toBe(1);
    // The second look could not know what the first had found; its run finds nobody without a password.
    expect((await runs()).length).toBeLessThanOrEqual(2);
  });
});
