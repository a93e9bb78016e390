import { userId } from '../../../functions/domain/account';
import { Managing } from './managing';

let managing: Managing;
beforeEach(async () => {
  managing = await Managing.open();
});
afterEach(() => {
  managing.close();
});

const problemOf = ({ body }: { readonly body: unknown }): string =>
  String((body as { type?: string }).type)
    .split(':')
    .at(-1) ?? '';

describe('what an MDM tells of a device', () => {
  test('is shown with whether the device lacks the current password', async () => {
    const ipad = { version: 1, state: 'installed', name: 'Alice’s iPad', platform: 'iPadOS 17' };
    await managing.tell('F2LVX', ipad).expect(204);
    await managing.tell('b%2F2', { version: 1, state: 'failed' }).expect(204);
    expect((await managing.status()).devices).toStrictEqual([
      { deviceId: 'F2LVX', ...ipad, behind: false, at: expect.any(String) as string },
      {
        deviceId: 'b/2',
        version: 1,
        state: 'failed',
        behind: true,
        at: expect.any(String) as string,
      },
    ]);
    expect((await managing.world.overview()).devices).toStrictEqual({ behind: 1, waiting: 0 });
    await managing.rotate();
    expect((await managing.status()).devices).toMatchObject([{ behind: true }, { behind: true }]);
    expect((await managing.world.overview()).devices).toStrictEqual({ behind: 2, waiting: 0 });
    expect((await managing.world.shown('query=alice'))[0]?.devices).toMatchObject([
      { deviceId: 'F2LVX', behind: true },
      { deviceId: 'b/2', behind: true },
    ]);
  });

  test('is not undone by what comes twice, late or out of order', async () => {
    await managing.rotate();
    await managing.installed('a', 2);
    const told = async (): Promise<unknown> => (await managing.status()).devices;
    const first = await told();
    expect(first).toMatchObject([{ version: 2, state: 'installed', behind: false }]);
    managing.days(1);
    await managing.tell('a', { version: 1, state: 'failed' }).expect(204);
    await managing.installed('a', 1);
    await managing.installed('a', 2);
    expect(await told()).toStrictEqual(first);
    await managing.tell('a', { version: 2, state: 'failed', name: 'Desk' }).expect(204);
    await managing.installed('a', 2);
    expect((await managing.status()).devices).toMatchObject([
      { version: 2, state: 'installed', name: 'Desk' },
    ]);
  });

  test('is taken by id while Google is out of reach', async () => {
    managing.world.service.google = (_, response) => response.destroy();
    const body = { version: 1, state: 'installed' };
    await managing.tell('a', body, managing.alice.id).expect(204);
    await managing.tell('a', body).expect(503);
  });

  test.each([
    ['a version that nobody was given', { version: 2, state: 'installed' }, '/version'],
    ['no version', { state: 'installed' }, '/version'],
    ['a version far ahead', { version: 9_007_199_254_740_991, state: 'failed' }, '/version'],
    ['a number too large for a version', { version: 1e300, state: 'installed' }, '/version'],
    ['a negative version', { version: -1, state: 'installed' }, '/version'],
    ['a version as text', { version: '1', state: 'installed' }, '/version'],
    ['version 0', { version: 0, state: 'installed' }, '/version'],
    ['half a version', { version: 1.5, state: 'installed' }, '/version'],
    ['an unknown state', { version: 1, state: 'pending' }, '/state'],
    ['a name that is no text', { version: 1, state: 'installed', name: 7 }, '/name'],
    ['a name with a line break', { version: 1, state: 'installed', name: 'a\nb' }, '/name'],
    ['half a surrogate pair in a name', { version: 1, state: 'failed', name: 'a\ud83c' }, '/name'],
    ['half a pair in a platform', { version: 1, state: 'failed', platform: '\udf63' }, '/platform'],
    ['a name that is too long', { version: 1, state: 'installed', name: 'x'.repeat(101) }, '/name'],
    ['an unknown field', { version: 1, state: 'installed', verison: 1 }, '/verison'],
  ])('with %s is refused, and changes nothing', async (_, body, pointer) => {
    const answer = await managing.tell('a', body).expect(400);
    expect(answer.body).toMatchObject({ retry: 'after-change', errors: [{ pointer }] });
    expect((await managing.status()).devices).toStrictEqual([]);
  });

  test.each(['%00', '%20', 'a%20b', 'x'.repeat(129), '%C3%A9'])(
    'under the id %s is refused',
    async (id) => {
      const answer = await managing.tell(id, { version: 1, state: 'installed' }).expect(400);
      expect(answer.body).toMatchObject({ errors: [{ pointer: '/deviceId' }] });
    },
  );

  test('is refused for the 51st device, and taken once another left', async () => {
    for (let number = 1; number <= 50; number += 1) await managing.installed(`d${number}`, 1);
    const answer = await managing.tell('d51', { version: 1, state: 'installed' }).expect(409);
    expect(problemOf(answer)).toBe('too-many-devices');
    await managing.tell('d50', { version: 1, state: 'failed' }).expect(204);
    await managing.ask('delete', 'devices/d7').expect(204);
    await managing.installed('d51', 1);
    const ids = (await managing.status()).devices.map(({ deviceId }) => deviceId);
    expect(ids).toHaveLength(50);
    expect(ids).not.toContain('d7');
  });

  test('is refused for a user without a password', async () => {
    const body = { version: 1, state: 'installed' };
    const never = await managing.tell('a', body, 'bob@example.com').expect(404);
    expect(problemOf(never)).toBe('no-password');
    await managing.installed('a', 1);
    await managing.ask('delete', 'password').expect(204);
    expect(problemOf(await managing.tell('a', body).expect(404))).toBe('no-password');
    expect((await managing.status()).devices).toMatchObject([{ deviceId: 'a', behind: false }]);
    expect((await managing.world.overview()).devices.behind).toBe(0);
    await managing.ask('put', 'password').expect(201);
    expect((await managing.status()).devices).toMatchObject([{ deviceId: 'a', behind: true }]);
  });

  test('is refused for a user whom Google does not know', async () => {
    const body = { version: 1, state: 'installed' };
    const answer = await managing.tell('a', body, 'nobody@example.com').expect(404);
    expect(problemOf(answer)).toBe('user-not-found');
    await managing.tell('a', body, '1').expect(404);
  });
});

