import { type Server } from 'node:http';
import request from 'supertest';
import { type FunctionName } from '../../../functions/composition';
import { type Platform } from '../../../functions/platform';
import { asCaller } from '../../fakes/iam-caller';
import { WholeService } from '../../fakes/whole-service';
import { PLAIN } from '../../fixtures/wifi';
import { ALICE, asPerson, codeOf, ON, type Told, toldBy } from '../self-service/self';

const DAY_MS = 86_400_000;
const BY = asCaller({ email: 'mdm@example.com' });

/** What happens while a call is answered, and after how many of its calls to stores and cipher. */
type Meanwhile = { after: number; readonly happens: () => Promise<unknown> };
const planned: Meanwhile[] = [];

let service: WholeService;
let servers: Record<'passwords' | 'self-service', Server>;
let calm: Server;
let rotation: Server;
beforeEach(async () => {
  planned.length = 0;
  service = await WholeService.open();
  await service.connect({
    ...ON,
    retentionHours: 24,
    periodDays: 0,
    alphabet: 'abcdefghijkmnpqrstuvwxyz23456789', // no format escapes one of them
  });
  await save([PLAIN]);
  const { accounts, configurations, cipher } = service.platform;
  const interrupted = {
    ...service.platform,
    accounts: interruptible(accounts),
    configurations: interruptible(configurations),
    cipher: interruptible(cipher),
  };
  const serve = (name: FunctionName, platform?: Platform): Server => service.serve(name, platform);
  servers = {
    passwords: serve('passwords', interrupted),
    'self-service': serve('self-service', interrupted),
  };
  calm = serve('passwords');
  rotation = serve('rotation');
  await request(calm).put(`/v1/users/${ALICE}/password`).set(BY).expect(201);
});
afterEach(() => {
  service.close();
});

async function pass(): Promise<void> {
  const [next] = planned;
  if (next === undefined) return;
  next.after -= 1;
  if (next.after > 0) return;
  planned.length = 0;
  await next.happens();
}

/** Counts the calls of a port, and lets what is to happen meanwhile happen after one of them. */
const interruptible = <Port extends object>(port: Port): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        const result: unknown = await Reflect.apply(member, target, args);
        await pass();
        return result;
      };
    },
  });

const save = (networks: readonly (typeof PLAIN)[]): Promise<void> =>
  service.platform.configurations.transact((now) => ({
    write: { ...now, networks },
    result: undefined,
  }));
const tick = (): PromiseLike<unknown> =>
  request(rotation).post('/v1/rotations').send({ scope: 'due' }).expect(202);
const KEY = 'idempotency-key';
const rotate = async (key: string): Promise<Told> =>
  toldBy(
    await request(calm)
      .post(`/v1/users/${ALICE}/password/rotation`)
      .set(BY)
      .set(KEY, key)
      .expect(200),
  );

type Call = (key: string) => request.Test;
const asMdm =
  (method: 'get' | 'put' | 'post', what: string, by: 'address' | 'id' = 'address'): Call =>
  (key) => {
    const user = by === 'id' ? service.workspace.user(ALICE)!.id : ALICE;
    const call = request(servers.passwords)[method](`/v1/users/${user}/${what}`);
    return call.set(BY).set(KEY, key);
  };
const asAlice =
  (what: string): Call =>
  () =>
    asPerson(servers['self-service'])('post', `/v1/me/${what}`);

const PROFILES: readonly (readonly [string, Call])[] = [
  ['a profile by address', asMdm('get', 'profiles/linux')],
  ['a profile by id', asMdm('get', 'profiles/linux', 'id')],
  ['a person’s own profile', asAlice('profiles/linux')],
];
const TELLING: readonly (readonly [string, Call])[] = [
  ['reading by address', asMdm('get', 'password')],
  ['reading by id', asMdm('get', 'password', 'id')],
  ['issuing again', asMdm('put', 'password')],
  ['a rotation that is repeated under its key', asMdm('post', 'password/rotation')],
  ['ActiveSync by address', asMdm('get', 'activesync')],
  ['ActiveSync by id', asMdm('get', 'activesync', 'id')],
  ['showing one’s own', asAlice('password')],
  ...PROFILES,
];

/**
 * The answers to a call when something happens after each of its calls to stores and cipher in turn. Each time
 * the password is a new one, set under the key that the call names.
 */
async function* atEveryPoint(
  call: Call,
  happens: (told: Told) => Promise<unknown>,
): AsyncGenerator<{ readonly point: string; readonly told: Told; readonly answer: Answer }> {
  for (let after = 1; ; after += 1) {
    const key = `key-${after}`;
    const told = await rotate(key);
    planned.push({ after, happens: () => happens(told) });
    const response = await call(key).buffer(true);
    if (planned.length > 0) {
      expect(after).toBeGreaterThan(3); // account, configuration and cipher
      return;
    }
    yield { point: `after call ${after}`, told, answer: response };
  }
}
type Answer = request.Response;

describe.each([
  ['the hour passes', false],
  ['the hour passes and a tick destroys the copy', true],
])('%s', (_, isDestroyed) => {
  test.each(TELLING)('while %s is answered: 404, and no password', async (_name, call) => {
    const happens = async (): Promise<void> => {
      service.clock.advance(DAY_MS);
      if (isDestroyed) await tick();
    };
    for await (const { point, told, answer } of atEveryPoint(call, happens)) {
      expect([point, answer.status, codeOf(answer)]).toStrictEqual([
        point,
        404,
        'password-forgotten',
      ]);
      expect(answer.text).not.toContain(told.password);
    }
  });
});

/** What the audit trail has of the last password that was told. */
const lastRead = (): unknown =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .findLast(({ message, action }) => message === 'password-audit' && action === 'read')?.[
    'version'
  ];

test.each(PROFILES)(
  '%s has the password of the version that the audit line names, whenever a rotation comes',
  async (_name, call) => {
    const passwords = new Map<unknown, string>();
    const happens = async (): Promise<void> => {
      const { version, password } = await rotate(`in-between-${passwords.size}`);
      passwords.set(version, password);
    };
    for await (const { point, told, answer } of atEveryPoint(call, happens)) {
      passwords.set(told.version, told.password);
      expect([point, answer.status]).toStrictEqual([point, 200]);
      expect(answer.text).toContain(`password="${passwords.get(lastRead())}"`);
    }
  },
);

test.each(PROFILES)(
  '%s is whole or not there, whenever the network is deleted',
  async (_name, call) => {
    for await (const { point, told, answer } of atEveryPoint(call, () => save([]))) {
      const isWhole = answer.status === 200;
      const expected = isWhole ? [point, 200] : [point, 404, 'no-network'];
      expect([point, answer.status, ...(isWhole ? [] : [codeOf(answer)])]).toStrictEqual(expected);
      expect(answer.text.includes(told.password)).toBe(isWhole);
      expect(answer.text.includes(`ssid="${PLAIN.ssid}"`)).toBe(isWhole);
      await save([PLAIN]);
    }
  },
);
