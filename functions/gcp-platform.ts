import { randomUUID } from 'node:crypto';
import { cloudKmsCipher } from './adapters/gcp/cloud-kms-cipher';
import { cloudTasksQueue } from './adapters/gcp/cloud-tasks-queue';
import { firestoreAccountStore } from './adapters/gcp/firestore-account-store';
import { firestoreBindPaceStore } from './adapters/gcp/firestore-bind-pace-store';
import { firestoreClient } from './adapters/gcp/firestore-client';
import { firestoreConfigurationStore } from './adapters/gcp/firestore-configuration-store';
import { firestoreDailyCountsStore } from './adapters/gcp/firestore-daily-counts-store';
import { firestoreLaneStore } from './adapters/gcp/firestore-lane-store';
import { firestoreOutbox } from './adapters/gcp/firestore-outbox';
import { firestorePaceStore } from './adapters/gcp/firestore-pace-store';
import { firestoreRunStore } from './adapters/gcp/firestore-run-store';
import { firestoreSettledActivityStore } from './adapters/gcp/firestore-settled-activity-store';
import {
  type GoogleCredentials,
  instanceBearer,
  instanceCredentials,
  instanceIdentity,
  noCredentials,
} from './adapters/gcp/google-credentials';
import { iapAssertionVerifier } from './adapters/gcp/iap-assertion';
import { iapPublicKeys } from './adapters/gcp/iap-public-keys';
import { pubsubPublisher } from './adapters/gcp/pubsub-publisher';
import { rotationCall } from './adapters/gcp/rotation-call';
import { secretManagerKeyVault } from './adapters/gcp/secret-manager-key-vault';
import { googleActivityLog } from './adapters/google/activity-log';
import { googleDirectoryConnector } from './adapters/google/directory-connector';
import { ldapProver } from './adapters/ldap/ldap-prover';
import { ldapServerAt } from './adapters/ldap/ldap-server';
import { randomBytes } from './adapters/random-bytes';
import { systemClock } from './adapters/system-clock';
import { type Platform } from './platform';
import { CallTraffic } from './domain/pace/call-traffic';
import { type Env } from './env';
import { jsonLog, type WriteLine } from './log';
import { type Clock } from './ports/clock';
import { type KeyVault } from './ports/key-vault';
import { type PasswordCipher } from './ports/password-cipher';
import { type RotationWaker } from './ports/rotation-waker';
import { type TaskQueue } from './ports/task-queue';

/**
 * The platform of the functions in the cloud, created once per instance. Loads no vendor library. Each
 * adapter loads its own at first use, so a function loads only the libraries that it needs.
 */
export function gcpPlatform(env: Env, writeLine: WriteLine): Platform {
  const clock = systemClock;
  const credentials = instanceCredentials();
  const firestore = firestoreClient({
    projectId: env.GOOGLE_CLOUD_PROJECT,
    databaseId: env.FIRESTORE_DATABASE,
    emulatorHost: env.FIRESTORE_EMULATOR_HOST,
    credentials,
  });
  const keys = keyVault(env, credentials, 'SERVICE_ACCOUNT_KEY_SECRET');
  const google = { ...googleUrls(env), keys, keylessBearer: instanceBearer(credentials), clock };
  return {
    accounts: firestoreAccountStore(firestore),
    configurations: firestoreConfigurationStore(firestore),
    outbox: firestoreOutbox(firestore),
    events: pubsubPublisher({
      topic: env.EVENTS_TOPIC,
      emulatorHost: env.PUBSUB_EMULATOR_HOST,
      credentials,
    }),
    runs: firestoreRunStore(firestore),
    lanes: firestoreLaneStore(firestore),
    pace: firestorePaceStore(firestore),
    bindPace: firestoreBindPaceStore(firestore),
    dailyCounts: firestoreDailyCountsStore(firestore),
    settledActivities: firestoreSettledActivityStore(firestore),
    tasks: taskQueue(env, credentials, clock),
    waker: rotationWaker(env, credentials),
    keys,
    ldapKeys: keyVault(env, credentials, 'SECURE_LDAP_SECRET'),
    prover: ldapProver(
      ldapServerAt({
        url: env.SECURE_LDAP_URL,
        servername: env.SECURE_LDAP_SERVERNAME,
        caFile: env.SECURE_LDAP_CA,
      }),
    ),
    cipher: passwordCipher(env, credentials),
    directory: googleDirectoryConnector({ ...google, log: jsonLog(writeLine, clock) }),
    activityLog: googleActivityLog(google),
    clock,
    randomBytes,
    newId: randomUUID,
    writeLine,
    verifyAssertion: assertionVerifier(env, clock),
    members: {
      systemManagement: env.SYSTEM_MANAGEMENT_MEMBERS ?? [],
      systemReadOnly: env.SYSTEM_READ_ONLY_MEMBERS ?? [],
    },
    selfServiceMembers: env.SELF_SERVICE_MEMBERS ?? [],
    callsPerSecond: env.DIRECTORY_CALLS_PER_SECOND,
    proofsPerSecond: env.PROOFS_PER_SECOND,
    callsAtOnce: env.DIRECTORY_CONCURRENCY ?? 1, // only `rotation-worker` processes runs
    traffic: new CallTraffic(),
    ...keyless(env),
  };
}

