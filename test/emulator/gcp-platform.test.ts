import request from 'supertest';
import { CloudService } from './cloud-service';

const PASSWORD = '/v1/users/alice@example.com/password';

describe("the functions on the cloud's platform", () => {
  let service: CloudService;
  beforeEach(async () => {
    service = new CloudService();
    await service.open();
  });
  afterEach(() => service.close());

  const connect = (by?: string) => service.connect(by);

  it('connect, issue, read, rotate and revoke, each from an instance of its own', async () => {
    const connected = await connect();
    expect(connected.status).toBe(200);
    expect(connected.body).toMatchObject({ configured: true, verification: { state: 'ok' } });

    const issued = await request(service.start('passwords')).put(PASSWORD);
    expect(issued.status).toBe(201);
    const { password: first } = issued.body as { password: string };
    expect(await service.signIn(first)).toBe(200);
    const told = await request(service.start('passwords')).get(PASSWORD);
    expect(told.body).toMatchObject({ password: first, version: 1 });

    const rotated = await request(service.start('passwords')).post(`${PASSWORD}/rotation`);
    const { password: second } = rotated.body as { password: string };
    expect(rotated.body).toMatchObject({ version: 2 });
    expect([await service.signIn(first), await service.signIn(second)]).toEqual([401, 200]);

    const revoked = await request(service.start('passwords')).delete(PASSWORD);
    expect(revoked.status).toBe(204);
    expect(await service.signIn(second)).toBe(401);

    const secrets = [first, second, service.workspace.keyFile().private_key.slice(40, 90)];
    const stored = await service.stored();
    expect(stored).toContain('alice@example.com');
    for (const secret of secrets) {
      expect(stored).not.toContain(secret);
      expect(service.lines.join('\n')).not.toContain(secret);
    }
    expect([...service.secretManager.held.keys()]).toEqual(['1']);
  });

  it('refuse configuration without an IAP assertion, or without the role', async () => {
    const stranger = await connect('eve@example.com');
    expect(stranger.body).toMatchObject({
      type: 'urn:google-apps-passwords:problem:forbidden-role',
    });
    const anonymous = await request(service.start('configuration')).get('/v1/configuration');
    expect(anonymous.status).toBe(403);
    expect([...service.secretManager.held]).toEqual([]);
  });

  it('keep a password that was issued while Cloud KMS is unavailable, and return it afterwards', async () => {
    await connect();
    const passwords = service.start('passwords');
    const issued = await request(passwords).put(PASSWORD);
    service.kms.api.trouble.set('decrypt', { kind: 'refuse', status: 'UNAVAILABLE' });
    const refused = await request(passwords).get(PASSWORD);
    expect(refused.status).toBe(500);
    expect(service.lines.join('\n')).toContain('Cloud KMS decrypt: HTTP 503');
    service.kms.api.trouble.clear();
    const told = await request(passwords).get(PASSWORD);
    expect(told.body).toEqual(issued.body);
  });

  it('change nothing at Google when Cloud KMS will not encrypt', async () => {
    await connect();
    service.kms.api.trouble.set('encrypt', { kind: 'refuse', status: 'PERMISSION_DENIED' });
    const refused = await request(service.start('passwords')).put(PASSWORD);
    expect(refused.status).toBe(500);
    service.kms.api.trouble.clear();
    const status = await request(service.start('passwords')).get(PASSWORD);
    expect(status.status).toBe(404);
  });
});
