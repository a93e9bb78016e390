import { type Server } from 'node:http';
import type request from 'supertest';
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

type Held = {
  readonly slow: AccountStore;
  readonly isHeld: Promise<unknown>;
  readonly release: () => void;
};

/** A store that waits with the first outcome: before it is written, or after. */
function slowToRecord(accounts: AccountStore, when: 'before' | 'after'): Held {
  const held = Promise.withResolvers<undefined>();
  const released = Promise.withResolvers<undefined>();
  let isFirst = true;
  const wait = async (): Promise<void> => {
    held.resolve(undefined);
    await released.promise;
  };
  const transact: AccountStore['transact'] = async (id, decide, options) => {
    const isOutcome = options?.redoable === true && isFirst;
    if (isOutcome) isFirst = false;
    if (isOutcome && when === 'before') await wait();
    const result = await accounts.transact(id, decide, options);
    if (isOutcome && when === 'after') await wait();
    return result;
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

/** An instance of the function, with this store, that tells ids at sign-in or does not. */
const instance = (accounts: AccountStore, isIdTold: boolean): Server => {
  const googleId = service.workspace.user(ALICE)!.id;
  return service.serve('self-service', {
    ...service.platform,
    accounts,
    verifyAssertion: (email) => Promise.resolve({ email, ...(isIdTold ? { googleId } : {}) }),
  });
};

/** The first call is held; the second one begins then, and the first one ends while it asks Google who this is. */
async function atOnce(
  first: ReturnType<typeof asPerson>,
  second: ReturnType<typeof asPerson>,
  { isHeld, release }: Held,
): Promise<readonly [request.Response, request.Response]> {
  const one = first('post', ROTATION).then((response) => response);
  await Promise.race([isHeld, one]); // if the first one fails, what follows says so
  service.clock.advance(50);
  const { google } = service;
  service.google = (incoming, response) => {
    service.google = google;
    release();
    void one.then(() => {
      google(incoming, response);
    });
  };
  const two = await second('post', ROTATION);
  return [await one, two];
}

it.each([
  ['where the sign-in tells the id', true, ALICE],
  ['where it does not', false, ALICE],
  ['where it does not, after a rename', false, 'alicia@example.com'],
])(
  'a call to another instance between Google’s reply and its record: one password, %s',
  async (_name, isIdTold, person) => {
    const held = slowToRecord(service.platform.accounts, 'before');
    await asPerson(service.serve('self-service'))('post', '/v1/me/password').expect(201);
    const [one, two] = [instance(held.slow, isIdTold), instance(held.slow, isIdTold)];
    change(service, ALICE, { primaryEmail: person });
    service.clock.advance(60_000);
    const answers = await atOnce(asPerson(one, person), asPerson(two, person), held);
    expect(answers.map(({ status }) => status)).toStrictEqual([200, 200]);
    expect(answers[0].body).toStrictEqual(answers[1].body);
    expect(toldBy(answers[1]).version).toBe(2);
    service.clock.advance(1_000);
    expect(toldBy(await asPerson(two, person)('post', ROTATION).expect(200)).version).toBe(3);
  },
);

it.each([true, false])(
  'a call to the same instance between the record and its answer: one password (id: %s)',
  async (isIdTold) => {
    const held = slowToRecord(service.platform.accounts, 'after');
    const call = asPerson(instance(held.slow, isIdTold));
    await asPerson(service.serve('self-service'))('post', '/v1/me/password').expect(201);
    service.clock.advance(60_000);
    const answers = await atOnce(call, call, held);
    expect(answers.map(({ status }) => status)).toStrictEqual([200, 200]);
    expect(answers[0].body).toStrictEqual(answers[1].body);
    expect(toldBy(answers[1]).version).toBe(2);
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
