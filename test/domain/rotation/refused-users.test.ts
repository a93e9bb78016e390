import { isCircuitClosed } from '../../../functions/domain/configuration/circuit';
import { verifyConfiguration } from '../../../functions/domain/configuration/verify-configuration';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';
import { worldForEach } from '../../fakes/world-for-each';

const MINUTE = 60_000;

let world: RotationWorld;
worldForEach((fresh) => {
  world = fresh;
});

const idOf = (number: number): string => crowdUser(number).id;
const closed = async (): Promise<boolean> => isCircuitClosed(await world.configurations.read());

describe('users who may not be changed affect no others', () => {
  test('twelve in a row at the beginning: one trial shows that the right is there, and all others are served', async () => {
    await world.people(40);
    world.google.onSet = (id) => (id < idOf(12) ? 'not-authorized' : 'applied');
    await world.quarter();
    expect(await closed()).toBe(false);
    for (let quarter = 0; quarter < 3; quarter += 1) await world.quarter();
    expect(await closed()).toBe(true);
    expect((await world.runs.recent(9)).at(-1)).toMatchObject({
      state: 'finished',
      counts: { done: 28, failed: 12, parked: 0 },
    });
  });

  test('the same twelve, left by a killed worker', async () => {
    await world.people(12);
    world.google.onSet = () => 'not-authorized';
    await world.addRun('20260101T000000000Z-0a1b2c3d', {
      scope: 'all',
      hand: Array.from({ length: 12 }, (_, number) => idOf(number)),
      counts: { done: 28, failed: 0, parked: 0, skipped: 0 },
      cursor: { source: 'end' },
    });
    await world.quarter();
    expect(await closed()).toBe(true);
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { failed: 12 } });
  });

  test('twelve alone in a run, while other callers’ updates are accepted: the run ends, and the next is served', async () => {
    await world.people(40);
    const inAnHour = epochMs(world.clock.now() + 60 * MINUTE);
    for (let number = 12; number < 40; number += 1) {
      await world.person(number, { nextRotationAt: inAnHour });
    }
    world.google.onSet = (id) => (id < idOf(12) ? 'not-authorized' : 'applied');
    for (let hour = 0; hour < 6; hour += 1) {
      for (let quarter = 0; quarter < 4; quarter += 1) await world.quarter();
      world.google.add(crowdUser(100 + hour));
      await issuePassword(world.ports(), crowdUser(100 + hour).primaryEmail);
    }
    expect(world.rotated).toBe(28);
    expect((await world.runs.recent(99)).at(-1)).toMatchObject({ counts: { failed: 12 } });
  });

  test('150 alone in a run hold up others for less than a day', async () => {
    await world.people(178);
    const inAnHour = epochMs(world.clock.now() + 60 * MINUTE);
    for (let number = 150; number < 178; number += 1) {
      await world.person(number, { nextRotationAt: inAnHour });
    }
    world.google.onSet = (id) => (id < idOf(150) ? 'not-authorized' : 'applied');
    for (let quarter = 0; quarter < 4 * 20; quarter += 1) await world.quarter();
    expect(world.rotated).toBe(28);
  });

  test('newcomers of a unit without the right, refused as new ones before, hold up nobody', async () => {
    const createdAt = world.clock.now();
    for (let number = 0; number < 110; number += 1) {
      world.google.add(crowdUser(number, { createdAt }));
    }
    for (let number = 110; number < 160; number += 1) {
      await world.person(number, { nextRotationAt: epochMs(createdAt + 12 * MINUTE) });
    }
    world.google.onSet = (id) => (id < idOf(110) ? 'not-authorized' : 'applied');
    await world.start('issue', 'all');
    await world.tasks.pass(MINUTE);
    for (let quarter = 0; quarter < 12; quarter += 1) {
      await world.quarter();
      expect(await closed()).toBe(true);
    }
    expect(world.rotated).toBe(50);
  });

  test('already refused before open no circuit when they are refused again', async () => {
    const refused = { code: 'not-authorized', at: epochMs(1), attempts: 1 };
    for (let number = 0; number < 30; number += 1) {
      await world.person(number, number < 12 ? { lastFailure: refused } : {});
    }
    world.google.onSet = (id) => (id < idOf(12) ? 'not-authorized' : 'applied');
    await world.quarter();
    expect(await closed()).toBe(true);
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { done: 18, failed: 12 },
    });
  });

  test('a run over only such users ends, and then the schedule’s run continues', async () => {
    await world.people(11);
    world.google.onSet = () => 'not-authorized';
    const runId = await world.rotateNow('all');
    for (let quarter = 0; quarter < 40; quarter += 1) await world.quarter();
    expect(await world.runs.read(runId)).toMatchObject({
      state: 'finished',
      counts: { failed: 11 },
    });
    world.google.onSet = () => 'applied';
    for (let quarter = 0; quarter < 4 * 26; quarter += 1) await world.quarter();
    expect(world.rotated).toBe(11);
    expect(await closed()).toBe(true);
  });

  test('a new user whom not all of Google knows yet is no evidence of a missing right', async () => {
    await world.people(12);
    const createdAt = world.clock.now();
    for (let number = 0; number < 12; number += 1) {
      world.google.add(crowdUser(number, { createdAt }));
    }
    world.google.onSet = () => 'not-authorized';
    await world.rotateNow('all');
    await world.tasks.pass(MINUTE);
    expect(await closed()).toBe(true);
    expect(world.account(0).lastFailure).toMatchObject({ code: 'user-not-ready' });
    expect(await world.run()).toMatchObject({
      state: 'finished',
      counts: { failed: 12, parked: 0 },
    });
  });
});

