import { type Plans, plansOf } from '../../scripts/test-infra-plans';
import { environmentOf } from './environment-of';

let plans: Plans;
beforeAll(async () => {
  plans = await plansOf('infra', 'defaults');
}, 180_000);

const COMMON = {
  NODE_ENV: 'production',
  GOOGLE_CLOUD_PROJECT: 'acme-passwords',
  FIRESTORE_DATABASE: '(default)',
  SERVICE_ACCOUNT_KEY_SECRET: 'projects/acme-passwords/secrets/service-account-key',
  EVENTS_TOPIC: 'projects/acme-passwords/topics/password-events',
};
const PASSWORD_KMS_KEY =
  'projects/acme-passwords/locations/europe-west1/keyRings/google-apps-passwords/cryptoKeys/passwords';

describe('what each function is told', () => {
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
      FUNCTION_TARGET: 'rotation',
      ROTATION_QUEUE: 'projects/acme-passwords/locations/europe-west1/queues/rotation',
      ROTATION_WORKER_URL: 'https://rotation-worker-123456789012.europe-west1.run.app',
      TASKS_SERVICE_ACCOUNT: 'rotation-tasks@acme-passwords.iam.gserviceaccount.com',
    });
  });

  it('rotation-worker: the key that encrypts', () => {
    expect(environmentOf(plans, 'defaults/defaults', 'rotation-worker')).toEqual({
      ...COMMON,
      FUNCTION_TARGET: 'rotation-worker',
      PASSWORD_KMS_KEY,
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
