import { type Server } from 'node:http';
import type request from 'supertest';
import { PLATFORMS } from '../../../functions/domain/clients/profile';
import { type Network } from '../../../functions/domain/networks/network';
import { DEVICES_WITH_FILES } from '../../../functions/page/my-device';
import { WholeService } from '../../fakes/whole-service';
import { PLAIN, STAFF } from '../../fixtures/wifi';
import { accountOf, ALICE, asPerson, audited, bodyOf, change, codeOf, ON, toldBy } from './self';

const PAGE = 'text/html,application/xhtml+xml,*/*;q=0.8'; // as a browser sends it with a form

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect({ ...ON, alphabet: 'abcdefghijkmnpqrstuvwxyz23456789' }); // none is escaped
  server = service.serve('self-service');
  await save([PLAIN]);
});
afterEach(() => {
  service.close();
});

const save = (networks: readonly Network[]): Promise<void> =>
  service.platform.configurations.transact((now) => ({
    write: { ...now, networks },
    result: undefined,
  }));
const post = (path: string, person = ALICE): request.Test =>
  asPerson(server, person)('post', `/v1/me/${path}`);

/** The text of an answer, whatever its media type. */
const asText = (test: request.Test): request.Test =>
  test.buffer(true).parse((response, done) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => {
      done(null, Buffer.concat(chunks).toString('utf8'));
    });
  });

it.each([
  ['apple', 'application/x-apple-aspen-config', 'plain.mobileconfig'],
  ['chromeos', 'application/x-onc', 'plain.onc'],
  ['android', 'application/json', 'plain.json'],
  ['linux', 'text/plain', 'plain.conf'],
  ['networkmanager', 'text/plain', 'plain.nmconnection'],
])('%s: the file with the person’s own password, audited as theirs', async (...expected) => {
  const [platform, mediaType, name] = expected;
  const { password } = toldBy(await post('password').expect(201));
  const answer = await asText(post(`profiles/${platform}`).set('accept', PAGE)).expect(200);
  expect(bodyOf(answer)).toContain(password);
  expect(bodyOf(answer)).toContain(ALICE);
  expect(answer.headers).toMatchObject({
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });
  expect(audited(service).at(-1)).toStrictEqual(['read', 1, ALICE]);
});

it('the page offers only files that there are', () => {
  expect(PLATFORMS).toEqual(expect.arrayContaining([...DEVICES_WITH_FILES]));
});

it('GET /v1/me names the networks, and nothing else of them', async () => {
  await save([PLAIN, STAFF]);
  expect(bodyOf(await asPerson(server)('get', '/v1/me'))).toMatchObject({
    networks: [
      { id: 'plain', ssid: 'Example' },
      { id: 'staff', ssid: ' Staff & Guests' },
    ],
  });
});

it.each([
  ['profiles/windows', 404, 'not-found'],
  ['profiles/apple?network=staff', 404, 'no-network'],
  ['profiles/apple', 404, 'no-password'],
])('%s is %i %s, and issues nothing', async (path, status, code) => {
  expect(codeOf(await post(path).expect(status))).toBe(code);
  expect(await accountOf(service)).toBeUndefined();
});

it('several networks: one has to be named', async () => {
  await save([PLAIN, STAFF]);
  await post('password').expect(201);
  expect(codeOf(await post('profiles/apple').expect(400))).toBe('invalid-request');
  await post('profiles/apple?network=staff').expect(200);
});

it('who may have no password gets no file, nor does anybody by GET, from elsewhere, or with it off', async () => {
  await post('password').expect(201);
  await asPerson(server)('get', '/v1/me/profiles/apple').expect(405);
  await post('profiles/apple').set('sec-fetch-site', 'same-site').expect(403);
  await post('profiles/apple').set('origin', 'null').expect(403);
  await post('profiles/apple', 'alice.martin@example.com').expect(403);
  change(service, ALICE, { suspended: true });
  expect(codeOf(await post('profiles/apple'))).toBe('user-suspended');
  change(service, ALICE, { suspended: false, isAdmin: true });
  expect(codeOf(await post('profiles/apple'))).toBe('admin-account');
  await service.connect();
  expect(codeOf(await post('profiles/apple'))).toBe('self-service-off');
  expect(audited(service)).toStrictEqual([['issued', 1, ALICE]]);
});

it.each([
  ['en', 'The file could not be made'],
  ['fr', 'Le fichier n’a pas pu être créé'],
])('a browser is shown a page instead, in %s, with the way back', async (lang, title) => {
  await post('password').expect(201);
  const path = `profiles/apple?network=gone&lang=${lang}`;
  const answer = await post(path).set('accept', PAGE).expect(404);
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(answer.text).toContain(`<h1>${title}</h1>`);
  expect(answer.text).toContain(`href="/me?lang=${lang}"`);
});
