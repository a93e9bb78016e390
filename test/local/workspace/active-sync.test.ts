import { RunningWorkspace } from './running-workspace';

let google: RunningWorkspace;
let token: string;

beforeAll(async () => {
  google = await RunningWorkspace.start();
  token = await google.signIn();
});
afterAll(() => google.stop());

test('a device signs in with the password that Google holds, by address or alias, and no other', async () => {
  await google.setPassword(token, 'alice@example.com', 'correct horse battery');

  expect(await google.device('alice@example.com', 'correct horse battery')).toBe(200);
  expect(await google.device('Alice.Martin@example.com', 'correct horse battery')).toBe(200);
  expect(await google.device('EXAMPLE\\alice@example.com', 'correct horse battery')).toBe(200);
  expect(await google.device('alice@example.com', 'correct horse battery ')).toBe(401);
  expect(await google.device('bob@example.com', 'correct horse battery')).toBe(401);
  expect(await google.device('nobody@example.com', 'correct horse battery')).toBe(401);
});

test('a new password replaces the old one at once', async () => {
  await google.setPassword(token, 'bob@example.com', 'the first password');
  await google.setPassword(token, 'bob@example.com', 'the second: with a colon');

  expect(await google.device('bob@example.com', 'the first password')).toBe(401);
  expect(await google.device('bob@example.com', 'the second: with a colon')).toBe(200);
});

test('nobody can sign in before a password was set', async () => {
  expect(await google.device('carol@example.com', '')).toBe(401);
  expect(await google.device('carol@example.com', 'password')).toBe(401);
});

test.each([
  ['suspended', 'frank@example.com'],
  ['archived', 'grace@example.com'],
  ['enrolled in 2-step verification', 'heidi@example.com'],
  ['held to 2-step verification', 'ivan@example.com'],
])(
  'the right password of a user who is %s is answered 403, a wrong one 401',
  async (_, address) => {
    await google.setPassword(token, address, 'a-right-password');

    expect(await google.device(address, 'a-right-password')).toBe(403);
    expect(await google.device(address, 'a-wrong-password')).toBe(401);
  },
);

test('a password that is to be changed at the next sign-in works once that is taken back', async () => {
  const address = 'dave@example.com';
  await google.control('PUT', `users/${address}`, { changePasswordAtNextLogin: true });
  await google.setPassword(token, address, 'a-right-password');
  expect(await google.device(address, 'a-right-password')).toBe(403);
  await google.control('PUT', `users/${address}`, { changePasswordAtNextLogin: false });
  expect(await google.device(address, 'a-right-password')).toBe(200);
});

test('a refusal asks for HTTP Basic', async () => {
  const answer = await fetch(`${google.url}/Microsoft-Server-ActiveSync`, { method: 'POST' });

  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
});

test('OPTIONS tells the protocol versions', async () => {
  const answer = await fetch(`${google.url}/Microsoft-Server-ActiveSync`, { method: 'OPTIONS' });

  expect(answer.status).toBe(200);
  expect(answer.headers.get('ms-asprotocolversions')).toBe('2.5,12.0,12.1,14.0,14.1');
});

test.each(['Basic', 'Basic !!!', 'Basic bm9jb2xvbg==', 'Bearer x', `Basic ${'A'.repeat(8000)}`])(
  'the header %.20s is no sign-in',
  async (authorization) => {
    const answer = await fetch(`${google.url}/Microsoft-Server-ActiveSync`, {
      method: 'POST',
      headers: { authorization },
    });

    expect(answer.status).toBe(401);
  },
);
