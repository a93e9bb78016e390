import { inspect } from 'node:util';
import { userId } from '../../../functions/domain/account';
import { Secret } from '../../../functions/domain/secret';
import { durationMs } from '../../../functions/domain/time';
import { type Directory } from '../../../functions/ports/directory';
import { type Connected, connectedTo, directoryOf } from '../../fakes/google-connection';
import { type Script, ScriptedGoogle, type Seen, withToken } from '../../fakes/scripted-google';

const server = new ScriptedGoogle(() => ({}));
let root: string;
let connected: Connected;
let directory: Directory;

beforeAll(async () => {
  root = await server.start();
});
afterAll(() => server.stop());
beforeEach(async () => {
  connected = await connectedTo(root);
  server.answer = withToken(() => ({ body: '{}' }));
  directory = await directoryOf(connected);
  server.calls.length = 0;
});

const answering = (script: Script): void => {
  server.answer = withToken(() => script);
};
/** A refusal in Google's envelope. */
const refusal = (code: number, reason: string, message: string): string =>
  JSON.stringify({ error: { code, message, errors: [{ reason, message }] } });
const last = (): Seen => server.calls.at(-1)!;
const DEADLINE = durationMs(5000);
const ALL =
  'id,primaryEmail,aliases,nonEditableAliases,suspended,archived,isAdmin,isDelegatedAdmin,isEnrolledIn2Sv,isEnforcedIn2Sv,orgUnitPath,creationTime,changePasswordAtNextLogin,agreedToTerms,isMailboxSetup,customerId';

describe('setting a password', () => {
  it('sends the password and nothing else, and asks for id and address only', async () => {
    answering({ body: '{"id":"1001","primaryEmail":"zoë@example.com"}' });
    const outcome = await directory.setPassword(userId('1001'), new Secret('S3cret!é'), DEADLINE);
    expect(outcome).toStrictEqual({ kind: 'applied', primaryEmail: 'zoë@example.com' });
    expect(last()).toMatchObject({
      method: 'PUT',
      url: '/admin/directory/v1/users/1001?fields=id%2CprimaryEmail',
      body: '{"password":"S3cret!é"}',
    });
    expect(last().headers).toMatchObject({
      authorization: 'Bearer ya29.scripted',
      'content-type': 'application/json',
    });
    expect(server.calls).toHaveLength(1);
  });

  it.each(['{"id":"1001"}', '{"id":"1001","primaryEmail":7}'])(
    'counts as applied even without an address: %s',
    async (body) => {
      answering({ body });
      const outcome = await directory.setPassword(userId('1001'), new Secret('x'), DEADLINE);
      expect(outcome).toStrictEqual({ kind: 'applied' });
    },
  );

  it('is given up after the deadline, with an unknown outcome', async () => {
    answering({ silent: true });
    const outcome = await directory.setPassword(userId('1001'), new Secret('x'), durationMs(500));
    expect(outcome).toStrictEqual({ kind: 'unknown', failure: { code: 'no-answer' } });
    expect(server.calls).toHaveLength(1);
  });

  it('is not started after the deadline', async () => {
    const outcome = await directory.setPassword(userId('1001'), new Secret('x'), durationMs(0));
    expect(outcome).toStrictEqual({ kind: 'rejected', failure: { code: 'no-answer' } });
    expect(server.calls).toHaveLength(0);
  });

  it('is rejected, not unknown, when the deadline passes while waiting for a token', async () => {
    connected.clock.advance(3_600_000);
    server.answer = () => ({ silent: true });
    const outcome = await directory.setPassword(userId('1001'), new Secret('x'), durationMs(500));
    expect(outcome).toStrictEqual({ kind: 'rejected', failure: { code: 'no-answer' } });
    expect(server.calls.map(({ url }) => url)).toStrictEqual(['/token']);
  });

  it('is rejected when no new token is available after a 401', async () => {
    server.answer = ({ url }) =>
      url === '/token'
        ? { status: 400, body: '{"error":"invalid_grant"}' }
        : { status: 401, body: '{"error":{"code":401}}' };
    const outcome = await directory.setPassword(userId('1001'), new Secret('x'), DEADLINE);
    expect(outcome).toMatchObject({ kind: 'rejected', failure: { code: 'token-refused' } });
    expect(server.calls.map(({ method }) => method)).toStrictEqual(['PUT', 'POST', 'POST']);
  });

  it.each([500, 503, 429, 408])('is tried once and no more after a %s', async (status) => {
    answering({ status, body: '{"error":{"code":1,"message":"x"}}' });
    await directory.setPassword(userId('1001'), new Secret('x'), DEADLINE);
    expect(server.calls).toHaveLength(1);
  });

  it('leaves the password in no result', async () => {
    for (const script of [{ status: 400 }, { status: 503 }, { broken: 'at-once' as const }]) {
      answering({ ...script, body: '{"error":{"code":400,"message":"CANARY was refused"}}' });
      const outcome = await directory.setPassword(userId('1'), new Secret('CANARY'), DEADLINE);
      expect(inspect([outcome, connected.logged], { depth: 20, showHidden: true })).not.toContain(
        'CANARY',
      );
    }
  });
});

