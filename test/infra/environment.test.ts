import { parseEnv } from '../../functions/env';
import { type Variable, VARIABLES } from '../../functions/env-variables';
import { type Plans, plansOf } from '../../scripts/test-infra-plans';
import { NODE_SETTINGS } from '../dist/node-settings';
import { environmentOf } from './environment-of';

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
});

const COMMON = {
  ...NODE_SETTINGS,
  NODE_ENV: 'production',
  GOOGLE_CLOUD_PROJECT: 'acme-passwords',
  FIRESTORE_DATABASE: '(default)',
  SERVICE_ACCOUNT_KEY_SECRET: 'projects/acme-passwords/secrets/service-account-key',
  SECURE_LDAP_SECRET: 'projects/acme-passwords/secrets/secure-ldap',
  EVENTS_TOPIC: 'projects/acme-passwords/topics/password-events',
  DIRECTORY_CALLS_PER_SECOND: '25',
  PROOFS_PER_SECOND: '1',
};
const TASKS = {
  ROTATION_QUEUE: 'projects/acme-passwords/locations/europe-west1/queues/rotation',
  ROTATION_WORKER_URL: 'https://rotation-worker-123456789012.europe-west1.run.app',
  TASKS_SERVICE_ACCOUNT: 'rotation-tasks@acme-passwords.iam.gserviceaccount.com',
};
const PASSWORD_KMS_KEY =
  'projects/acme-passwords/locations/europe-west1/keyRings/google-apps-passwords/cryptoKeys/passwords';

describe('the environment of each function', () => {
  it('configuration: who may do what on the page, and where rotation is', () => {
    expect(environmentOf(plans, 'defaults/defaults', 'configuration')).toEqual({
      ...COMMON,
      FUNCTION_TARGET: 'configuration',
      IAP_AUDIENCE: '/projects/123456789012/locations/europe-west1/services/configuration',
      ROTATION_URL: 'https://rotation-123456789012.europe-west1.run.app',
      SYSTEM_MANAGEMENT_MEMBERS: 'ada@example.com',
      SYSTEM_READ_ONLY_MEMBERS: 'bob@example.com',
    });
  });

  it('passwords: the key that encrypts', () => {
    expect(environmentOf(plans, 'defaults/defaults', 'passwords')).toEqual({
      ...COMMON,
      FUNCTION_TARGET: 'passwords',
      PASSWORD_KMS_KEY,
    });
  });

  it('rotation: the queue and the worker, and no key', () => {
    expect(environmentOf(plans, 'defaults/defaults', 'rotation')).toEqual({
      ...COMMON,
      ...TASKS,
      FUNCTION_TARGET: 'rotation',
    });
  });

  it('rotation-worker: the key that encrypts, the queue and itself, and how many calls at once', () => {
    expect(environmentOf(plans, 'defaults/defaults', 'rotation-worker')).toEqual({
      ...COMMON,
      ...TASKS,
      FUNCTION_TARGET: 'rotation-worker',
      PASSWORD_KMS_KEY,
      DIRECTORY_CONCURRENCY: '10',
    });
  });

  it('self-service: who may use it, and the key that encrypts', () => {
    const { KEYLESS_SERVICE_ACCOUNT, KEYLESS_CLIENT_ID, ...environment } = environmentOf(
      plans,
      'defaults/self_service',
      'self-service',
    );
    expect(environment).toEqual({
      ...COMMON,
      FUNCTION_TARGET: 'self-service',
      IAP_AUDIENCE: '/projects/123456789012/locations/europe-west1/services/self-service',
      PASSWORD_KMS_KEY,
      SELF_SERVICE_MEMBERS: 'domain:example.com,zoe@partner.example',
    });
  });

  it.each(['configuration', 'passwords', 'rotation', 'rotation-worker'])(
    '%s, keyless: the account to sign for, and its client id',
    (name) => {
      expect(environmentOf(plans, 'defaults/keyless', name)).toEqual({
        ...environmentOf(plans, 'defaults/defaults', name),
        KEYLESS_SERVICE_ACCOUNT: 'directory-access@acme-passwords.iam.gserviceaccount.com',
        KEYLESS_CLIENT_ID: '112233445566778899000',
      });
    },
  );
});

/** Only for tests with Google's emulators and fakes; never set in the cloud. */
const NEVER_IN_THE_CLOUD = [
  'CLOUD_KMS_ROOT_URL',
  'CLOUD_TASKS_ROOT_URL',
  'FIRESTORE_EMULATOR_HOST',
  'GOOGLE_ADMIN_ROOT_URL',
  'GOOGLE_IAMCREDENTIALS_ROOT_URL',
  'GOOGLE_TOKEN_URL',
  'IAP_PUBLIC_KEYS_URL',
  'PUBSUB_EMULATOR_HOST',
  'SECRET_MANAGER_ROOT_URL',
  'SECURE_LDAP_CA',
  'SECURE_LDAP_SERVERNAME',
  'SECURE_LDAP_URL',
];

const DEPLOYMENTS = ['defaults/defaults', 'defaults/keyless', 'defaults/no_reader_yet'];

describe.each([
  ['configuration', DEPLOYMENTS],
  ['passwords', DEPLOYMENTS],
  ['rotation', DEPLOYMENTS],
  ['rotation-worker', DEPLOYMENTS],
  ['self-service', ['defaults/self_service']],
] as const)('functions/env.ts and infra/functions.tf, for %s', (name, deployments) => {
  it.each(deployments)('the function starts with the environment of %s', (run) => {
    const env = { ...environmentOf(plans, run, name), K_SERVICE: name };
    expect(parseEnv(env).FUNCTION_TARGET).toBe(name);
  });

  it('the function reads everything that it is given, and is given everything that it reads', () => {
    const given = Object.keys(environmentOf(plans, 'defaults/self_service', name)).filter(
      (variable) => !(variable in NODE_SETTINGS), // Node itself reads these
    );
    const read = Object.entries<Variable>(VARIABLES)
      .filter(([, { functions }]) => functions === 'all' || functions.includes(name))
      .map(([variable]) => variable)
      .filter((variable) => !NEVER_IN_THE_CLOUD.includes(variable));
    expect(given.toSorted()).toEqual(read.toSorted());
  });
});
