import { type Server } from 'node:http';
import request from 'supertest';
import { WholeService } from '../../fakes/whole-service';
import { GOOD } from '../../fixtures/ldap-certificates';
import { putSecureLdap } from '../configuration/calls';
import { accountOf, ALICE, asPerson, audited, ON, toldBy } from './self';

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect(ON);
  server = service.serve('self-service');
});
afterEach(() => {
  service.close();
});

const get = (path: string, person = ALICE): request.Test =>
  asPerson(server, person)('get', path).set('accept', 'text/html');

it('the page holds no password, is kept by no cache, and posts only to its own site', async () => {
  const { password } = toldBy(await asPerson(server)('post', '/v1/me/password').expect(201));
  const { text, headers } = await get('/me').expect(200);
  expect(text).not.toContain(password);
  expect(text).toContain('>Your password for Wi‑Fi and devices</h1>');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['content-security-policy']).toContain("form-action 'self'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(audited(service)).toHaveLength(1);
});

it.each([
  ['/me?lang=fr', 'en', '<html lang="fr">'],
  ['/me', 'fr-CH, en;q=0.5', '<html lang="fr">'],
  ['/', 'de', '<html lang="en">'],
])('%s for a reader of %s', async (path, languages, html) => {
  const { text } = await get(path).set('accept-language', languages).expect(200);
  expect(text).toContain(html);
});

it('loads what its own function serves, without a sign-in', async () => {
  const { text } = await get('/me').expect(200);
  const files = [...text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!);
  expect(files.map((path) => path.replace(/-[\w-]{16}\./, '.'))).toStrictEqual([
    '/assets/icon.svg',
    '/assets/me.css',
    '/assets/me-en.js',
    '/assets/icon.svg',
  ]);
  for (const path of files) await request(server).get(path).expect(200);
});

it('nothing on it leads to the pages of administrators', async () => {
  const { text } = await get('/me').expect(200);
  const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, path]) => path!);
  expect(links.filter((path) => !/^(#content|\/assets\/|\/me)/.test(path))).toStrictEqual([]);
  for (const path of ['/accounts', '/v1/configuration', '/v1/overview', '/v1/accounts']) {
    await get(path).expect(404);
  }
});

it('offers to check the password only where Secure LDAP is connected', async () => {
  expect((await get('/me')).text).not.toContain('Check it now');
  await putSecureLdap(service.serve('configuration'), { ...GOOD }).expect(200);
  expect((await get('/me')).text).toContain('Check it now');
});

it.each([
  ['en', 'alice@other.example', 'This page is not for the account that you signed in with'],
  ['fr', 'alice@other.example', 'Cette page n’est pas destinée au compte'],
])('says in %s who it is not for', async (lang, person, title) => {
  const { text } = await get(`/me?lang=${lang}`, person).expect(403);
  expect(text).toContain(title);
  expect(text).toContain(person);
  expect(text).not.toContain('<script');
});

it('says that it is switched off', async () => {
  await service.connect();
  const { text } = await get('/me').expect(403);
  expect(text).toContain('Your organisation has switched this page off');
  const program = await asPerson(server)('get', '/me').set('accept', 'application/json');
  expect(program.headers['content-type']).toBe('application/problem+json');
  expect(await accountOf(service)).toBeUndefined();
});
