import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FunctionName } from '../functions/composition';
import { NODE_SETTINGS } from '../test/dist/node-settings';
import { newFolder } from './disk';
import { ROOT } from './root';

/** The output of `npm run build`. */
export const DIST = join(ROOT, 'dist');

/** Why the deployed functions can't be measured, or undefined if they can. */
export const distMissing = (): string | undefined =>
  existsSync(join(DIST, 'package.json')) ? undefined : 'there is no dist/: npm run build';

let image: string | undefined;

/** A copy of `dist/` for this process, with the code cache that the image build makes. */
export function deployedFolder(): string {
  if (image === undefined) {
    image = join(newFolder(), 'image');
    cpSync(DIST, image, { recursive: true });
    execFileSync(process.execPath, ['code-cache.cjs'], { cwd: image });
  }
  return image;
}

/** The entry point of functions-framework, without npm or a shell in between. */
export const FRAMEWORK = join(
  ROOT,
  'node_modules/@google-cloud/functions-framework/build/src/main.js',
);

/**
 * Makes a folder with the hello world from functions-framework's README, after optional imports, and the
 * environment for it. The functions are compared with it.
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
 * The variables that infra/functions.tf sets, with names of nothing that exists. The Firestore emulator's
 * address keeps the client from looking for credentials. Nothing listens there unless `more` overrides it.
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
  SELF_SERVICE_MEMBERS: 'domain:example.com',
  ROTATION_URL: 'http://127.0.0.1:9',
  ROTATION_WORKER_URL: 'http://127.0.0.1:9',
  ROTATION_QUEUE: 'projects/bench/locations/here/queues/rotation',
  TASKS_SERVICE_ACCOUNT: 'tasks@bench.iam.gserviceaccount.com',
  ...more,
});
