import { Api } from '../../examples/mdm-client/api';
import { Mdm } from '../../examples/mdm-client/mdm';
import { type PasswordEvent } from '../../examples/mdm-client/password-event';
import { change } from '../endpoints/self-service/self';
import { Front } from './front';

const LAPTOP = { id: 'laptop', user: 'alice@example.com', platform: 'linux' } as const;

let front: Front;
let api: Api;
let mdm: Mdm;
let installs: number;
/** The profile that the laptop has. */
let onLaptop: string;
/** What the next installation waits for. */
let way: () => Promise<unknown>;
beforeEach(async () => {
  front = await Front.open();
  installs = 0;
  way = () => Promise.resolve();
  api = new Api({ url: front.url, attempts: 1 });
  mdm = new Mdm(api, async (_, profile) => {
    installs += 1;
    await way();
    onLaptop = profile;
    return true;
  });
});
afterEach(() => front.close());

/** The next installation waits: `begun` is when it has begun, `end` ends it. */
function slowInstallation(): { readonly begun: Promise<unknown>; readonly end: () => void } {
  const begun = Promise.withResolvers<undefined>();
  const ended = Promise.withResolvers<undefined>();
  way = () => {
    way = () => Promise.resolve();
    begun.resolve(undefined);
    return ended.promise;
  };
  return {
    begun: begun.promise,
    end: () => {
      ended.resolve(undefined);
    },
  };
}

/** Rotates alice's password; the event of that. */
async function rotated(): Promise<PasswordEvent> {
  const { userId, version } = await api.rotate('alice@example.com');
  return { id: `of ${version}`, type: 'password.rotated', userId, version, at: '' };
}

const versions = async (): Promise<unknown> =>
  (await api.status('alice@example.com')).devices.map(({ version }) => version);

test('a device that is somebody else’s now gets their passwords, though the first did not arrive', async () => {
  await mdm.enrol(LAPTOP);
  await mdm.handle(await rotated());
  way = () => {
    way = () => Promise.resolve();
    return Promise.reject(new Error('The device is out of reach.'));
  };
  await expect(mdm.enrol({ ...LAPTOP, user: 'carol@example.com' })).rejects.toThrow('reach');
  const { userId, version } = await api.status('carol@example.com');
  if (version === undefined) throw new Error('Carol has no password.');
  await mdm.handle({ id: 'of carol', type: 'password.issued', userId, version, at: '' });
  expect(onLaptop).toContain('carol@example.com');
});

test('the acknowledgement got no answer: the event that comes again makes up for it', async () => {
  await mdm.enrol(LAPTOP);
  const event = await rotated();
  front.trouble = ({ method, url }, response) => {
    if (method !== 'PUT' || !url!.includes('/devices/')) return false;
    response.destroy();
    return true;
  };
  await expect(mdm.handle(event)).rejects.toThrow('given up after status none');
  front.trouble = () => false;
  await mdm.handle(event);
  expect(await versions()).toEqual([2]);
});

test('a newer password does not overtake an older one that is still being installed', async () => {
  await mdm.enrol(LAPTOP);
  const slow = slowInstallation();
  const older = mdm.handle(await rotated());
  await slow.begun;
  const newer = mdm.handle(await rotated());
  await front.meanwhile();
  slow.end();
  await Promise.all([older, newer]);
  expect(onLaptop).toBe(await api.profile('alice@example.com', 'linux'));
  expect(await versions()).toEqual([3]);
});

test('an acknowledgement on its way when the device leaves does not bring it back', async () => {
  await mdm.enrol(LAPTOP);
  const acknowledgement = front.hold('PUT', '/devices/');
  const handled = mdm.handle(await rotated());
  await acknowledgement.come;
  const left = mdm.leave(LAPTOP);
  const back = mdm.catchUp(LAPTOP);
  await front.meanwhile();
  acknowledgement.release();
  await Promise.all([handled, left, back]);
  expect(await versions()).toEqual([]);
  expect(installs).toBe(2); // by `enrol` and `handle`: none after it left
});

test('a device that leaves while it joins: the password that it got is replaced', async () => {
  const slow = slowInstallation();
  const joined = mdm.enrol(LAPTOP);
  await slow.begun;
  const left = mdm.leave(LAPTOP);
  await front.meanwhile();
  slow.end();
  await Promise.all([joined, left]);
  const { id } = front.managing.alice;
  expect(front.calls.filter((call) => call.includes('/devices/'))).toEqual([
    `PUT /v1/users/${id}/devices/laptop`,
    `DELETE /v1/users/${id}/devices/laptop?rotate=true`,
  ]);
  expect(await front.managing.version()).toBe(2);
});

test('a suspended user’s device was enrolled by an alias: what is set later reaches it', async () => {
  const { managing } = front;
  await managing.ask('delete', 'password').expect(204);
  const { service } = managing.world;
  change(service, 'alice@example.com', { suspended: true, aliases: ['al@example.com'] });
  await expect(mdm.enrol({ ...LAPTOP, user: 'al@example.com' })).rejects.toThrow('user-suspended');
  change(service, 'alice@example.com', { suspended: false });
  const { userId, version, primaryEmail } = await api.issue('alice@example.com');
  await mdm.handle({ id: 'x', type: 'password.issued', userId, primaryEmail, version, at: '' });
  expect(installs).toBe(1);
});

test('a device is handed from one user to another: the first one’s new password does not reach it', async () => {
  await mdm.enrol(LAPTOP);
  await mdm.leave(LAPTOP);
  const joining = front.hold('GET', '/v1/users/bob');
  const joined = mdm.enrol({ ...LAPTOP, user: 'bob@example.com' });
  await joining.come;
  await mdm.handle(await rotated());
  expect(installs).toBe(1);
  joining.release();
  await joined;
  expect(onLaptop).toContain('identity="bob@example.com"');
});
