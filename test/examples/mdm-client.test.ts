import { type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { Api } from '../../examples/mdm-client/api';
import { Mdm } from '../../examples/mdm-client/mdm';
import { type PasswordEvent } from '../../examples/mdm-client/password-event';
import { Managing } from '../endpoints/devices/managing';
import { change } from '../endpoints/self-service/self';
import { PLAIN } from '../fixtures/wifi';

let managing: Managing;
let mdm: Mdm;
let install: () => Promise<boolean>;
const installs: string[] = [];
beforeEach(async () => {
  managing = await Managing.open();
  const { service, passwords } = managing.world;
  await service.platform.configurations.transact((now) => ({
    write: { ...now, networks: [PLAIN] },
    result: undefined,
  }));
  installs.length = 0;
  install = () => Promise.resolve(true);
  if (!passwords.listening) {
    passwords.listen(0, '127.0.0.1');
    await once(passwords, 'listening');
  }
  const { port } = passwords.address() as AddressInfo;
  mdm = new Mdm(new Api({ url: `http://127.0.0.1:${port}`, attempts: 2 }), ({ id }) => {
    installs.push(id);
    return install();
  });
});
afterEach(async () => {
  managing.world.passwords.closeAllConnections();
  await new Promise((resolve) => managing.world.passwords.close(resolve));
  managing.close();
});

const events = async (type: string): Promise<PasswordEvent[]> => {
  await managing.world.quarter();
  return (await managing.events(type)) as PasswordEvent[];
};

test('the user was renamed: the device still gets the next password', async () => {
  await mdm.enrol({ id: 'laptop', user: 'alice@example.com', platform: 'linux' });
  change(managing.world.service, 'alice@example.com', {
    primaryEmail: 'alice.durand@example.com',
    aliases: ['alice@example.com'],
  });
  await managing.ask('post', 'password/rotation', managing.alice.id).expect(200);
  const rotated = await events('password.rotated');
  expect(rotated).toHaveLength(1);
  for (const event of rotated) await mdm.handle(event);
  expect(installs).toEqual(['laptop', 'laptop']);
});

test('the device was enrolled by the user’s id, as docs/mdm.md advises', async () => {
  await mdm.enrol({ id: 'laptop', user: managing.alice.id, platform: 'linux' });
  await managing.rotate();
  const rotated = await events('password.rotated');
  expect(rotated).toHaveLength(1);
  for (const event of rotated) await mdm.handle(event);
  expect(installs).toEqual(['laptop', 'laptop']);
});

test('one user’s revoked password does not end the loop over the events of all', async () => {
  await mdm.enrol({ id: 'laptop', user: 'alice@example.com', platform: 'linux' });
  await managing.rotate();
  await managing.ask('delete', 'password').expect(204); // before the event of the rotation is read
  const rotated = await events('password.rotated');
  expect(rotated).toHaveLength(1);
  for (const event of rotated) await expect(mdm.handle(event)).resolves.toBeUndefined();
});

const LAPTOP = { id: 'laptop', user: 'alice@example.com', platform: 'linux' } as const;

test('the user was suspended when the device joined; what is set later reaches the device', async () => {
  await managing.ask('delete', 'password').expect(204);
  change(managing.world.service, 'alice@example.com', { suspended: true });
  await expect(mdm.enrol(LAPTOP)).rejects.toThrow();
  change(managing.world.service, 'alice@example.com', { suspended: false });
  await managing.ask('put', 'password').expect(201);
  for (const event of await events('password.issued')) await mdm.handle(event);
  expect(installs).toContain('laptop');
});

test('a device leaves while its profile is on the way: the service does not list it again', async () => {
  await mdm.enrol(LAPTOP);
  await managing.rotate();
  const rotated = await events('password.rotated');
  let arrived: (worked: boolean) => void = () => undefined;
  const begun = new Promise<void>((resolve) => {
    install = () =>
      new Promise((done) => {
        arrived = done;
        resolve();
      });
  });
  const handled = mdm.handle(rotated[0]!);
  await begun;
  const left = mdm.leave(LAPTOP);
  arrived(false); // it is gone
  await Promise.all([handled, left]);
  expect((await managing.status()).devices).toEqual([]);
});

test('the user was renamed and the old address is gone: the device that leaves is removed, and the one that is back catches up', async () => {
  await mdm.enrol(LAPTOP);
  change(managing.world.service, 'alice@example.com', {
    primaryEmail: 'alice.durand@example.com',
    aliases: [],
  });
  const caught = await mdm.catchUp(LAPTOP).then(() => 'caught up', String);
  const left = await mdm.leave(LAPTOP).then(() => 'left', String);
  expect([caught, left]).toEqual(['caught up', 'left']);
});

test('all networks are gone when the event comes: its repetition brings the profile', async () => {
  await mdm.enrol(LAPTOP);
  await managing.rotate();
  const rotated = await events('password.rotated');
  const { configurations } = managing.world.service.platform;
  const before = await configurations.read();
  await configurations.transact((now) => ({ write: { ...now, networks: [] }, result: undefined }));
  const first = await mdm.handle(rotated[0]!).then(
    () => 'acknowledged',
    () => 'again',
  );
  await configurations.transact((now) => ({
    write: { ...now, networks: before.networks ?? [] },
    result: undefined,
  }));
  // Pub/Sub brings an event again only if it was not acknowledged
  if (first === 'again') await mdm.handle(rotated[0]!);
  expect(installs).toEqual(['laptop', 'laptop']);
});

test('a device that enrols while a rotation is under way: the event of the newer version is not lost', async () => {
  const { port } = managing.world.passwords.address() as AddressInfo;
  const slow = new Api({ url: `http://127.0.0.1:${port}`, attempts: 2 });
  const issue = slow.issue.bind(slow);
  let rotated: PasswordEvent[] = [];
  const other = new Mdm(slow, ({ id }) => {
    installs.push(id);
    return Promise.resolve(true);
  });
  slow.issue = async (user) => {
    const answer = await issue(user);
    await managing.rotate(); // before the answer has reached the MDM
    rotated = await events('password.rotated');
    for (const event of rotated) await other.handle(event);
    return answer;
  };
  await other.enrol(LAPTOP);
  const { devices, version } = await managing.status();
  expect(devices.map((device) => device.version)).toEqual([version]);
});
