import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { saveMemory } from './dist-memory';
import { Parts } from './dist-parts';

/** Stands for the environment in the cloud. Loading the parts makes no calls. */
const ENVIRONMENT = {
  GOOGLE_CLOUD_PROJECT: 'example',
  SERVICE_ACCOUNT_KEY_SECRET: 'projects/example/secrets/key',
  PASSWORD_KMS_KEY: 'projects/example/locations/europe-west1/keyRings/ring/cryptoKeys/key',
  IAP_AUDIENCE: '/projects/1/locations/europe-west1/services/configuration',
  SYSTEM_MANAGEMENT_MEMBERS: 'ada@example.com',
  SELF_SERVICE_MEMBERS: 'domain:example.com',
  ROTATION_URL: 'https://rotation.example.com',
  ROTATION_WORKER_URL: 'https://rotation-worker.example.com',
  ROTATION_QUEUE: 'projects/example/locations/europe-west1/queues/rotation',
  TASKS_SERVICE_ACCOUNT: 'rotation-tasks@example.iam.gserviceaccount.com',
  EVENTS_TOPIC: 'projects/example/topics/password-events',
};
const TARGETS = ['configuration', 'passwords', 'rotation', 'rotation-worker', 'self-service'];

/**
 * `dist/code-cache.cjs`: makes V8's code cache of every part of the bundle by loading it as each function
 * does. Google's buildpack runs it (`gcp-build`) in the image, with the Node version that will run there. A
 * cache from another version is useless.
 */
Object.assign(process.env, ENVIRONMENT);
for (const cache of readdirSync(__dirname).filter((name) => name.endsWith('.cache'))) {
  rmSync(join(__dirname, cache));
}
const parts = new Parts(__dirname, saveMemory);
for (const target of TARGETS) {
  process.env['FUNCTION_TARGET'] = target;
  parts.runAgain('functions.cjs');
}
parts.start('functions.cjs');
parts.writeCodeCache(); // under the flags of a start; libraries are loaded under others
const OWN = ['index.cjs', 'code-cache.cjs'];
for (const name of readdirSync(__dirname)) {
  if (name.endsWith('.cjs') && !OWN.includes(name)) parts.load(name);
}
parts.writeCodeCache();
