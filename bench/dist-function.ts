import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FunctionName } from '../functions/composition';
import { NODE_SETTINGS } from '../test/dist/node-settings';
import { newFolder } from './disk';
import { ROOT } from './root';

/** What `npm run build` makes. */
export const DIST = join(ROOT, 'dist');

/** Why nothing can be measured of the deployed functions, if so. */
export const distMissing = (): string | undefined =>
  existsSync(join(DIST, 'package.json')) ? undefined : 'there is no dist/: npm run build';

let image: string | undefined;

/** A copy of `dist/` with the code cache that the build of the image makes; one for this process. */
export function deployedFolder(): string {
  if (image === undefined) {
    image = join(newFolder(), 'image');
    cpSync(DIST, image, { recursive: true });
    execFileSync(process.execPath, ['code-cache.cjs'], { cwd: image });
  }
  return image;
}

/** Where functions-framework begins, without npm or a shell between. */
export const FRAMEWORK = join(
  ROOT,
  'node_modules/@google-cloud/functions-framework/build/src/main.js',
);

/**
 * A folder with hello world as functions-framework's own README has it, after loading something: what
 * the functions are measured beside. And what it is told.
 */
export function helloWorld(loads = ''): {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
} {
  const folder = newFolder();
  writeFileSync(
    join(folder, 'index.js'),
    `${loads}
const functions = require('@google-cloud/functions-framework');
functions.http('hello', (req, res) => { res.send('Hello, World'); });
`,
  );
  return { folder, env: { FUNCTION_TARGET: 'hello', NODE_ENV: 'production' } };
}

/**
 * What infra/functions.tf sets, with names that lead nowhere. The Firestore emulator's address keeps
 * the client from looking for credentials; nothing listens there unless `more` says so.
 */
export const cloudVariables = (
  target: FunctionName,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  ...NODE_SETTINGS,
  FUNCTION_TARGET: target,
  NODE_ENV: 'production',
  GOOGLE_CLOUD_PROJECT: 'bench',
  FIRESTORE_DATABASE: '(default)',
  FIRESTORE_EMULATOR_HOST: '127.0.0.1:9',
  SERVICE_ACCOUNT_KEY_SECRET: 'projects/bench/secrets/service-account-key',
  EVENTS_TOPIC: 'projects/bench/topics/password-events',
  PASSWORD_KMS_KEY: 'projects/bench/locations/here/keyRings/main/cryptoKeys/passwords',
  IAP_AUDIENCE: '/projects/1/locations/here/services/configuration',
  SYSTEM_MANAGEMENT_MEMBERS: 'system-management@example.com',
  ROTATION_URL: 'http://127.0.0.1:9',
  ROTATION_WORKER_URL: 'http://127.0.0.1:9',
  ROTATION_QUEUE: 'projects/bench/locations/here/queues/rotation',
  TASKS_SERVICE_ACCOUNT: 'tasks@bench.iam.gserviceaccount.com',
  ...more,
});
