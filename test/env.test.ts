import { FUNCTION_NAMES, type FunctionName } from '../functions/composition';
import { parseEnv, WrongEnvironment } from '../functions/env';

const COMMON = {
  NODE_ENV: 'production',
  K_SERVICE: 'a-service',
  GOOGLE_CLOUD_PROJECT: 'acme-passwords',
  SERVICE_ACCOUNT_KEY_SECRET: 'projects/acme-passwords/secrets/service-account-key',
  EVENTS_TOPIC: 'projects/acme-passwords/topics/password-events',
  DIRECTORY_CALLS_PER_SECOND: '25',
};
const TASKS = {
  ROTATION_QUEUE: 'projects/acme-passwords/locations/europe-west1/queues/rotation',
  ROTATION_WORKER_URL: 'https://rotation-worker-123456789012.europe-west1.run.app',
  TASKS_SERVICE_ACCOUNT: 'rotation-tasks@acme-passwords.iam.gserviceaccount.com',
};
const PASSWORD_KMS_KEY =
  'projects/acme/locations/europe-west1/keyRings/google-apps-passwords/cryptoKeys/passwords';

/** The variables that `infra/functions.tf` gives each function. */
const COMPLETE: Record<FunctionName, Record<string, string>> = {
  configuration: {
    ...COMMON,
    FUNCTION_TARGET: 'configuration',
    IAP_AUDIENCE: '/projects/123456789012/locations/europe-west1/services/configuration',
    ROTATION_URL: 'https://rotation-123456789012.europe-west1.run.app',
    SYSTEM_MANAGEMENT_MEMBERS: ' Ada@Example.com, eve@example.com,',
    SYSTEM_READ_ONLY_MEMBERS: 'bob@example.com',
  },
  passwords: { ...COMMON, FUNCTION_TARGET: 'passwords', PASSWORD_KMS_KEY },
  rotation: { ...COMMON, ...TASKS, FUNCTION_TARGET: 'rotation' },
  'self-service': {
    ...COMMON,
    FUNCTION_TARGET: 'self-service',
    PASSWORD_KMS_KEY,
    IAP_AUDIENCE: '/projects/123456789012/locations/europe-west1/services/self-service',
    SELF_SERVICE_MEMBERS: 'domain:Example.com, zoe@partner.example,',
  },
  'rotation-worker': {
    ...COMMON,
    ...TASKS,
    FUNCTION_TARGET: 'rotation-worker',
    PASSWORD_KMS_KEY,
    DIRECTORY_CONCURRENCY: '10',
  },
};

function problemsOf(vars: Record<string, string | undefined>): string[] {
  try {
    parseEnv(vars);
    return [];
  } catch (error) {
    if (!(error instanceof WrongEnvironment)) throw error;
    return error.message.split('\n').slice(1);
  }
}

