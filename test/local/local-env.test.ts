import { parseLocalEnv } from '../../local/local-env';

test('nothing set gives the defaults, and Google is simulated', () => {
  expect(parseLocalEnv({ HOME: '/home/somebody', PORT: '' })).toStrictEqual({
    kind: 'ok',
    env: {
      port: 8080,
      dataDir: '.local',
      members: {
        systemManagement: ['system-management@example.com'],
        systemReadOnly: ['read-only@example.com'],
      },
      selfServiceMembers: ['domain:example.com'],
      rotationIntervalSeconds: 900,
      directoryCallsPerSecond: 25,
      directoryConcurrency: 10,
      proofsPerSecond: 1,
    },
  });
});

test('every variable is read', () => {
  expect(
    parseLocalEnv({
      PORT: '0',
      LDAP_PORT: '0',
      LOCAL_DATA_DIR: '/var/lib/gap',
      GOOGLE_TOKEN_URL: 'http://127.0.0.1:9/token',
      GOOGLE_ADMIN_ROOT_URL: 'http://127.0.0.1:9/admin/',
      GOOGLE_IAMCREDENTIALS_ROOT_URL: 'https://iam.example',
      SECURE_LDAP_URL: 'ldaps://[::1]:8636',
      SECURE_LDAP_SERVERNAME: 'ldap.google.com',
      SECURE_LDAP_CA: '/var/lib/gap/ca.pem',
      SYSTEM_MANAGEMENT_MEMBERS: ' Ann@Exam\u200bple.com, bob@example.com,',
      SYSTEM_READ_ONLY_MEMBERS: 'eve@example.com',
      ROTATION_INTERVAL_SECONDS: '1',
      DIRECTORY_CALLS_PER_SECOND: '40',
      DIRECTORY_CONCURRENCY: '2',
      PROOFS_PER_SECOND: '4',
      SELF_SERVICE_MEMBERS: 'domain:Example.com, zoe@partner.example,',
    }),
  ).toStrictEqual({
    kind: 'ok',
    env: {
      port: 0,
      ldapPort: 0,
      dataDir: '/var/lib/gap',
      google: {
        tokenUrl: 'http://127.0.0.1:9/token',
        adminRootUrl: 'http://127.0.0.1:9/admin/',
        iamCredentialsRootUrl: 'https://iam.example',
      },
      secureLdap: {
        url: 'ldaps://[::1]:8636',
        servername: 'ldap.google.com',
        caFile: '/var/lib/gap/ca.pem',
      },
      members: {
        systemManagement: ['ann@example.com', 'bob@example.com'],
        systemReadOnly: ['eve@example.com'],
      },
      selfServiceMembers: ['domain:example.com', 'zoe@partner.example'],
      rotationIntervalSeconds: 1,
      directoryCallsPerSecond: 40,
      directoryConcurrency: 2,
      proofsPerSecond: 4,
    },
  });
});

test('one address of Google set leaves the others at Google', () => {
  const parsed = parseLocalEnv({ GOOGLE_ADMIN_ROOT_URL: 'http://localhost:1/' });
  expect(parsed).toMatchObject({
    env: {
      google: {
        tokenUrl: 'https://oauth2.googleapis.com/token',
        adminRootUrl: 'http://localhost:1/',
        iamCredentialsRootUrl: 'https://iamcredentials.googleapis.com/',
      },
    },
  });
});

test('a certificate authority for Secure LDAP leaves its address at Google', () => {
  expect(parseLocalEnv({ SECURE_LDAP_CA: 'ca.pem' })).toMatchObject({
    env: { secureLdap: { url: 'ldaps://ldap.google.com:636', caFile: 'ca.pem' } },
  });
});

test.each([
  ['PORT', 'eighty', 'PORT must be a whole number from 0 to 65535, not "eighty".'],
  ['PORT', '65536', 'PORT must be a whole number from 0 to 65535, not "65536".'],
  ['PORT', '-1', 'PORT must be a whole number from 0 to 65535, not "-1".'],
  ['LDAP_PORT', 'any', 'LDAP_PORT must be a whole number from 0 to 65535, not "any".'],
  ['PORT', '80.5', 'PORT must be a whole number from 0 to 65535, not "80.5".'],
  [
    'ROTATION_INTERVAL_SECONDS',
    '0',
    'ROTATION_INTERVAL_SECONDS must be a whole number from 1 to 86400, not "0".',
  ],
  [
    'GOOGLE_TOKEN_URL',
    'localhost:9000',
    'GOOGLE_TOKEN_URL must be a URL that starts with http:// or https://, not "localhost:9000".',
  ],
  [
    'SELF_SERVICE_MEMBERS',
    'group:school@example.com, domain:example',
    'SELF_SERVICE_MEMBERS must be email addresses, or domain: and a domain such as domain:example.com, separated by commas, not "group:school@example.com, domain:example".',
  ],
  [
    'SECURE_LDAP_URL',
    'ldap://127.0.0.1:389',
    'SECURE_LDAP_URL must be an address that begins with ldaps:// and holds no more than a host and a port, not "ldap://127.0.0.1:389".',
  ],
  [
    'SECURE_LDAP_SERVERNAME',
    'ldap google',
    'SECURE_LDAP_SERVERNAME must be the name of a host, not "ldap google".',
  ],
  [
    'SYSTEM_READ_ONLY_MEMBERS',
    'ann@example.com bob',
    'SYSTEM_READ_ONLY_MEMBERS must be email addresses, separated by commas, not "ann@example.com bob".',
  ],
])('%s=%s is refused with a sentence', (name, value, message) => {
  expect(parseLocalEnv({ [name]: value })).toStrictEqual({ kind: 'wrong', messages: [message] });
});

test('every wrong variable is told at once', () => {
  const parsed = parseLocalEnv({ PORT: 'x', DIRECTORY_CONCURRENCY: 'y' });
  expect(parsed).toMatchObject({
    messages: [
      'PORT must be a whole number from 0 to 65535, not "x".',
      'DIRECTORY_CONCURRENCY must be a whole number from 1 to 1000, not "y".',
    ],
  });
});
