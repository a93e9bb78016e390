import { type Server } from 'node:http';
import request, { type Test } from 'supertest';
import { type Account } from '../../../functions/domain/account';
import { type Network } from '../../../functions/domain/networks/network';
import { asCaller } from '../../fakes/iam-caller';
import { PLAIN, STAFF } from '../../fixtures/wifi';
import { WholeService } from '../../fakes/whole-service';

const ALICE = 'alice@example.com';

let service: WholeService;
let server: Server;
let password: string;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect({ alphabet: 'abcdefghijkmnpqrstuvwxyz23456789' }); // none is escaped
  server = service.serve('passwords');
  await save([STAFF]);
  const issued = await request(server).put(`/v1/users/${ALICE}/password`).expect(201);
  ({ password } = issued.body as { password: string });
});
afterEach(() => {
  service.close();
});

const save = (networks: readonly Network[]): Promise<void> =>
  service.platform.configurations.transact((now) => ({
    write: { ...now, networks },
    result: undefined,
  }));
const get = (path: string, user = ALICE): Test =>
  request(server)
    .get(`/v1/users/${user}/profiles/${path}`)
    .set(asCaller({ email: 'mdm@example.com' }));
const idOf = (user: string): string => service.workspace.user(user)!.id;
const change = (more: Partial<Account>): Promise<void> => {
  const id = idOf(ALICE) as Account['userId'];
  return service.platform.accounts.transact(id, (now) => ({
    write: { ...now!, ...more },
    result: undefined,
  }));
};
const reads = (): unknown[] =>
  service.lines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ message, action }) => message === 'password-audit' && action === 'read')
    .map(({ version, caller, userId }) => [version, caller, userId]);
const problem = (code: string): object => ({ type: `urn:google-apps-passwords:problem:${code}` });

/** The text of an answer, whatever its media type. */
async function textOf(test: Test): Promise<{ headers: Record<string, string>; text: string }> {
  const answer = await test.buffer(true).parse((response, done) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('end', () => {
      done(null, Buffer.concat(chunks).toString('utf8'));
    });
  });
  return { headers: answer.headers, text: answer.body as string };
}

describe('GET /v1/users/{userKey}/profiles/{platform}', () => {
  it.each([
    ['apple', 'application/x-apple-aspen-config', 'staff.mobileconfig'],
    ['chromeos', 'application/x-onc', 'staff.onc'],
    ['android', 'application/json', 'staff.json'],
    ['linux', 'text/plain', 'staff.conf'],
    ['networkmanager', 'text/plain', 'staff.nmconnection'],
  ])('%s comes as %s, as a file that no cache keeps, audited as a read', async (...expected) => {
    const [platform, mediaType, name] = expected;
    const { headers, text } = await textOf(get(platform).expect(200));
    expect(headers).toMatchObject({
      'content-type': mediaType,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(text).toContain(password);
    expect(text).toContain(ALICE);
    expect(reads()).toStrictEqual([[1, 'mdm@example.com', idOf(ALICE)]]);
    expect(service.lines.join('')).not.toContain(password);
  });

  it('takes an alias and an id too, and writes the primary address', async () => {
    const byId = await textOf(get('linux', idOf(ALICE)).expect(200));
    const byAddress = await textOf(get('linux').expect(200));
    expect(byId.text).toBe(byAddress.text);
  });

  it('after a rotation has the new password and the same identifiers', async () => {
    const before = await textOf(get('apple').expect(200));
    const rotated = await request(server).post(`/v1/users/${ALICE}/password/rotation`).expect(200);
    const { password: next } = rotated.body as { password: string };
    const after = await textOf(get('apple').expect(200));
    expect(after.text).toBe(before.text.replace(password, next));
    expect(after.text).not.toBe(before.text);
  });

  it('is for the one network there is, or for the one that is named', async () => {
    await save([PLAIN, STAFF]);
    const refused = await get('linux').expect(400);
    const message = 'There are several networks. Name one of them: ?network=plain, ?network=staff.';
    expect(refused.body).toMatchObject({
      ...problem('invalid-request'),
      detail: message,
      errors: [{ pointer: '/network', message }],
    });
    expect((await get('linux?network=').expect(400)).body).toMatchObject({ detail: message });
    expect((await textOf(get('linux?network=plain').expect(200))).text).toContain('ssid="Example"');
    const { headers } = await get('linux?network=staff').expect(200);
    expect(headers['content-disposition']).toBe('attachment; filename="staff.conf"');
    await save([PLAIN]);
    await get('linux?network=plain').expect(200);
  });

  it.each([
    ['there is no network', [], 'apple', /^No Wi-Fi network is saved\./],
    [
      'a network was just deleted',
      [PLAIN],
      'apple?network=staff',
      /^No .* with this ID is saved\./,
    ],
    ['a network is named in another case', [STAFF], 'apple?network=Staff', /^No .* with this ID/],
  ])('is 404 no-network if %s, and tells no password', async (_, networks, path, detail) => {
    await save(networks);
    const refused = await get(path).expect(404);
    expect(refused.body).toMatchObject({ ...problem('no-network'), retry: 'after-change' });
    expect((refused.body as { detail: string }).detail).toMatch(detail);
    expect(reads()).toStrictEqual([]);
  });

  it.each(['windows', 'Apple', 'constructor', '__proto__', '%20apple', 'x'])(
    'is 404 not-found for the kind of device "%s"',
    async (platform) => {
      const refused = await get(platform).expect(404);
      expect(refused.body).toMatchObject(problem('not-found'));
      expect(reads()).toStrictEqual([]);
    },
  );

  it('is refused where the password is: drifted, none, unknown, an administrator', async () => {
    const drift = { at: service.clock.now(), source: 'activity-log' } as const;
    await change({ drift });
    expect((await get('apple').expect(409)).body).toMatchObject(problem('password-drifted'));
    expect((await get('apple', 'bob@example.com').expect(404)).body).toMatchObject(
      problem('no-password'),
    );
    expect((await get('apple', 'nobody@example.com').expect(404)).body).toMatchObject(
      problem('user-not-found'),
    );
    const { users, putUser } = service.workspace.google.state;
    putUser({ ...users.find(idOf(ALICE))!, isAdmin: true });
    const refused = await get('apple').expect(403);
    expect(refused.body).toMatchObject(problem('admin-account'));
    expect(refused.text).not.toContain(password);
    expect(reads()).toStrictEqual([]);
  });

  it('is read only', async () => {
    const path = `/v1/users/${ALICE}/profiles/apple`;
    const refused = await request(server).post(path).expect(405);
    expect(refused.headers['allow']).toBe('GET, HEAD');
    await request(server).get('/v1/users/alice/profiles/apple').expect(400);
  });
});
