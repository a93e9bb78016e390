import { RunningWorkspace } from './running-workspace';

let google: RunningWorkspace;
let token: string;

beforeAll(async () => {
  google = await RunningWorkspace.start({ users: 1234 });
  token = await google.signIn();
});
afterAll(() => google.stop());

type Page = {
  readonly users?: readonly { id: string; primaryEmail: string; orgUnitPath: string }[];
  readonly nextPageToken?: string;
};

const page = async (query: Record<string, string>): Promise<Page> => {
  const text = new URLSearchParams({ customer: 'my_customer', ...query }).toString();
  return (await (await google.directory(token, `?${text}`)).json()) as Page;
};

/** The sizes of all pages, and every address on them. */
const walk = async (query: Record<string, string>): Promise<[number[], string[]]> => {
  const sizes: number[] = [];
  const addresses: string[] = [];
  let pageToken: string | undefined;
  do {
    const { users = [], nextPageToken } = await page(pageToken ? { ...query, pageToken } : query);
    sizes.push(users.length);
    addresses.push(...users.map(({ primaryEmail }) => primaryEmail));
    pageToken = nextPageToken;
  } while (pageToken !== undefined);
  return [sizes, addresses];
};

test('pages of 500 lead through all users, each once', async () => {
  const [sizes, addresses] = await walk({ maxResults: '500' });

  expect(sizes).toEqual([500, 500, 234]);
  expect(new Set(addresses).size).toBe(1234);
});

test('a page has 100 users unless asked otherwise, and the last full page names no next one', async () => {
  expect((await page({})).users).toHaveLength(100);
  expect((await walk({ maxResults: '499', query: "orgUnitPath='/Contractors'" }))[0]).toHaveLength(
    1,
  );
});

test('by address, pages lead through all users in order', async () => {
  const [sizes, addresses] = await walk({ maxResults: '500', orderBy: 'email' });
  expect(sizes).toEqual([500, 500, 234]);
  expect(addresses).toEqual([...addresses].sort());
  expect(new Set(addresses)).toEqual(new Set((await walk({ maxResults: '500' }))[1]));
});

test('by address, a user who is renamed is found under the new one, and one who is gone is not', async () => {
  const first = await page({ maxResults: '3', orderBy: 'email' });
  const [kept, gone, renamed] = first.users!;
  await google.control('DELETE', `users/${gone!.id}`);
  await google.control('PUT', `users/${renamed!.id}`, { primaryEmail: 'aaa@example.com' });
  const again = await page({ maxResults: '2', orderBy: 'email' });
  expect(again.users!.map(({ id }) => id)).toEqual([renamed!.id, kept!.id]);
});

test('an order that is not there, and a token of another order, are refused', async () => {
  const { nextPageToken } = await page({ maxResults: '3' });
  expect(await page({ orderBy: 'familyName' })).toMatchObject({ error: { code: 400 } });
  expect(await page({ orderBy: 'email', pageToken: nextPageToken! })).toMatchObject({
    error: { code: 400 },
  });
});

test('users that come and go between two pages are neither skipped nor told twice', async () => {
  const first = await page({ maxResults: '10' });
  await google.control('DELETE', `users/${first.users![5]!.id}`);
  const second = await page({ maxResults: '10', pageToken: first.nextPageToken! });
  const third = await page({ maxResults: '1', pageToken: first.nextPageToken! });

  const told = [...first.users!, ...second.users!].map(({ id }) => id);
  expect(new Set(told).size).toBe(20);
  expect(third.users![0]!.id).toBe(second.users![0]!.id);
});

test('an organisational unit includes those below it, but no unit of a similar name', async () => {
  await google.control('PUT', 'users/lookalike@example.com', { orgUnitPath: '/ContractorsOld' });
  const { users = [] } = await page({ query: "orgUnitPath='/Contractors'", maxResults: '500' });

  expect(new Set(users.map(({ orgUnitPath }) => orgUnitPath))).toEqual(
    new Set(['/Contractors', '/Contractors/Paris']),
  );
});

test.each([
  ['isAdmin=true', ['admin@example.com']],
  ['isDelegatedAdmin=true', ['helpdesk@example.com']],
  ['isArchived=true', ['grace@example.com']],
  ['isEnforcedIn2Sv=true', ['ivan@example.com']],
  ['isEnrolledIn2Sv=true isEnforcedIn2Sv=false', ['heidi@example.com']],
  ['email:ali*', ['alice@example.com']],
  ['email=robert.novak@example.com', ['bob@example.com']],
  ['isAdmin=true isSuspended=true', []],
])('the query %s finds just whom it describes', async (query, expected) => {
  const { users = [] } = await page({ query });

  expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual(expected);
});

test('the fields of the users on a page can be chosen', async () => {
  const fields = 'nextPageToken,users(id,primaryEmail)';
  const chosen = await page({ fields, maxResults: '1', query: 'email:bob*' });

  expect(chosen).toEqual({
    users: [{ id: google.workspace.user('bob@example.com')!.id, primaryEmail: 'bob@example.com' }],
  });
});

test.each<[string, Record<string, string>]>([
  ['no customer', { customer: '' }],
  ['a domain for a customer', { customer: 'example.com' }],
  ['501 a page', { maxResults: '501' }],
  ['0 a page', { maxResults: '0' }],
  ['a page size that is no number', { maxResults: 'many' }],
  ['a page token of its own making', { pageToken: 'next' }],
  ['a query that is none', { query: 'everybody' }],
  ['a query with an open quote', { query: "orgUnitPath='/Employees" }],
  ['an unknown field', { fields: 'people' }],
  ['an unknown field of users', { fields: 'users(id,shoeSize)' }],
])('a list with %s is a 400', async (_, query) => {
  const text = new URLSearchParams({ customer: 'my_customer', ...query }).toString();

  expect((await google.directory(token, `?${text}`)).status).toBe(400);
});

test('another organisation’s users are a 403', async () => {
  const answer = await google.directory(token, '?customer=C01234567');

  expect([answer.status, await answer.text()]).toEqual([
    403,
    expect.stringContaining('"reason":"forbidden"'),
  ]);
});

test('a list by domain takes ours only', async () => {
  expect((await google.directory(token, '?domain=example.com')).status).toBe(200);
  expect((await google.directory(token, '?domain=example.org')).status).toBe(400);
  expect((await google.directory(token, '')).status).toBe(400);
});