describe('the environment', () => {
  it('of the configuration is read, with defaults for unset variables', () => {
    expect(parseEnv(COMPLETE.configuration)).toEqual({
      NODE_ENV: 'production',
      FUNCTION_TARGET: 'configuration',
      GOOGLE_CLOUD_PROJECT: 'acme-passwords',
      FIRESTORE_DATABASE: '(default)',
      SERVICE_ACCOUNT_KEY_SECRET: 'projects/acme-passwords/secrets/service-account-key',
      EVENTS_TOPIC: 'projects/acme-passwords/topics/password-events',
      IAP_AUDIENCE: '/projects/123456789012/locations/europe-west1/services/configuration',
      ROTATION_URL: 'https://rotation-123456789012.europe-west1.run.app',
      SYSTEM_MANAGEMENT_MEMBERS: ['ada@example.com', 'eve@example.com'],
      SYSTEM_READ_ONLY_MEMBERS: ['bob@example.com'],
      DIRECTORY_CALLS_PER_SECOND: 25,
      PROOFS_PER_SECOND: 1,
      GOOGLE_TOKEN_URL: 'https://oauth2.googleapis.com/token',
      GOOGLE_ADMIN_ROOT_URL: 'https://admin.googleapis.com/',
      GOOGLE_IAMCREDENTIALS_ROOT_URL: 'https://iamcredentials.googleapis.com/',
      SECURE_LDAP_URL: 'ldaps://ldap.google.com:636',
      IAP_PUBLIC_KEYS_URL: 'https://www.gstatic.com/iap/verify/public_key-jwk',
    });
  });

  it('is read without invisible characters that were copied along', () => {
    const { SYSTEM_MANAGEMENT_MEMBERS, IAP_AUDIENCE } = parseEnv({
      ...COMPLETE.configuration,
      SYSTEM_MANAGEMENT_MEMBERS: 'ada@exam\u200bple.com,\u00a0eve@example.com\u2060',
      IAP_AUDIENCE: `\ufeff${COMPLETE.configuration['IAP_AUDIENCE']!} `,
    });
    expect(SYSTEM_MANAGEMENT_MEMBERS).toEqual(['ada@example.com', 'eve@example.com']);
    expect(IAP_AUDIENCE).toBe(COMPLETE.configuration['IAP_AUDIENCE']);
    expect(
      problemsOf({ ...COMPLETE.configuration, SYSTEM_MANAGEMENT_MEMBERS: '\u200b' })[0],
    ).toContain('- SYSTEM_MANAGEMENT_MEMBERS is not set. ');
  });

  it.each(FUNCTION_NAMES)('given by the deployment is enough for %s', (name) => {
    expect(problemsOf(COMPLETE[name])).toEqual([]);
  });

  it('holds nothing that the function does not read', () => {
    const env = parseEnv({ ...COMPLETE.rotation, PASSWORD_KMS_KEY, IAP_AUDIENCE: 'wrong' });
    expect(env).not.toHaveProperty('PASSWORD_KMS_KEY');
    expect(env).not.toHaveProperty('IAP_AUDIENCE');
  });

  it.each<[FunctionName, string]>([
    ['configuration', 'GOOGLE_CLOUD_PROJECT'],
    ['configuration', 'IAP_AUDIENCE'],
    ['configuration', 'ROTATION_URL'],
    ['configuration', 'SYSTEM_MANAGEMENT_MEMBERS'],
    ['configuration', 'EVENTS_TOPIC'],
    ['configuration', 'FUNCTION_TARGET'],
    ['passwords', 'PASSWORD_KMS_KEY'],
    ['passwords', 'SERVICE_ACCOUNT_KEY_SECRET'],
    ['self-service', 'PASSWORD_KMS_KEY'],
    ['self-service', 'IAP_AUDIENCE'],
    ['self-service', 'SELF_SERVICE_MEMBERS'],
    ['rotation', 'ROTATION_QUEUE'],
    ['rotation', 'ROTATION_WORKER_URL'],
    ['rotation', 'TASKS_SERVICE_ACCOUNT'],
    ['rotation-worker', 'PASSWORD_KMS_KEY'],
    ['rotation-worker', 'ROTATION_QUEUE'],
    ['rotation-worker', 'ROTATION_WORKER_URL'],
    ['rotation-worker', 'TASKS_SERVICE_ACCOUNT'],
  ])('of %s is not complete without %s, or with an empty one', (name, variable) => {
    const absent = problemsOf({ ...COMPLETE[name], [variable]: undefined });
    expect(absent).toHaveLength(1);
    expect(absent[0]).toContain(`- ${variable} is not set. `);
    expect(problemsOf({ ...COMPLETE[name], [variable]: '' })).toEqual(absent);
  });

  it.each([
    ['FUNCTION_TARGET', 'password', 'must be one of configuration, passwords, rotation,'],
    ['GOOGLE_CLOUD_PROJECT', 'Acme Passwords', 'must be the id of a project.'],
    ['FIRESTORE_DATABASE', 'Default!', 'must be the id of a database.'],
    ['SERVICE_ACCOUNT_KEY_SECRET', 'service-account-key', 'must be projects/{project}/secrets/'],
    ['SERVICE_ACCOUNT_KEY_SECRET', 'projects/p/secrets/s/versions/1', 'must be projects/'],
    ['IAP_AUDIENCE', 'https://configuration.run.app', 'must be /projects/{number}/locations/'],
    ['SYSTEM_MANAGEMENT_MEMBERS', 'ada', 'must be email addresses, separated by commas.'],
    ['SYSTEM_MANAGEMENT_MEMBERS', ' , ', 'must name somebody.'],
    ['SYSTEM_READ_ONLY_MEMBERS', 'a@b c@d', 'must be email addresses, separated by commas.'],
    ['ROTATION_URL', 'rotation', 'must be an address that begins with https://'],
    ['ROTATION_URL', 'javascript:alert(1)', 'must be an address that begins with https://'],
    ['SECURE_LDAP_SECRET', 'secure-ldap', 'must be projects/{project}/secrets/'],
    ['EVENTS_TOPIC', 'password-events', 'must be projects/{project}/topics/{topic}.'],
  ])('says what %s must be when it is %j', (variable, value, expected) => {
    const elsewhere = { ...COMPLETE.configuration, K_SERVICE: undefined };
    const problems = problemsOf({ ...elsewhere, [variable]: value });
    const about = problems.filter((problem) => problem.startsWith(`- ${variable} `));
    expect(about).toHaveLength(1);
    expect(about[0]).toContain(expected);
  });

  it.each([
    ['DIRECTORY_CALLS_PER_SECOND', '1', 1],
    ['DIRECTORY_CALLS_PER_SECOND', '40', 40],
    ['DIRECTORY_CALLS_PER_SECOND', '', 25],
    ['DIRECTORY_CALLS_PER_SECOND', undefined, 25],
    ['DIRECTORY_CONCURRENCY', '1', 1],
    ['PROOFS_PER_SECOND', '4', 4],
    ['PROOFS_PER_SECOND', undefined, 1],
    ['DIRECTORY_CONCURRENCY', '100', 100],
    ['DIRECTORY_CONCURRENCY', undefined, 10],
  ])('reads %s, %j, as a number', (variable, value, expected) => {
    const env = parseEnv({ ...COMPLETE['rotation-worker'], [variable]: value });
    expect(env).toHaveProperty(variable, expected);
  });

  it.each([
    ['DIRECTORY_CALLS_PER_SECOND', '0', '1 to 40'],
    ['DIRECTORY_CALLS_PER_SECOND', '41', '1 to 40'],
    ['DIRECTORY_CALLS_PER_SECOND', '2.5', '1 to 40'],
    ['DIRECTORY_CALLS_PER_SECOND', '-1', '1 to 40'],
    ['DIRECTORY_CALLS_PER_SECOND', 'fast', '1 to 40'],
    ['DIRECTORY_CONCURRENCY', '0', '1 to 100'],
    ['PROOFS_PER_SECOND', '0', '1 to 4'],
    ['PROOFS_PER_SECOND', '5', '1 to 4'],
    ['DIRECTORY_CONCURRENCY', '101', '1 to 100'],
    ['DIRECTORY_CONCURRENCY', '1e1', '1 to 100'],
  ])('refuses %s when it is %j', (variable, value, range) => {
    expect(problemsOf({ ...COMPLETE['rotation-worker'], [variable]: value })).toEqual([
      `- ${variable} must be a whole number from ${range}.`,
    ]);
  });

  it('gives the pace of runs to every function, and the concurrency to the worker alone', () => {
    const given = { DIRECTORY_CALLS_PER_SECOND: '30', DIRECTORY_CONCURRENCY: '20' };
    expect(parseEnv({ ...COMPLETE.passwords, ...given })).toMatchObject({
      DIRECTORY_CALLS_PER_SECOND: 30,
    });
    expect(parseEnv({ ...COMPLETE.passwords, ...given })).not.toHaveProperty(
      'DIRECTORY_CONCURRENCY',
    );
  });

  it('says what an emulator must be on one machine', () => {
    const vars = {
      ...COMPLETE.configuration,
      K_SERVICE: '',
      FIRESTORE_EMULATOR_HOST: 'http://127.0.0.1:80',
    };
    expect(problemsOf(vars)).toEqual([
      '- FIRESTORE_EMULATOR_HOST must be a host and a port, such as 127.0.0.1:8080.',
    ]);
  });

  it.each([
    ['FIRESTORE_EMULATOR_HOST', '127.0.0.1:8081'],
    ['GOOGLE_TOKEN_URL', 'https://elsewhere.example/token'],
    ['IAP_PUBLIC_KEYS_URL', 'https://elsewhere.example/keys'],
    ['SECURE_LDAP_URL', 'ldaps://elsewhere.example'],
    ['SECURE_LDAP_SERVERNAME', 'elsewhere.example'],
    ['SECURE_LDAP_CA', '/etc/elsewhere.pem'],
  ])('must not lead calls elsewhere in the cloud: %s', (variable, value) => {
    const led = { ...COMPLETE.configuration, [variable]: value };
    expect(problemsOf(led)).toEqual([
      `- ${variable} must not be set in the cloud: it is for tests on one machine.`,
    ]);
    expect(problemsOf({ ...led, K_SERVICE: undefined })).toEqual([]);
  });

  it('reports all faults at once, and no value', () => {
    const problems = problemsOf({
      FUNCTION_TARGET: 'passwords',
      GOOGLE_CLOUD_PROJECT: 'CANARY CANARY',
      KEYLESS_CLIENT_ID: 'CANARY',
    });
    expect(problems.map((problem) => problem.split(' ')[1])).toEqual([
      'GOOGLE_CLOUD_PROJECT',
      'PASSWORD_KMS_KEY',
      'KEYLESS_CLIENT_ID',
      'EVENTS_TOPIC',
      'KEYLESS_SERVICE_ACCOUNT',
      'SERVICE_ACCOUNT_KEY_SECRET',
    ]);
    expect(problems.join()).not.toContain('CANARY');
  });

  it('must say production in the cloud, and only there', () => {
    const development = { ...COMPLETE.passwords, NODE_ENV: 'development' };
    expect(problemsOf(development)).toEqual([
      '- NODE_ENV must be production in the cloud, or errors are answered with stacks.',
    ]);
    expect(problemsOf({ ...development, NODE_ENV: undefined })).toHaveLength(1);
    expect(problemsOf({ ...development, K_SERVICE: undefined })).toEqual([]);
  });

  it('may omit the secret for the way without a key, which needs both its variables', () => {
    const keyless = {
      ...COMPLETE.passwords,
      SERVICE_ACCOUNT_KEY_SECRET: undefined,
      KEYLESS_SERVICE_ACCOUNT: 'directory-access@acme.iam.gserviceaccount.com',
    };
    expect(problemsOf({ ...keyless, KEYLESS_CLIENT_ID: '112233445566778899000' })).toEqual([]);
    expect(problemsOf(keyless)).toEqual([
      '- KEYLESS_SERVICE_ACCOUNT and KEYLESS_CLIENT_ID must be set both or neither.',
    ]);
  });

  it('must not make the libraries print what they send', () => {
    expect(problemsOf({ ...COMPLETE.passwords, GOOGLE_SDK_NODE_LOGGING: 'all' })).toEqual([
      "- GOOGLE_SDK_NODE_LOGGING must not be set: Google's libraries would print the key.",
    ]);
  });
});
