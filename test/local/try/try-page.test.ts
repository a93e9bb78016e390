import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { NO_ADMIN_ROLE } from '../../../local/workspace/admin-role';
import { tryPage } from '../../../local/try/try-page';
import {
  type SimulatedWorkspace,
  simulatedWorkspace,
} from '../../../local/workspace/simulated-workspace';

let workspace: SimulatedWorkspace;
let server: Server;
let url: string;

beforeAll(async () => {
  workspace = simulatedWorkspace();
  const page = tryPage(workspace, 'ldaps://127.0.0.1:8636');
  server = createServer((request, response) => {
    if (page(request, response)) return;
    response.writeHead(421);
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  workspace.close();
});

const page = async (language: string, path = '/local'): Promise<string> =>
  (await fetch(url + path, { headers: { 'accept-language': language } })).text();

test('the page speaks the reader’s language, or the one that its address names', async () => {
  expect(await page('fr-CA,en;q=0.5')).toContain('<h1>Essayez sur cette machine</h1>');
  expect(await page('en-GB,fr;q=0.5')).toContain('<h1>Try it on this machine</h1>');
  expect(await page('de')).toContain('<h1>Try it on this machine</h1>');
  expect(await page('en', '/local?lang=fr')).toContain('<html lang="fr">');
  expect(await page('en', '/local/?lang=xx')).toContain('<html lang="en">');
});

test('the page says first that Google has switched ActiveSync off, with Google’s page', async () => {
  const text = await page('en');

  expect(text).toContain('Google has turned ActiveSync off in reality');
  expect(text).toContain('href="https://support.google.com/a/answer/14114704"');
  expect(text.indexOf('turned ActiveSync off')).toBeLessThan(text.indexOf('id="step-1"'));
});

test('the page tells the admin and the client id, and says of a user why a password is no use', async () => {
  const text = await page('en');

  expect(text).toContain('<code id="admin-username">admin@example.com</code>');
  expect(text).toContain(workspace.google.keyAccount.clientId);
  expect(text).toContain('frank@example.com (suspended)');
  expect(text).toContain('ivan@example.com (2-step verification enforced)');
});

test('the way without the delegation is one fold of step 2: the customer id, and whether the role is there', async () => {
  const before = await page('en');
  for (const account of workspace.google.state.serviceAccounts) {
    account.adminRole = { privileges: ['users-read'], orgUnitPath: '/' };
  }
  const after = await page('fr');
  for (const account of workspace.google.state.serviceAccounts) account.adminRole = NO_ADMIN_ROLE;

  expect(before).toContain('<code id="customer-id">C03simu1a</code>');
  expect(before).toContain('The service account has no role.');
  expect(after).toContain('Le compte de service a le rôle.');
});

test('a user’s address can’t break out of the page', async () => {
  const alice = workspace.user('alice@example.com')!;
  workspace.google.state.putUser({ ...alice, primaryEmail: '"><script>alert(1)</script>@x.y' });
  const text = await page('en');
  workspace.google.state.putUser(alice);

  expect(text).toContain('&quot;&gt;&lt;script&gt;');
  expect(text).not.toContain('<script>alert');
});

test('the browser may load nothing inline and nothing from elsewhere', async () => {
  const answer = await fetch(`${url}/local`);
  const policy = answer.headers.get('content-security-policy')!;
  const text = await answer.text();

  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
  expect(policy).not.toContain('unsafe');
  expect(text).not.toMatch(
    /<style|<script(?! type="module" src="\/local\/try\.js")|\sstyle=|\son\w+=/,
  );
  expect(
    [...text.matchAll(/(?:src|rel="stylesheet" href)="([^"]*)"/g)].map((found) => found[1]),
  ).toEqual(['/local/try.css', '/local/try.js']);
});

test('the script is one file, and the style comes with it', async () => {
  const script = await fetch(`${url}/local/try.js`);
  const style = await fetch(`${url}/local/try.css`);

  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(await script.text()).not.toMatch(/^import /m);
  expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8');
});

test('the key file is a download that no cache keeps, the same one each time', async () => {
  const [first, second] = [
    await fetch(`${url}/local/service-account-key.json`),
    await fetch(`${url}/local/service-account-key.json`),
  ];
  const file = (await first.json()) as Record<string, string>;

  expect(first.headers.get('content-disposition')).toBe(
    'attachment; filename="service-account-key.json"',
  );
  expect(first.headers.get('cache-control')).toBe('no-store');
  expect(file['type']).toBe('service_account');
  expect(file['private_key']).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  expect(await second.json()).toEqual(file);
});

test('what a program needs for Secure LDAP can be downloaded', async () => {
  const file = async (name: string): Promise<[string | null, string]> => {
    const answer = await fetch(`${url}/local/${name}`);
    return [answer.headers.get('content-disposition'), await answer.text()];
  };
  const [certificateName, certificate] = await file('ldap-client.crt');
  const [keyName, key] = await file('ldap-client.key');
  const [, authority] = await file('ldap-ca.crt');

  expect(certificateName).toMatch(/^attachment; filename="Google_\d{4}_\d\d_\d\d_\d{5}\.crt"$/);
  expect(keyName).toBe(certificateName!.replace('.crt', '.key'));
  expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(new X509Certificate(authority).ca).toBe(true);
  expect(await page('en')).toContain('<code>ldaps://127.0.0.1:8636</code>');
});

test.each([
  ['no trouble', () => undefined, 'none'],
  ['the API off', () => (workspace.google.state.adminApiEnabled = false), 'api'],
  [
    'a late Secure LDAP',
    () => {
      workspace.ldap.change({ ...workspace.ldap.settings, passwordDelayMs: 1 });
    },
    'late-ldap',
  ],
  ['latency', () => (workspace.wire.latency = { minMs: 1, maxMs: 2 }), 'slow'],
  [
    'lost replies',
    () => {
      workspace.wire.faults.set([{ fault: { kind: 'lost-reply' } }]);
    },
    'lost-replies',
  ],
])('a reload shows %s', async (_, cause, selected) => {
  cause();
  const text = await page('en');
  workspace.google.state.adminApiEnabled = true;
  workspace.wire.latency = { minMs: 0, maxMs: 0 };
  workspace.ldap.change({ ...workspace.ldap.settings, passwordDelayMs: 0 });
  workspace.wire.faults.set([]);

  expect(/<option value="([\w-]+)" selected/.exec(text)?.[1]).toBe(selected);
});

test.each([
  ['GET', '/local/nothing', 404],
  ['GET', '/local/..%2ftry-page.ts', 404],
  ['POST', '/local', 405],
  ['PUT', '/local/service-account-key.json', 405],
  ['GET', '/localhost', 421],
  ['GET', '/', 421],
])('%s %s is a %i', async (method, path, status) => {
  expect((await fetch(url + path, { method })).status).toBe(status);
});

test('HEAD tells the headers and no body', async () => {
  const answer = await fetch(`${url}/local`, { method: 'HEAD' });

  expect(answer.status).toBe(200);
  expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(1000);
  expect(await answer.text()).toBe('');
});