const googleUrls = (env: Env) => ({
  tokenUrl: env.GOOGLE_TOKEN_URL,
  adminRootUrl: env.GOOGLE_ADMIN_ROOT_URL,
  iamCredentialsRootUrl: env.GOOGLE_IAMCREDENTIALS_ROOT_URL,
});

/** A fake gets no credentials, because they would be real ones. */
const unlessFake = (rootUrl: string | undefined, real: GoogleCredentials): GoogleCredentials =>
  rootUrl === undefined ? real : noCredentials;

function keyVault(
  env: Env,
  credentials: GoogleCredentials,
  variable: 'SERVICE_ACCOUNT_KEY_SECRET' | 'SECURE_LDAP_SECRET',
): KeyVault {
  const { [variable]: secret, SECRET_MANAGER_ROOT_URL: rootUrl } = env;
  if (secret === undefined) return noKeys(variable);
  return secretManagerKeyVault({
    secret,
    rootUrl,
    credentials: unlessFake(rootUrl, credentials),
  });
}

function passwordCipher(env: Env, credentials: GoogleCredentials): PasswordCipher {
  const { PASSWORD_KMS_KEY: key, CLOUD_KMS_ROOT_URL: rootUrl } = env;
  if (key === undefined) return NO_CIPHER;
  return cloudKmsCipher({ key, rootUrl, credentials: unlessFake(rootUrl, credentials) });
}

function taskQueue(env: Env, credentials: GoogleCredentials, clock: Clock): TaskQueue {
  const { ROTATION_QUEUE: queue, TASKS_SERVICE_ACCOUNT: serviceAccount } = env;
  const { ROTATION_WORKER_URL: target, CLOUD_TASKS_ROOT_URL: root } = env;
  if (!queue || !serviceAccount || !target) return NO_TASKS;
  return cloudTasksQueue({
    queue,
    serviceAccount,
    target,
    clock,
    ...(root === undefined ? {} : { rootUrl: root }),
    credentials: unlessFake(root, credentials),
  });
}

/** Our functions are called over HTTPS. Any other URL is a fake and gets no token. */
function rotationWaker(env: Env, credentials: GoogleCredentials): RotationWaker {
  const { ROTATION_URL: url } = env;
  if (url === undefined) return NO_WAKER;
  const identity = url.startsWith('https:') ? instanceIdentity(credentials) : undefined;
  return rotationCall({ url, identity });
}

/** Only `configuration` and `self-service` are behind IAP. The other functions accept no assertion. */
function assertionVerifier(env: Env, clock: Clock): Platform['verifyAssertion'] {
  const { IAP_AUDIENCE: audience, IAP_PUBLIC_KEYS_URL: url } = env;
  if (audience === undefined || url === undefined) return () => Promise.resolve(undefined);
  return iapAssertionVerifier({ audience, publicKey: iapPublicKeys({ url, clock }), clock });
}

function keyless(env: Env): Pick<Platform, 'keyless'> {
  const { KEYLESS_SERVICE_ACCOUNT: serviceAccount, KEYLESS_CLIENT_ID: clientId } = env;
  if (serviceAccount === undefined || clientId === undefined) return {};
  return { keyless: { serviceAccount, clientId } };
}

const refuse = (variable: string) => () =>
  Promise.reject(new Error(`${variable} is not set for this function.`));

/** For a deployment without this secret: it never has a key, and none can be added. */
const noKeys = (variable: string): KeyVault => ({
  add: refuse(variable),
  read: () => Promise.resolve(undefined),
  list: () => Promise.resolve([]),
  disable: () => Promise.resolve(),
  destroy: () => Promise.resolve(),
});

/** For the functions that never handle a password. */
const NO_CIPHER: PasswordCipher = {
  encrypt: refuse('PASSWORD_KMS_KEY'),
  decrypt: refuse('PASSWORD_KMS_KEY'),
};

/** For the functions that process no runs. */
const NO_TASKS: TaskQueue = { enqueue: refuse('ROTATION_QUEUE') };

const NO_WAKER: RotationWaker = { wake: refuse('ROTATION_URL') };
