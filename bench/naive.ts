import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { type Google, type GoogleUser } from './google';
import { type NaiveJob, type NaiveResult } from './naive-loop';
import { ROOT } from './root';

/** A concurrency that an administrator's script might use. */
export const NAIVE_AT_ONCE = 10;

const ENDS_WITHIN_MS = 600_000;

/** Runs the naive loop over these users in its own process. */
export async function naiveLoop(
  google: Google,
  users: readonly GoogleUser[],
): Promise<NaiveResult> {
  const job: NaiveJob = {
    rootUrl: `${google.url}/`,
    token: await google.signIn(),
    userIds: users.map(({ id }) => id),
    atOnce: NAIVE_AT_ONCE,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/naive-loop.ts'], {
    cwd: ROOT,
    stdio: ['pipe', 'pipe', 'inherit'],
    timeout: ENDS_WITHIN_MS,
  });
  const ended = once(child, 'exit');
  child.stdin.end(JSON.stringify(job));
  const printed = await text(child.stdout);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`The naive loop ended with ${String(code)}.`);
  return JSON.parse(printed) as NaiveResult;
}
