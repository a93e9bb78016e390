import { setTimeout as wait } from 'node:timers/promises';
import { type Google, type GoogleUser } from './google';
import { callJson } from './http-call';
import { atOnce } from './load';
import { type Service } from './service';

/** The result of a run over all users, as counted by Google. */
export type Ran = {
  /** From the call that requested the run to the last call to Google. */
  readonly seconds: number;
  readonly perSecond: number;
  /** Calls to Google per account, including listings and refused calls. */
  readonly callsEach: number;
  /** Accounts whose password was not changed exactly once. */
  readonly notOnce: number;
  /** Processor time of the whole service per account. */
  readonly cpuMsEach: number;
};

type Progress = { readonly state: string };

/** The page's polling interval while a run is active. */
const LOOK_EVERY_MS = 3_000;

/** Gives each user a first password, one by one, at full speed. */
export async function issueAll(google: Google, service: Service): Promise<void> {
  await google.setLatency(0);
  await atOnce(google.users, 40, async (user) => {
    const { status } = await service.issue(user);
    if (status !== 201) throw new Error(`An issue was answered ${status}.`);
  });
}

/** Gives every user a first or a new password in one run, and waits until the run has finished. */
export async function runAll(
  google: Google,
  service: Service,
  path: '/v1/issuances' | '/v1/rotations',
  withinSeconds: number,
): Promise<Ran> {
  const { users } = google;
  const before = (await google.stats()).passwordChanges.byUser;
  await google.forgetStats();
  const cpuBefore = service.process.cpuMs();
  const startedAt = Date.now();
  const asked = await callJson('POST', `${service.url}${path}`, { scope: 'all' });
  await untilFinished(service, (asked as { runId: string }).runId, withinSeconds);
  const cpuMs = service.process.cpuMs() - cpuBefore;
  const { calls, passwordChanges, lastCallAtMs } = await google.stats();
  const changes = (user: GoogleUser): number =>
    (passwordChanges.byUser[user.primaryEmail] ?? 0) - (before[user.primaryEmail] ?? 0);
  const seconds = (lastCallAtMs - startedAt) / 1000;
  const directoryCalls = Object.entries(calls)
    .filter(([operation]) => operation.startsWith('users.'))
    .reduce((sum, [, count]) => sum + count, 0);
  return {
    seconds,
    perSecond: users.length / seconds,
    callsEach: directoryCalls / users.length,
    notOnce: users.filter((user) => changes(user) !== 1).length,
    cpuMsEach: cpuMs / users.length,
  };
}

async function untilFinished(
  service: Service,
  runId: string,
  withinSeconds: number,
): Promise<void> {
  const until = Date.now() + withinSeconds * 1000;
  let progress: Progress | undefined;
  while (Date.now() < until && progress?.state !== 'stopped') {
    await wait(LOOK_EVERY_MS);
    progress = (await callJson('GET', `${service.url}/v1/runs/${runId}`)) as Progress;
    if (progress.state === 'finished') return;
  }
  throw new Error(`The run has not finished in ${withinSeconds} s: ${JSON.stringify(progress)}.`);
}

/** The number of users for whom the service returns no password, or one that Google does not hold. */
export async function lostPasswords(
  google: Google,
  service: Service,
  users: readonly GoogleUser[] = google.users,
): Promise<number> {
  let lost = 0;
  await google.setLatency(0);
  await google.setQuota(undefined);
  await atOnce(users, 40, async (user) => {
    const password = await service.passwordOf(user);
    if (password === undefined || !(await google.holds(user, password))) lost += 1;
  });
  return lost;
}
