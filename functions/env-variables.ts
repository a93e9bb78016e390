import { z } from 'zod';
import { FUNCTION_NAMES, type FunctionName } from './composition';
import {
  addresses,
  EMAIL,
  hostAndPort,
  hostName,
  ldapsUrl,
  matching,
  resource,
  selfServiceMembers,
  url,
  wholeNumber,
} from './env-values';

/** One environment variable: which functions read it, its valid values, and its default. */
export type Variable = {
  /** Its messages complete a sentence that begins with the name of the variable. */
  readonly schema: z.ZodType;
  readonly functions: 'all' | readonly FunctionName[];
  /** These functions refuse to start without it. */
  readonly required?: true;
  readonly meaning: string;
  /** The default. */
  readonly otherwise?: string;
};

const READ_BY_ALL = { functions: 'all' } as const;
const of = (...functions: FunctionName[]) => ({ functions });

/** Endpoints that replace Google's, for tests and for a simulated Google. */
const ENDPOINTS = {
  GOOGLE_TOKEN_URL: {
    schema: url,
    ...READ_BY_ALL,
    otherwise: 'https://oauth2.googleapis.com/token',
    meaning: "Google's token endpoint",
  },
  GOOGLE_ADMIN_ROOT_URL: {
    schema: url,
    ...READ_BY_ALL,
    otherwise: 'https://admin.googleapis.com/',
    meaning: "Google's Admin SDK",
  },
  GOOGLE_IAMCREDENTIALS_ROOT_URL: {
    schema: url,
    ...READ_BY_ALL,
    otherwise: 'https://iamcredentials.googleapis.com/',
    meaning: "Google's IAM Credentials API",
  },
  SECURE_LDAP_URL: {
    schema: ldapsUrl,
    ...READ_BY_ALL,
    otherwise: 'ldaps://ldap.google.com:636',
    meaning: "Google's Secure LDAP",
  },
  SECURE_LDAP_SERVERNAME: {
    schema: hostName,
    ...READ_BY_ALL,
    meaning: "The name that Secure LDAP's certificate must have, if it is not that of the URL",
  },
  SECURE_LDAP_CA: {
    schema: z.string(),
    ...READ_BY_ALL,
    meaning: "A file with the certificate authority of a fake of Secure LDAP, in place of Node's",
  },
  IAP_PUBLIC_KEYS_URL: {
    schema: url,
    ...of('configuration', 'self-service'),
    otherwise: 'https://www.gstatic.com/iap/verify/public_key-jwk',
    meaning: 'The public keys of Identity-Aware Proxy, as a JWK set',
  },
  SECRET_MANAGER_ROOT_URL: {
    schema: url,
    ...READ_BY_ALL,
    meaning: 'A fake of Secret Manager; it is sent no credentials',
  },
  CLOUD_KMS_ROOT_URL: {
    schema: url,
    ...of('passwords', 'rotation-worker', 'self-service'),
    meaning: 'A fake of Cloud KMS; it is sent no credentials',
  },
  CLOUD_TASKS_ROOT_URL: {
    schema: url,
    ...of('rotation', 'rotation-worker'),
    meaning: 'A fake of Cloud Tasks; it is sent no credentials',
  },
  FIRESTORE_EMULATOR_HOST: {
    schema: hostAndPort,
    ...READ_BY_ALL,
    meaning: "Google's Firestore emulator; it is sent no credentials",
  },
  PUBSUB_EMULATOR_HOST: {
    schema: hostAndPort,
    ...READ_BY_ALL,
    meaning: "Google's Pub/Sub emulator; it is sent no credentials",
  },
} as const satisfies Record<string, Variable>;

