import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { type Platform } from '../../functions/platform';
import { type FaultRule } from '../../local/workspace/fault';
import { WholeService } from '../fakes/whole-service';

const MEDIA_TYPE = 'application/vnd.google-apps-passwords.configuration+json';
const ALICE = '/v1/users/alice@example.com';

/** What goes wrong at Google, for every call of a flow. */
const FAULTS: readonly (readonly [string, FaultRule['fault']])[] = [
  [
    'refuses with JSON',
    { kind: 'error', status: 400, reason: 'invalid', message: 'Invalid Password' },
  ],
  [
    'refuses with a page',
    { kind: 'error', status: 403, body: '<html>No</html>', mediaType: 'text/html' },
  ],
  [
    'is over its quota',
    { kind: 'error', status: 429, body: 'request rate higher than configured' },
  ],
  ['rejects the token', { kind: 'error', status: 401, reason: 'authError' }],
  [
    'has an outage',
    { kind: 'error', status: 503, body: '<html>Error</html>', mediaType: 'text/html' },
  ],
  ['applies, then fails', { kind: 'error-after-effect', status: 500 }],
  ['drops the request', { kind: 'lost-request' }],
  ['loses the reply', { kind: 'lost-reply' }],
];

const OPERATIONS = ['token', 'users.get', 'users.update', 'users.list'] as const;

