import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { admin, auth as google } from 'googleapis/build/src/apis/admin';
import { atOnce } from './load';

/** The loop's input, on standard input. */
export type NaiveJob = {
  readonly rootUrl: string;
  readonly token: string;
  readonly userIds: readonly string[];
  readonly atOnce: number;
};

/** Its output. */
export type NaiveResult = {
  readonly changed: number;
  readonly failed: number;
  readonly ms: number;
};

/**
 * The loop that a script would run: plain `googleapis` with a fixed concurrency. It stores nothing and
 * retries only what the library itself retries.
 */
async function main(): Promise<void> {
  const job = JSON.parse(readFileSync(0, 'utf8')) as NaiveJob;
  const auth = new google.OAuth2();
  auth.setCredentials({ access_token: job.token });
  const directory = admin({ version: 'directory_v1', auth, rootUrl: job.rootUrl });
  let changed = 0;
  let failed = 0;
  const startedAt = performance.now();
  await atOnce(job.userIds, job.atOnce, async (userKey) => {
    try {
      const password = randomBytes(18).toString('base64url');
      await directory.users.update({ userKey, requestBody: { password } });
      changed += 1;
    } catch {
      failed += 1; // not inspected: the error contains the password
    }
  });
  const result: NaiveResult = { changed, failed, ms: performance.now() - startedAt };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

void main();