describe('a missing right', () => {
  test('parks no account, though all due accounts were refused before', async () => {
    await world.people(30, {
      lastFailure: { code: 'not-authorized', at: epochMs(1), attempts: 1 },
    });
    world.google.onSet = () => 'not-authorized';
    for (let quarter = 0; quarter < 4 * 48; quarter += 1) await world.quarter();
    expect(world.all().filter(({ status }) => status === 'parked')).toHaveLength(0);
  });

  test.each([53, 303, 1_103])(
    'is found though the last attempt of all %d users failed for another reason, and parks nobody',
    async (people) => {
      await world.connect({ retryBudget: 3 });
      const at = epochMs(world.clock.now() - 7_200_000);
      const lastFailure = { code: 'google-unavailable', at, attempts: 2 };
      await world.people(people, { failures: 2, lastFailure });
      world.google.onSet = () => 'not-authorized';
      await world.quarter();
      expect(await world.run()).toMatchObject({ state: 'waiting', waitingFor: 'configuration' });
      expect(world.all().filter(({ status }) => status === 'parked')).toHaveLength(0);
      expect(world.google.calls.set).toBeLessThan(30);
    },
  );

  const earlier = (code: 'google-unavailable' | 'not-authorized') => ({
    failures: 2,
    lastFailure: { code, at: epochMs(world.clock.now() - 7_200_000), attempts: 2 },
  });

  test.each([
    { callsPerSecond: 20, parked: 0 },
    { callsPerSecond: 1, parked: 4 }, // each of the first four could be the only one
  ])('parks few who were refused before, at $callsPerSecond calls a second', async (at) => {
    const { callsPerSecond, parked } = at;
    world.callsPerSecond = callsPerSecond;
    await world.connect({ retryBudget: 3 });
    await world.people(83, earlier('not-authorized'));
    world.google.onSet = () => 'not-authorized';
    for (let quarter = 0; quarter < 4; quarter += 1) await world.quarter();
    expect(world.all().filter(({ failures }) => failures === 3)).toHaveLength(83);
    for (let quarter = 0; quarter < 4 * 24 * 5; quarter += 1) await world.quarter();
    expect(world.all().filter(({ status }) => status === 'parked')).toHaveLength(parked);
  });

  test.each([40, 240])(
    'is told again after somebody checked the connection, and parks few: %d users due over 30 days',
    async (people) => {
      await world.connect({ retryBudget: 3 });
      const day = 24 * 60 * MINUTE;
      for (let number = 0; number < people; number += 1) {
        const nextRotationAt = epochMs(world.clock.now() + (number * 30 * day) / people);
        await world.person(number, { nextRotationAt });
      }
      world.google.onSet = () => 'not-authorized';
      for (let check = 0; check < 30; check += 1) {
        for (let quarter = 0; quarter < 4 * 24; quarter += 1) await world.quarter();
        await verifyConfiguration(world.ports());
        expect(await closed()).toBe(true);
      }
      for (let quarter = 0; quarter < 4 * 24; quarter += 1) await world.quarter();
      expect(await closed()).toBe(false);
      expect(world.all().filter(({ status }) => status === 'parked').length).toBeLessThan(5);
    },
  );

  test('is tested with an account that was not refused yet, also in a sweep', async () => {
    await world.people(12);
    world.callsAtOnce = 1;
    const tried: string[] = [];
    world.google.onSet = (id) => {
      tried.push(id);
      return id === idOf(10) ? 'applied' : 'not-authorized';
    };
    const runId = '20260101T000000000Z-0a1b2c3d';
    await world.addRun(runId, { scope: 'all', cursor: { source: 'sweep' } });
    for (let quarter = 0; quarter < 3; quarter += 1) await world.quarter();
    expect(tried.indexOf(idOf(10))).toBe(10);
  });
});

describe('a user who alone gets Google’s limits', () => {
  test('keeps no other user from a password', async () => {
    await world.people(120);
    world.google.onSet = (id) => (id === idOf(3) ? 'quota-exceeded' : 'applied');
    const runId = await world.rotateNow('all');
    for (let quarter = 0; quarter < 16; quarter += 1) await world.quarter();
    expect(world.rotated).toBe(119);
    expect(await world.runs.read(runId)).toMatchObject({ state: 'finished' });
  });
});

describe('faults of our own', () => {
  test('six failing accounts in a row delay no other', async () => {
    await world.people(30);
    const broken = new Set([0, 1, 2, 3, 4, 5].map(idOf));
    world.google.onSet = (id) => {
      if (broken.has(id)) throw new Error('a bug that this user meets');
      return 'applied';
    };
    for (let quarter = 0; quarter < 4; quarter += 1) await world.quarter();
    expect(world.rotated).toBe(24);
    expect(new Set(world.unexpected.splice(0).map(String))).toStrictEqual(
      new Set(['Error: a bug that this user meets']),
    );
    const runs = await world.runs.recent(9);
    expect(runs.at(-1)).toMatchObject({ state: 'finished', counts: { done: 24, failed: 6 } });
  });

  test('an unreadable record is put off for a day also after a kill', async () => {
    await world.people(3);
    world.accounts.spoil(crowdUser(1).id);
    const run = { scope: 'all', hand: [0, 1, 2].map(idOf), cursor: { source: 'end' } } as const;
    await world.addRun('20260101T000000000Z-0a1b2c3d', run);
    await world.quarter();
    expect(await world.run()).toMatchObject({ state: 'finished', counts: { done: 2, failed: 1 } });
    expect(await world.accounts.countDue({ before: world.clock.now(), turns: true })).toBe(0);
  });
});