describe('no secret appears outside the answers that return it', () => {
  let service: WholeService;
  let output: string[];
  /** Every password ever made, returned or not, and the key. */
  let secrets: Set<string>;
  let writes: jest.SpyInstance[];

  beforeEach(async () => {
    service = await WholeService.open();
    output = [];
    secrets = new Set();
    watchCipher(service.platform);
    // The output of the process itself: the framework and the libraries write there too.
    writes = [process.stdout, process.stderr].map((stream) =>
      jest.spyOn(stream, 'write').mockImplementation((chunk) => {
        output.push(String(chunk));
        return true;
      }),
    );
  });
  afterEach(() => {
    for (const write of writes) write.mockRestore();
    service.close();
  });

  const watchCipher = ({ cipher }: Platform): void => {
    const encrypt = cipher.encrypt.bind(cipher);
    cipher.encrypt = (password, context) => {
      secrets.add(password.reveal());
      return encrypt(password, context);
    };
  };

  /** The secret parts of the key, line by line as a log would break them. */
  const keyFile = (): string => {
    const file = service.workspace.keyFile();
    for (const line of file.private_key.split('\n'))
      if (line.length > 20 && !line.startsWith('--')) secrets.add(line);
    return JSON.stringify({
      adminUsername: service.workspace.adminUsername,
      serviceAccountKey: file,
    });
  };

  /** Keeps answers for the search, except those that return a password on purpose. */
  const keep = (response: request.Response): request.Response => {
    const tells = response.ok && /\/password|\/activesync/.test(response.request.url);
    if (!tells) output.push(response.text);
    return response;
  };

  const upload = async (body: string, mediaType = MEDIA_TYPE): Promise<void> => {
    keep(
      await request(service.serve('configuration'))
        .put('/v1/configuration')
        .set('x-goog-iap-jwt-assertion', 'system-management@example.com')
        .set('content-type', mediaType)
        .send(body),
    );
  };

  const mainFlow = async (): Promise<void> => {
    const server = service.serve('passwords');
    keep(await request(server).put(`${ALICE}/password`));
    keep(await request(server).get(`${ALICE}/password`));
    keep(await request(server).post(`${ALICE}/password/rotation`));
    keep(await request(server).get(ALICE));
    keep(await request(server).get(`${ALICE}/activesync`));
    keep(await request(server).delete(`${ALICE}/password`));
    service.clock.advance(60_000);
  };

  let slice = 0;
  /** A run that issues a password to everybody, and a run that rotates them. */
  const runs = async (): Promise<void> => {
    const configuration = service.serve('configuration');
    const rotation = service.serve('rotation');
    for (const path of ['/v1/issuances', '/v1/rotations']) {
      const asked = await request(configuration)
        .post(path)
        .set('x-goog-iap-jwt-assertion', 'system-management@example.com')
        .send({ scope: 'all' });
      const { runId } = keep(asked).body as { runId?: string };
      keep(await request(rotation).post('/v1/rotations').send({ scope: 'due' }));
      slice += 10; // never an earlier slice, however often the run continued
      const task = { runId: runId ?? '', slice };
      keep(await request(service.serve('rotation-worker')).post('/v1/rotation-tasks').send(task));
      keep(await request(rotation).get(`/v1/runs/${task.runId}`));
      service.clock.advance(60_000);
    }
    const identity = 'read-only@example.com';
    for (const path of ['/v1/overview', '/v1/accounts']) {
      keep(await request(configuration).get(path).set('x-goog-iap-jwt-assertion', identity));
    }
  };

  const verify = async (): Promise<void> => {
    const server = service.serve('configuration');
    const identity = 'system-management@example.com';
    keep(
      await request(server)
        .post('/v1/configuration/verification')
        .set('x-goog-iap-jwt-assertion', identity),
    );
    keep(await request(server).get('/v1/configuration').set('x-goog-iap-jwt-assertion', identity));
  };

  const search = async (): Promise<void> => {
    const events = await service.platform.outbox.pending(500);
    const places = [
      ['output', output.join('\n')],
      ['log', service.lines.join('\n')],
      ['events', JSON.stringify(events)],
      ...filesBelow(service.folder),
    ] as const;
    for (const [place, text] of places) {
      for (const secret of secrets) {
        if (text.includes(secret) || text.includes(JSON.stringify(secret).slice(1, -1))) {
          throw new Error(`a secret of ${secret.length} characters is in: ${place}`);
        }
      }
      expect(text).not.toMatch(/ya29\.|eyJhbGciOiJSUzI1NiJ9/); // access tokens, assertions
    }
  };

  test.each(FAULTS)('at whatever call Google %s', async (_, fault) => {
    await upload(keyFile());
    for (const operation of OPERATIONS) {
      service.workspace.wire.faults.set([{ operations: [operation], fault, probability: 0.7 }]);
      await verify();
      await mainFlow();
      await runs();
    }
    service.workspace.wire.faults.set([]);
    await verify();
    await mainFlow();
    await runs();
    await search();
    expect(secrets.size).toBeGreaterThan(60); // the key's lines and the passwords
  });

  test('the search itself finds what it looks for', async () => {
    await upload(keyFile());
    service.lines.push(`{"message":"${[...secrets][0]}"}`);
    await expect(search()).rejects.toThrow(/^a secret of 64 characters is in: log$/);
  });

  test('when a key is sent in every wrong way', async () => {
    const good = keyFile();
    await upload(good, 'application/json');
    await upload(good, 'text/plain');
    await upload(good.slice(0, -200));
    await upload(`${good}}`);
    await upload(good.replace('service_account', 'authorized_user'));
    await upload(good.replace('"client_id"', '"client"'));
    await upload(good.replace('"adminUsername"', '"admin"'));
    await upload(good.replace('-----BEGIN PRIVATE KEY-----', '-----BEGIN KEY-----'));
    await upload(JSON.stringify({ adminUsername: 'x', serviceAccountKey: good }));
    await upload(JSON.stringify([good]));
    await upload(good + ' '.repeat(200_000));
    await search();
  });

  test('when a store fails with the secret in its own error', async () => {
    await upload(keyFile());
    const canary = 'canary-password-in-a-vendor-error';
    secrets.add(canary);
    service.platform.accounts.transact = () => {
      throw Object.assign(new Error(`write failed: ${canary}`), { config: { data: canary } });
    };
    const response = await request(service.serve('passwords')).put(`${ALICE}/password`).expect(500);
    keep(response);
    expect(response.body).toMatchObject({ type: 'urn:google-apps-passwords:problem:internal' });
    await search();
    expect(service.lines.join('\n')).toContain('"message":"unexpected"');
  });
});

function filesBelow(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path, 'latin1')]);
}