describe('a device that leaves', () => {
  test('is forgotten, and nothing else changes', async () => {
    await managing.installed('a', 1);
    await managing.ask('delete', 'devices/a').expect(204);
    await managing.ask('delete', 'devices/a').expect(204);
    expect(await managing.status()).toMatchObject({ version: 1, devices: [] });
  });

  test('with `rotate=true` leaves the others with a new password, once', async () => {
    await managing.installed('a', 1);
    await managing.installed('b', 1);
    await managing.ask('delete', 'devices/a?rotate=true').expect(204);
    expect(await managing.status()).toMatchObject({
      version: 2,
      devices: [{ deviceId: 'b', version: 1, behind: true }],
    });
    expect(managing.changes).toMatchObject([{ caller: 'mdm@example.com' }]);
    await managing.ask('delete', 'devices/a?rotate=true').expect(204);
    await managing.world.quarter();
    expect(await managing.version()).toBe(2);
  });

  test('rotates for one of which nobody told, once a day', async () => {
    await managing.ask('delete', 'devices/lost?rotate=true').expect(204);
    await managing.ask('delete', 'devices/lost?rotate=true').expect(204);
    await managing.ask('delete', 'devices/lost').expect(204);
    expect(await managing.version()).toBe(2);
    managing.days(1);
    await managing.ask('delete', 'devices/lost?rotate=true').expect(204);
    expect(await managing.version()).toBe(3);
  });

  test('rotates for one that was removed without that, and for one that came back the same day', async () => {
    await managing.installed('a', 1);
    await managing.ask('delete', 'devices/a').expect(204);
    await managing.ask('delete', 'devices/a?rotate=true').expect(204);
    expect(await managing.version()).toBe(2);
    await managing.installed('a', 2);
    await managing.ask('delete', 'devices/a?rotate=true').expect(204);
    expect(await managing.status()).toMatchObject({ version: 3, devices: [] });
  });

  test('keeps the last fifty in mind', async () => {
    const { id } = managing.alice;
    await managing.world.ask('put', '/v1/policy', { paused: true }).expect(200);
    for (let number = 0; number <= 50; number += 1) {
      await managing.ask('delete', `devices/d${number}?rotate=true`, id).expect(204);
    }
    const account = await managing.world.service.platform.accounts.read(userId(id));
    expect(account?.leftDevices).toHaveLength(50);
    expect(account?.leftDevices?.[0]?.deviceId).toBe('d1');
  });

  test.each(['rotat=true', 'rotate=yes', 'Rotate=true'])(
    'with ?%s is refused, and stays',
    async (query) => {
      await managing.installed('a', 1);
      await managing.ask('delete', `devices/a?${query}`).expect(400);
      expect((await managing.status()).devices).toHaveLength(1);
    },
  );

  test('of a user without a password is forgotten, and no password is set', async () => {
    await managing.installed('a', 1);
    await managing.ask('delete', 'password').expect(204);
    await managing.ask('delete', 'devices/a?rotate=true').expect(204);
    await managing.world.quarter();
    expect(await managing.status()).toMatchObject({ status: 'revoked', devices: [] });
  });

  test('stays while Google still accepts its password, which was forgotten only here', async () => {
    await managing.installed('a', 1);
    await managing.ask('delete', 'password?keepAtGoogle=true').expect(204);
    const answer = await managing.ask('delete', 'devices/a?rotate=true').expect(404);
    expect(problemOf(answer)).toBe('no-password');
    expect((answer.body as { detail: string }).detail).toContain('Revoke the password first');
    expect((await managing.status()).devices).toHaveLength(1);
    await managing.ask('delete', 'password').expect(204);
    await managing.ask('delete', 'devices/a?rotate=true').expect(204);
    expect(await managing.status()).toMatchObject({ status: 'revoked', devices: [] });
  });

  const CLOSED = {
    window: { days: ['sunday'], from: '03:00', to: '03:01', timeZone: 'UTC' },
  } as const;

  test.each([
    ['outside the window', CLOSED],
    ['under a period of 0', { periodDays: 0 }],
    ['outside the window, under a period of 0', { ...CLOSED, periodDays: 0 }],
  ])(
    'is followed by a rotation at the next tick if Google was out of reach, %s',
    async (_, policy) => {
      await managing.world.ask('put', '/v1/policy', policy).expect(200);
      await managing.installed('a', 1);
      const { service } = managing.world;
      const { google } = service;
      service.google = (_request, response) => response.destroy();
      const path = `devices/a?rotate=true`;
      await managing.ask('delete', path, managing.alice.id).expect(204);
      service.google = google;
      expect(await managing.status()).toMatchObject({ version: 1, devices: [] });
      await managing.world.quarter();
      expect(await managing.version()).toBe(2);
      expect(managing.changes).toMatchObject([{ caller: 'mdm@example.com' }]);
      for (let tick = 0; tick < 4; tick += 1) await managing.world.quarter();
      expect(await managing.version()).toBe(2);
    },
  );

  test('is followed by no rotation while the schedule is paused', async () => {
    await managing.world.ask('put', '/v1/policy', { paused: true }).expect(200);
    await managing.installed('a', 1);
    const { service } = managing.world;
    const { google } = service;
    service.google = (_request, response) => response.destroy();
    await managing.ask('delete', 'devices/a?rotate=true', managing.alice.id).expect(204);
    service.google = google;
    await managing.world.quarter();
    expect(await managing.version()).toBe(1);
    await managing.world.ask('put', '/v1/policy', { paused: false }).expect(200);
    await managing.world.quarter();
    expect(await managing.version()).toBe(2);
  });

  test('is removed although the rotation at once breaks down', async () => {
    await managing.installed('a', 1);
    const { platform } = managing.world.service;
    const encrypt = platform.cipher.encrypt.bind(platform.cipher);
    platform.cipher.encrypt = () => Promise.reject(new Error('out of reach'));
    await managing.ask('delete', 'devices/a?rotate=true').expect(204);
    platform.cipher.encrypt = encrypt;
    expect(await managing.status()).toMatchObject({ version: 1, devices: [] });
    await managing.world.quarter();
    expect(await managing.version()).toBe(2);
  });
});
