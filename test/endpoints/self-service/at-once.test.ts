import { type AccountStore } from '../../../functions/ports/account-store';
import { WholeService } from '../../fakes/whole-service';
import { ALICE, asPerson, change, ON, toldBy } from './self';

const HOUR_MS = 3_600_000;
const ROTATION = '/v1/me/password/rotation';

let service: WholeService;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect(ON);
});
afterEach(() => {
  service.close();
});

/** A store that waits with the first outcome that is to be written. */
function slowToRecord(accounts: AccountStore): {
  readonly slow: AccountStore;
  readonly isHeld: Promise<unknown>;
  readonly release: () => void;
} {
  const held = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  let isFirst = true;
  const transact: AccountStore['transact'] = async (id, decide, options) => {
    if (options?.redoable === true && isFirst) {
      isFirst = false;
      held.resolve(undefined);
      await released.promise;
    }
    return accounts.transact(id, decide, options);
  };
  const slow = new Proxy(accounts, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (name === 'transact') return transact;
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
  return {
    slow,
    isHeld: held.promise,
    release: () => {
      released.resolve(undefined);
    },
  };
}

it.each([
  ['where the sign-in tells the id', true, ALICE],
  ['where it does not', false, ALICE],
  ['where it does not, after a rename', false, 'alicia@example.com'],
])(
  'a call between Google’s reply and its record: one password, %s',
  async (_name, isId, person) => {
    const { accounts } = service.platform;
    const { slow, isHeld, release } = slowToRecord(accounts);
    const googleId = service.workspace.user(ALICE)!.id;
    const call = asPerson(
      service.serve('self-service', {
        ...service.platform,
        accounts: slow,
        verifyAssertion: (email) => Promise.resolve({ email, ...(isId ? { googleId } : {}) }),
      }),
      person,
    );
    await asPerson(service.serve('self-service'))('post', '/v1/me/password').expect(201);
    change(service, ALICE, { primaryEmail: person });
    service.clock.advance(60_000);
    const first = call('post', ROTATION).then((response) => response);
    await Promise.race([isHeld, first]); // if the first one fails, what follows says so
    service.clock.advance(50);
    const { google } = service;
    service.google = (incoming, response) => {
      service.google = google;
      release(); // the first call ends while the second one asks Google who this is
      void first.then(() => {
        google(incoming, response);
      });
    };
    const second = await call('post', ROTATION).expect(200);
    expect(second.body).toStrictEqual((await first).body);
    expect(toldBy(second).version).toBe(2);
    service.clock.advance(1_000);
    expect(toldBy(await call('post', ROTATION).expect(200)).version).toBe(3);
  },
);

it('a password that a clock ahead has dated is not taken for one made meanwhile', async () => {
  const call = asPerson(service.serve('self-service'));
  service.clock.advance(2 * HOUR_MS);
  await call('post', '/v1/me/password').expect(201);
  service.clock.advance(-2 * HOUR_MS);
  expect(toldBy(await call('post', ROTATION).expect(200)).version).toBe(2);
});
