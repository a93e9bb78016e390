import { type Server } from 'node:http';
import request from 'supertest';
import { systemClock } from '../../functions/adapters/system-clock';
import { type PolicyBody } from '../../functions/api/policy';
import { localIap } from '../../local/iap';
import { ROOT } from '../fixtures/ca-certificates';
import { CloudService } from './cloud-service';

const ALICE = 'alice@example.com';
const CAROL = 'carol@example.com';
const TYPE = 'urn:google-apps-passwords:problem:';

type Told = { readonly password: string; readonly version: number };

describe("self-service on the cloud's platform", () => {
  const service = new CloudService();
  let passwords: string[] = [];
  let me: Server;
  beforeAll(async () => {
    await service.open();
    expect((await service.connect()).status).toBe(200);
    me = service.start('self-service');
  });
  afterAll(() => service.close());

  const idOf = (who: string): string => service.workspace.user(who)!.id;
  /** A call of a person, with what Identity-Aware Proxy says of them. */
  const call = async (
    method: 'get' | 'post',
    path: string,
    { who = ALICE, server = me, googleId = idOf(who) } = {},
  ): Promise<request.Response> =>
    request(server)
      [method](path)
      .set(await service.assertion(who, googleId));
  const told = ({ body }: request.Response): Told => {
    const { password, version } = body as Told;
    passwords = [...passwords, password];
    return { password, version };
  };
  const save = async (path: string, body: object): Promise<void> => {
    const saved = await request(service.start('configuration'))
      .put(path)
      .set({ 'content-type': 'application/json', ...(await service.assertion('ada@example.com')) })
      .send(JSON.stringify(body));
    expect(saved.status).toBe(200);
  };
  const policy = (more: Partial<PolicyBody>): Promise<void> =>
    save('/v1/policy', { selfService: { enabled: true, rotationsPerDay: 3 }, ...more });

  it('is refused while it is off', async () => {
    for (const [method, path] of [
      ['get', '/me'],
      ['get', '/v1/me'],
      ['post', '/v1/me/password'],
    ] as const) {
      expect(await call(method, path)).toMatchObject({
        status: 403,
        body: { type: `${TYPE}self-service-off` },
      });
    }
    await policy({});
  });

  it('lets in nobody without an assertion of ours, or who is no member', async () => {
    expect((await request(me).get('/v1/me')).status).toBe(403);
    const forged = await localIap(systemClock).assertionFor(ALICE);
    const refused = await request(me).get('/v1/me').set('x-goog-iap-jwt-assertion', forged);
    expect(refused.status).toBe(403);
    const stranger = await call('get', '/v1/me', { who: ALICE, googleId: idOf(CAROL) });
    expect(stranger.body).toMatchObject({ type: `${TYPE}forbidden-identity` });
    const guest = await request(me)
      .get('/v1/me')
      .set(await service.assertion('eve@elsewhere.example'));
    expect(guest.status).toBe(403);
  });

  it('shows a first password, and the same one again from another instance', async () => {
    const first = await call('post', '/v1/me/password');
    expect(first).toMatchObject({ status: 201, body: { primaryEmail: ALICE, version: 1 } });
    const { password } = told(first);
    expect(await service.signIn(password)).toBe(200);
    const again = await call('post', '/v1/me/password', { server: service.start('self-service') });
    expect(again).toMatchObject({ status: 200, body: { password, version: 1 } });
    const state = await call('get', '/v1/me');
    expect(state.body).toMatchObject({ status: 'active', version: 1, rotationsLeftToday: 3 });
    expect(state.text).not.toContain(password);
  });

  it('replaces it, and makes a profile with the new one', async () => {
    const { password: before } = told(await call('post', '/v1/me/password'));
    const { password, version } = told(await call('post', '/v1/me/password/rotation'));
    expect(version).toBe(2);
    expect([await service.signIn(before), await service.signIn(password)]).toEqual([401, 200]);
    await save('/v1/networks', {
      networks: [
        {
          id: 'school',
          ssid: 'School',
          security: 'WPA2',
          serverNames: ['radius.example.com'],
          caCertificates: [ROOT],
        },
      ],
    });
    const profile = await call('post', '/v1/me/profiles/linux');
    expect(profile.status).toBe(200);
    expect(profile.text).toContain('identity="alice@example.com"');
  });

  it('ends with one password when two tabs rotate at once, at two instances', async () => {
    const [one, other] = [me, service.start('self-service')];
    const answers = await Promise.all(
      [one, other].map((server) => call('post', '/v1/me/password/rotation', { server })),
    );
    const given = answers.filter(({ status }) => status === 200).map(told);
    expect(given.length).toBeGreaterThanOrEqual(1);
    expect(new Set(given.map(({ password }) => password)).size).toBe(1);
    for (const refused of answers.filter(({ status }) => status !== 200)) {
      expect(refused).toMatchObject({ status: 409, body: { type: `${TYPE}in-progress` } });
    }
    expect(await service.signIn(given[0]!.password)).toBe(200);
    expect((await call('get', '/v1/me')).body).toMatchObject({
      version: 3,
      rotationsLeftToday: 1,
    });
  });

  it('makes no more new ones than a day allows', async () => {
    told(await call('post', '/v1/me/password/rotation'));
    const refused = await call('post', '/v1/me/password/rotation');
    expect(refused.status).toBe(429);
    expect(refused.body).toMatchObject({ type: `${TYPE}too-many-rotations` });
    expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(86_400);
    expect((await call('get', '/v1/me')).body).toMatchObject({ version: 4, rotationsLeftToday: 0 });
  });

  it('tells who is out of scope why there is none', async () => {
    await policy({ orgUnitPaths: ['/Contractors', '/Employees/Paris'] });
    const state = await call('get', '/v1/me', { who: CAROL });
    expect(state).toMatchObject({
      status: 200,
      body: { status: 'no-password', canIssue: false, reason: 'out-of-scope' },
    });
    expect((await call('post', '/v1/me/password', { who: CAROL })).status).toBe(409);
  });

  it('wrote each of them in the audit trail as the person’s, and no password anywhere', async () => {
    const lines = service.lines.join('\n');
    const stored = await service.stored();
    for (const password of passwords) {
      expect(lines).not.toContain(password);
      expect(stored).not.toContain(password);
    }
    const trail = service.lines
      .map((line) => JSON.parse(line) as { message: string; action?: string; caller?: string })
      .filter(({ message }) => message === 'password-audit');
    expect(new Set(trail.map(({ caller }) => caller))).toEqual(new Set([ALICE]));
    const actions = trail.map(({ action }) => action);
    expect(actions.filter((action) => action === 'rotated')).toHaveLength(3);
  });
});
