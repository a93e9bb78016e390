import { setTimeout as wait } from 'node:timers/promises';
import { type Google, type GoogleUser } from './google';
import { callJson } from './http-call';
import { atOnce } from './load';
import { type Service } from './service';

/** What came of a rotation of everybody, by what Google counted. */
export type Rotated = {
  readonly users: number;
  /** From the call that asked for it to the last call at Google. */
  readonly seconds: number;
  readonly perSecond: number;
  /** Calls at Google for each account, those of the planner and refused ones included. */
  readonly callsEach: number;
  /** Accounts whose password was not changed exactly once. */
  readonly notOnce: number;
  /** Processor time of the whole service for each account. */
  readonly cpuMsEach: number;
};

type Progress = {
  readonly total: number;
  readonly done: number;
  readonly finishedAt?: string;
};

/** Gives each user a first password, as fast as it goes. */
export async function issueAll(
  google: Google,
  service: Service,
  users: readonly GoogleUser[],
): Promise<void> {
  await google.setLatency(0);
  await atOnce(users, 40, async (user) => {
    const { status } = await service.issue(user);
    if (status !== 201) throw new Error(`An issue was answered ${status}.`);
  });
}

/** Rotates everybody who has a password, and waits until the run says that it has finished. */
export async function rotateAll(
  google: Google,
  service: Service,
  users: readonly GoogleUser[],
  withinSeconds: number,
): Promise<Rotated> {
  const before = (await google.stats()).passwordChanges.byUser;
  await google.forgetStats();
  const cpuBefore = service.process.cpuMs();
  const startedAt = Date.now();
  const { runId } = (await callJson('POST', `${service.url}/v1/rotations`, {
    scope: 'all',
  })) as { runId: string };
  await untilFinished(service, runId, withinSeconds);
  const cpuMs = service.process.cpuMs() - cpuBefore;
  const { calls, passwordChanges, lastCallAtMs } = await google.stats();
  const changes = (user: GoogleUser): number =>
    (passwordChanges.byUser[user.primaryEmail] ?? 0) - (before[user.primaryEmail] ?? 0);
  const seconds = (lastCallAtMs - startedAt) / 1000;
  const directoryCalls = Object.entries(calls)
    .filter(([operation]) => operation.startsWith('users.'))
    .reduce((sum, [, count]) => sum + count, 0);
  return {
    users: users.length,
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
  while (Date.now() < until) {
    progress = (await callJson('GET', `${service.url}/v1/rotations/${runId}`)) as Progress;
    if (progress.finishedAt !== undefined) return;
    await wait(1_000);
  }
  throw new Error(`The run has not finished in ${withinSeconds} s: ${JSON.stringify(progress)}.`);
}

/** How many users the service tells a password for that Google does not hold, or tells none for. */
export async function lostPasswords(
  google: Google,
  service: Service,
  users: readonly GoogleUser[],
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
