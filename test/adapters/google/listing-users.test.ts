import { gzipSync } from 'node:zlib';
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
const ALL =
  'id,primaryEmail,aliases,nonEditableAliases,suspended,archived,isAdmin,isDelegatedAdmin,isEnrolledIn2Sv,isEnforcedIn2Sv,orgUnitPath,creationTime,changePasswordAtNextLogin,agreedToTerms,isMailboxSetup,customerId';

describe('listing users', () => {
  it('asks for a page of the whole customer', async () => {
    answering({
      body: JSON.stringify({
        users: [{ id: '1', primaryEmail: 'a@example.com', suspended: true }],
        nextPageToken: 'next',
      }),
    });
    const page = await directory.listUsers({ limit: 500, pageToken: 'this one' });
    expect(page).toMatchObject({
      kind: 'ok',
      value: { users: [{ id: '1', suspended: true }], nextPageToken: 'next' },
    });
    expect(Object.fromEntries(new URL(last().url, root).searchParams)).toStrictEqual({
      customer: 'my_customer',
      maxResults: '500',
      orderBy: 'email',
      pageToken: 'this one',
      fields: `nextPageToken,users(${ALL})`,
    });
  });

  it.each(['gzip', 'GZIP', 'x-gzip', 'X-GZip', 'identity, gzip'])(
    'reads a last page without users, compressed with gzip under the name %s',
    async (coding) => {
      answering({ body: gzipSync('{}'), headers: { 'content-encoding': coding } });
      expect(await directory.listUsers({ limit: 1 })).toStrictEqual({
        kind: 'ok',
        value: { users: [] },
      });
    },
  );

  it.each(['Identity', ''])('reads an uncompressed page under the name "%s"', async (coding) => {
    answering({ body: '{}', headers: { 'content-encoding': coding } });
    expect(await directory.listUsers({ limit: 1 })).toStrictEqual({
      kind: 'ok',
      value: { users: [] },
    });
  });

  it.each(['Domain not found', 'Resource Not Found: customer'])(
    'treats "%s" as a refusal of the domain: a listing names no user',
    async (message) => {
      answering({ status: 404, body: refusal(404, 'notFound', message) });
      expect(await directory.listUsers({ limit: 1 })).toStrictEqual({
        kind: 'failed',
        failure: { code: 'domain-refused', httpStatus: 404 },
      });
      expect(connected.logged).toMatchObject([{ call: 'users.list', code: 'domain-refused' }]);
    },
  );

  it('omits an entry that can’t be read, and keeps the others and the next page', async () => {
    const users = [
      { id: '1', primaryEmail: 'a@example.com' },
      { id: '77' },
      { id: '2', primaryEmail: 'b@example.com', suspended: null },
      null,
      { id: '3', primaryEmail: 'c@example.com' },
    ];
    answering({ body: JSON.stringify({ users, nextPageToken: 'next' }) });
    expect(await directory.listUsers({ limit: 6 })).toMatchObject({
      kind: 'ok',
      value: { users: [{ id: '1' }, { id: '3' }], nextPageToken: 'next' },
    });
  });

  it.each(['[]', '{"users":{}}', '{"users":[],"nextPageToken":""}', '"page"', 'null'])(
    'fails on an answer that is not a page: %s',
    async (body) => {
      answering({ body });
      expect(await directory.listUsers({ limit: 1 })).toMatchObject({
        kind: 'failed',
        failure: { code: 'no-answer', httpStatus: 200 },
      });
    },
  );

  it('waits as long as a refusal without a body asks', async () => {
    const headers = { 'content-encoding': 'gzip', 'retry-after': '7' };
    answering({ status: 429, body: '', headers });
    expect(await directory.listUsers({ limit: 1 })).toStrictEqual({
      kind: 'failed',
      failure: { code: 'quota-exceeded', httpStatus: 429, retryAfterMs: 7_000 },
    });
  });

  it.each<[string, Script]>([
    ['is not really gzip', { body: '{}', headers: { 'content-encoding': 'gzip' } }],
    ['is packed otherwise', { body: '{}', headers: { 'content-encoding': 'br' } }],
    [
      'is packed twice',
      { body: gzipSync(gzipSync('{}')), headers: { 'content-encoding': 'gzip, gzip' } },
    ],
    ['never ends', { body: Buffer.alloc(9 * 1024 * 1024, 32) }],
  ])('fails on an answer that %s', async (_name, script) => {
    answering(script);
    expect(await directory.listUsers({ limit: 1 })).toMatchObject({
      failure: { code: 'no-answer' },
    });
  });
});