/** Every environment variable that the deployed functions read. The README's table is compared with it. */
export const VARIABLES = {
  NODE_ENV: {
    schema: z.string(),
    ...READ_BY_ALL,
    meaning: '`production`: in the cloud nothing starts otherwise, as errors would show stacks',
  },
  FUNCTION_TARGET: {
    schema: z.enum(FUNCTION_NAMES, `must be one of ${FUNCTION_NAMES.join(', ')}`),
    ...READ_BY_ALL,
    required: true,
    meaning: 'Which of the five functions this instance is',
  },
  GOOGLE_CLOUD_PROJECT: {
    schema: matching(/^[a-z0-9.:-]+$/, 'the id of a project'),
    ...READ_BY_ALL,
    required: true,
    meaning: 'The id of the project',
  },
  FIRESTORE_DATABASE: {
    schema: matching(/^(\(default\)|[a-z][a-z0-9-]{2,61}[a-z0-9])$/, 'the id of a database'),
    ...READ_BY_ALL,
    otherwise: '(default)',
    meaning: 'The id of the Firestore database',
  },
  SERVICE_ACCOUNT_KEY_SECRET: {
    schema: resource('projects/{project}/secrets/{secret}'),
    ...READ_BY_ALL,
    meaning: 'The secret that keeps the uploaded key; may be left out where `KEYLESS_…` are set',
  },
  SECURE_LDAP_SECRET: {
    schema: resource('projects/{project}/secrets/{secret}'),
    ...READ_BY_ALL,
    meaning:
      'The secret that keeps the certificate and key for Secure LDAP; without it none can be uploaded',
  },
  PASSWORD_KMS_KEY: {
    schema: resource('projects/{project}/locations/{location}/keyRings/{ring}/cryptoKeys/{key}'),
    ...of('passwords', 'rotation-worker', 'self-service'),
    required: true,
    meaning: 'The Cloud KMS key that encrypts passwords',
  },
  KEYLESS_SERVICE_ACCOUNT: {
    schema: matching(/^[^\s@]+@[^\s@]+\.gserviceaccount\.com$/, "a service account's address"),
    ...READ_BY_ALL,
    meaning: 'For the way without a key: our own delegated service account',
  },
  KEYLESS_CLIENT_ID: {
    schema: matching(/^\d+$/, 'digits: the unique id of KEYLESS_SERVICE_ACCOUNT'),
    ...READ_BY_ALL,
    meaning: 'The unique id of that service account, which an administrator authorises',
  },
  IAP_AUDIENCE: {
    schema: resource('/projects/{number}/locations/{region}/services/{service}'),
    ...of('configuration', 'self-service'),
    required: true,
    meaning: 'What the assertions of Identity-Aware Proxy are for',
  },
  SYSTEM_MANAGEMENT_MEMBERS: {
    schema: addresses.refine((list) => list.length > 0, 'must name somebody'),
    ...of('configuration'),
    required: true,
    meaning: 'Addresses, separated by commas, of those who may change',
  },
  SYSTEM_READ_ONLY_MEMBERS: {
    schema: addresses,
    ...of('configuration'),
    otherwise: '',
    meaning: 'Addresses, separated by commas, of those who may look',
  },
  SELF_SERVICE_MEMBERS: {
    schema: selfServiceMembers.refine((list) => list.length > 0, 'must name somebody'),
    ...of('self-service'),
    required: true,
    meaning:
      'Who may see their own password on the page `/me`: addresses, or `domain:example.com` for everybody whose address is in that domain, separated by commas',
  },
  ROTATION_URL: {
    schema: url,
    ...of('configuration'),
    required: true,
    meaning: 'Where `rotation` is, to wake it for a run; also the audience of the token',
  },
  ROTATION_WORKER_URL: {
    schema: url,
    ...of('rotation', 'rotation-worker'),
    required: true,
    meaning: 'Where `rotation-worker` is, for its tasks; also the audience of their token',
  },
  ROTATION_QUEUE: {
    schema: resource('projects/{project}/locations/{location}/queues/{queue}'),
    ...of('rotation', 'rotation-worker'),
    required: true,
    meaning: 'The Cloud Tasks queue',
  },
  TASKS_SERVICE_ACCOUNT: {
    schema: matching(EMAIL, 'an e-mail address'),
    ...of('rotation', 'rotation-worker'),
    required: true,
    meaning: 'The account whose token Cloud Tasks sends with a task',
  },
  DIRECTORY_CALLS_PER_SECOND: {
    schema: wholeNumber(1, 40), // Google allows 2,400 calls per minute
    ...READ_BY_ALL,
    otherwise: '25',
    meaning: 'How many calls a second runs make to Google at most, 1 to 40; estimates go by it too',
  },
  DIRECTORY_CONCURRENCY: {
    schema: wholeNumber(1, 100),
    ...of('rotation-worker'),
    otherwise: '10',
    meaning: 'How many users a run meets at once, 1 to 100',
  },
  PROOFS_PER_SECOND: {
    schema: wholeNumber(1, 4), // Google allows 4 binds a second for all LDAP clients of a customer
    ...READ_BY_ALL,
    otherwise: '1',
    meaning:
      'How many binds a second runs make at Secure LDAP, 1 to 4; estimates go by it too; people and programs who wait for one may make as many again',
  },
  EVENTS_TOPIC: {
    schema: resource('projects/{project}/topics/{topic}'),
    ...READ_BY_ALL,
    required: true,
    meaning: 'The Pub/Sub topic of events',
  },
  ...ENDPOINTS,
} as const satisfies Record<string, Variable>;
