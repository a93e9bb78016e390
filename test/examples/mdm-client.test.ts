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
const installs: string[] = [];
beforeEach(async () => {
  managing = await Managing.open();
  const { service, passwords } = managing.world;
  await service.platform.configurations.transact((now) => ({
    write: { ...now, networks: [PLAIN] },
    result: undefined,
  }));
  installs.length = 0;
  if (!passwords.listening) {
    passwords.listen(0, '127.0.0.1');
    await once(passwords, 'listening');
  }
  const { port } = passwords.address() as AddressInfo;
  mdm = new Mdm(new Api({ url: `http://127.0.0.1:${port}`, attempts: 2 }), ({ id }) => {
    installs.push(id);
    return Promise.resolve(true);
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