describe('finding a user', () => {
  it('requests the fields that matter, and fills in those that Google omits', async () => {
    answering({ body: '{"id":"1001","primaryEmail":"a@example.com"}' });
    expect(await directory.findUser('a@example.com')).toStrictEqual({
      kind: 'ok',
      value: {
        id: '1001',
        primaryEmail: 'a@example.com',
        aliases: [],
        suspended: false,
        archived: false,
        isAdmin: false,
        isDelegatedAdmin: false,
        isEnrolledIn2Sv: false,
        isEnforcedIn2Sv: false,
        orgUnitPath: '/',
      },
    });
    const url = new URL(last().url, root);
    expect(url.pathname).toBe('/admin/directory/v1/users/a%40example.com');
    expect(Object.fromEntries(url.searchParams)).toStrictEqual({ fields: ALL });
  });

  it('counts non-editable aliases as aliases', async () => {
    const body = {
      id: '1001',
      primaryEmail: 'a@example.com',
      aliases: ['b@example.com'],
      nonEditableAliases: ['a@example.com.test-google-a.com'],
      isDelegatedAdmin: true,
      orgUnitPath: '/Staff',
    };
    answering({ body: JSON.stringify(body) });
    const found = await directory.findUser('b@example.com');
    expect(found).toMatchObject({
      value: {
        aliases: ['b@example.com', 'a@example.com.test-google-a.com'],
        isDelegatedAdmin: true,
        orgUnitPath: '/Staff',
      },
    });
    expect(found).not.toHaveProperty('value.nonEditableAliases');
  });

  it.each([
    ['a/b@example.com', '/admin/directory/v1/users/a%2Fb%40example.com'],
    ['../groups', '/admin/directory/v1/users/..%2Fgroups'],
    ['a?fields=password#x', '/admin/directory/v1/users/a%3Ffields%3Dpassword%23x'],
    ['50%25', '/admin/directory/v1/users/50%2525'],
    ['zoë+x@example.com', '/admin/directory/v1/users/zo%C3%AB%2Bx%40example.com'],
    ["o'neil@example.com", '/admin/directory/v1/users/o%27neil%40example.com'],
    ['{userKey}', '/admin/directory/v1/users/%7BuserKey%7D'],
  ])('keeps %s in one segment of the path', async (userKey, path) => {
    answering({ body: '{"id":"1","primaryEmail":"a@example.com"}' });
    await directory.findUser(userKey);
    expect(new URL(last().url, root).pathname).toBe(path);
  });

  it.each(['', '.', '..', 'a\u0000b', 'a\nb', '\ud800'])(
    'knows without a call that %j is not a user',
    async (userKey) => {
      expect(await directory.findUser(userKey)).toStrictEqual({
        kind: 'failed',
        failure: { code: 'user-not-found' },
      });
      expect(server.calls).toHaveLength(0);
    },
  );

  it.each(['', '.', '..', 'a\u0000b'])(
    'sends no password to the user that %j leads to',
    async (id) => {
      const deadline = durationMs(1_000);
      expect(await directory.setPassword(userId(id), new Secret('secret'), deadline)).toStrictEqual(
        {
          kind: 'rejected',
          failure: { code: 'user-not-found' },
        },
      );
      expect(server.calls).toHaveLength(0);
    },
  );

  it.each(['Invalid Input: userKey', 'Invalid Input', 'Invalid Password'])(
    'treats the 400 "%s" as no answer: Google also gives it for existing users',
    async (message) => {
      answering({ status: 400, body: refusal(400, 'invalid', message) });
      expect(await directory.findUser('a@example.com')).toStrictEqual({
        kind: 'failed',
        failure: { code: 'no-answer', httpStatus: 400 },
      });
      expect(connected.logged).toStrictEqual([
        { call: 'users.get', code: 'no-answer', httpStatus: 400 },
      ]);
    },
  );

  it('treats a group’s address as no user’s', async () => {
    const message = 'Type not supported: userKey';
    answering({ status: 400, body: refusal(400, 'badRequest', message) });
    expect(await directory.findUser('all@example.com')).toStrictEqual({
      kind: 'failed',
      failure: { code: 'user-not-found', httpStatus: 400 },
    });
  });

  it('treats an address in a domain unknown to Google as no user’s', async () => {
    answering({ status: 404, body: refusal(404, 'notFound', 'Domain not found') });
    expect(await directory.findUser('a@elsewhere.example')).toMatchObject({
      failure: { code: 'user-not-found' },
    });
  });

  it.each([
    ['no id', '{"primaryEmail":"a@example.com"}'],
    ['no address', '{"id":"1"}'],
    ['a flag that is text', '{"id":"1","primaryEmail":"a@example.com","isAdmin":"false"}'],
    ['an array', '[]'],
  ])('fails on an answer with %s', async (_name, body) => {
    answering({ body });
    expect(await directory.findUser('a@example.com')).toStrictEqual({
      kind: 'failed',
      failure: { code: 'no-answer', httpStatus: 200 },
    });
  });

  it('logs nothing about a user who does not exist', async () => {
    answering({ status: 404, body: '{"error":{"code":404,"errors":[{"reason":"notFound"}]}}' });
    await directory.findUser('nobody@example.com');
    expect(connected.logged).toStrictEqual([]);
  });
});

it('40 calls at once open 40 connections at most, and the next 40 use the same', async () => {
  answering({ body: '{"id":"1","primaryEmail":"a@example.com"}' });
  const before = server.connections;
  const forty = (): Promise<unknown> =>
    Promise.all(Array.from({ length: 40 }, () => directory.findUser('a@example.com')));
  await forty();
  const opened = server.connections - before;
  expect(opened).toBeLessThanOrEqual(40);
  await forty();
  expect(server.connections - before).toBe(opened);
});

it.each(['google', 'google/', 'google//'])(
  'a root URL may have a path, with or without a slash at its end: %s',
  async (path) => {
    connected = await connectedTo(root, { adminRootUrl: `${root}${path}` });
    answering({ body: '{"id":"1","primaryEmail":"a@example.com"}' });
    await (await directoryOf(connected)).findUser('1');
    expect(new URL(last().url, root).pathname).toBe('/google/admin/directory/v1/users/1');
  },
);
