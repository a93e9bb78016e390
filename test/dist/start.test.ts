import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { systemClock } from '../../functions/adapters/system-clock';
import { FUNCTION_NAMES, type FunctionName } from '../../functions/composition';
import { localIap } from '../../local/iap';
import { freePort } from '../../scripts/free-port';
import { Deployment } from './deployment';

const ROOT = resolve(__dirname, '../..');
const KEY = 'projects/acme/locations/europe-west1/keyRings/ring/cryptoKeys/passwords';
const COMMON = {
  K_SERVICE: 'a-service',
  GOOGLE_CLOUD_PROJECT: 'acme',
  SERVICE_ACCOUNT_KEY_SECRET: 'projects/acme/secrets/service-account-key',
  EVENTS_TOPIC: 'projects/acme/topics/password-events',
};
/** Who puts tasks into the queue. */
const QUEUE = {
  ROTATION_WORKER_URL: 'https://rotation-worker.example.com',
  ROTATION_QUEUE: 'projects/acme/locations/europe-west1/queues/rotation',
  TASKS_SERVICE_ACCOUNT: 'rotation-tasks@acme.iam.gserviceaccount.com',
};
const ENVIRONMENT = {
  configuration: {
    ...COMMON,
    IAP_AUDIENCE: '/projects/0/locations/local/services/configuration',
    ROTATION_URL: 'https://rotation.example.com',
    SYSTEM_MANAGEMENT_MEMBERS: 'ada@example.com',
  },
  passwords: { ...COMMON, PASSWORD_KMS_KEY: KEY },
  rotation: { ...COMMON, ...QUEUE },
  'rotation-worker': { ...COMMON, ...QUEUE, PASSWORD_KMS_KEY: KEY },
  'self-service': {
    ...COMMON,
    PASSWORD_KMS_KEY: KEY,
    IAP_AUDIENCE: '/projects/0/locations/local/services/self-service',
    SELF_SERVICE_MEMBERS: 'domain:example.com',
  },
} satisfies Record<FunctionName, Record<string, string>>;

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.make();
});
afterAll(() => deployment.close());

const parts = (): string[] =>
  readdirSync(deployment.folder).filter(
    (name) => name.endsWith('.cjs') && !['index.cjs', 'code-cache.cjs'].includes(name),
  );

it('every part has a code cache, which V8 takes under the flags of a start', () => {
  expect(parts().length).toBeGreaterThan(10);
  const args = ['--import', 'tsx', 'test/dist/refused-caches.ts', deployment.folder, ...parts()];
  const refused = execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(JSON.parse(refused)).toEqual([]);
});

it.each(FUNCTION_NAMES)('%s starts as the image starts it, and says it is well', async (name) => {
  const served = await deployment.start(name, ENVIRONMENT[name]);
  const health = await fetch(`${served.url}/health`);
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }]);
});

it.each(FUNCTION_NAMES)('%s starts without what only a later call needs of Node', (name) => {
  const late = `['https', 'tls', 'v8'].filter((id) => process.moduleLoadList.includes('NativeModule ' + id))`;
  const loaded = execFileSync(
    process.execPath,
    ['-e', `require('./index.cjs'); process.stdout.write(JSON.stringify(${late}))`],
    {
      cwd: deployment.folder,
      env: { ...ENVIRONMENT[name], NODE_ENV: 'production', FUNCTION_TARGET: name },
      encoding: 'utf8',
    },
  );
  expect(JSON.parse(loaded)).toEqual([]);
});

it('a function whose environment is not complete ends at once, and names all that is wrong', async () => {
  const { GOOGLE_CLOUD_PROJECT: _, ...rest } = ENVIRONMENT.passwords;
  const env = { ...rest, PASSWORD_KMS_KEY: 'passwords', FUNCTION_TARGET: 'passwords' };
  const served = deployment.spawn(env, await freePort());
  expect(await served.ended()).toBe(1);
  expect(served.output).toBe(`The environment is not complete:
- GOOGLE_CLOUD_PROJECT is not set. The id of the project.
- PASSWORD_KMS_KEY must be projects/{project}/locations/{location}/keyRings/{ring}/cryptoKeys/{key}.
- NODE_ENV must be production in the cloud, or errors are answered with stacks.
`);
});

it('a function that has no name of ours ends at once', async () => {
  const env = { ...ENVIRONMENT.passwords, NODE_ENV: 'production', FUNCTION_TARGET: 'hello' };
  const served = deployment.spawn(env, await freePort());
  expect(await served.ended()).toBe(1);
  expect(served.output).toContain(
    '- FUNCTION_TARGET must be one of configuration, passwords, rotation, rotation-worker, self-service.',
  );
});

it('what is malformed is answered without a stack, a path or a quotation', async () => {
  const served = await deployment.start('passwords', ENVIRONMENT.passwords);
  const answers = await Promise.all([
    fetch(`${served.url}/%ZZ`),
    fetch(`${served.url}/v1/users/alice/password`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json; charset=wrong' },
      body: '{"a-secret":',
    }),
  ]);
  for (const answer of answers) {
    const body = await answer.text();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(body).not.toMatch(/\n\s+at |\.cjs|node_modules/);
    expect(body).not.toContain('a-secret');
    expect(body).not.toContain(deployment.folder);
  }
  expect(served.output).not.toContain('a-secret');
});

describe('with our own part and that of jose alone, and no code cache', () => {
  beforeAll(() => {
    const kept = ['index.cjs', 'functions.cjs', 'package.json', 'node_modules'];
    const helpers = parts().filter(
      (name) => readFileSync(join(deployment.folder, name)).length < 5_000,
    );
    const jose = parts().filter((name) => name.startsWith('webapi-')); // checks who opens the page
    for (const name of readdirSync(deployment.folder)) {
      if (![...kept, ...helpers, ...jose].includes(name)) rmSync(join(deployment.folder, name));
    }
  });

  it.each(FUNCTION_NAMES)('%s says it is well: no library was loaded for that', async (name) => {
    const served = await deployment.start(name, ENVIRONMENT[name]);
    expect((await fetch(`${served.url}/health`)).status).toBe(200);
  });

  it('configuration shows its page', async () => {
    const iap = localIap(systemClock);
    const keys = JSON.stringify(await iap.keySet());
    const google = createServer((_, reply) => reply.end(keys)).listen(0, '127.0.0.1');
    await once(google, 'listening');
    const { port } = google.address() as AddressInfo;
    const { K_SERVICE: _, ...onThisMachine } = ENVIRONMENT.configuration;
    const served = await deployment.start('configuration', {
      ...onThisMachine,
      IAP_PUBLIC_KEYS_URL: `http://127.0.0.1:${port}`,
    });
    const page = await fetch(`${served.url}/`, {
      headers: { 'x-goog-iap-jwt-assertion': await iap.assertionFor('ada@example.com') },
    });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>Google Apps API');
    google.closeAllConnections();
    google.close();
  });
});
