import { TickAnswer, TickBody } from '../../api/tick';
import { troubledLinks } from '../../domain/configuration/ldap-chain';
import { countDue } from '../../domain/passwords/count-due';
import { laneOf, leaseLeft } from '../../domain/runs/lane';
import { enqueueNext } from '../../domain/rotation/carry-on';
import { countLate, type Lateness } from '../../domain/runs/count-late';
import { rotationTick } from '../../domain/rotation/rotation-tick';
import { type TickPorts } from '../../domain/runs/run-ports';
import { isActive, metBy, type Run } from '../../domain/runs/run';
import { DAY_MS, durationMs, later } from '../../domain/time';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem, type Problem } from '../../http/problem';
import { changeAudit } from '../change-audit';
import { type RotationDependencies } from '../dependencies';

/** `POST /v1/rotations`: a tick of the schedule, or one requested run. */
export const tickEndpoint = (dependencies: RotationDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/rotations',
    summary: 'Start or continue runs, settle open changes, clean up',
    access: 'service',
    body: {
      mediaType: 'application/json',
      schema: TickBody.optional(),
      maxBytes: 4096,
      optional: true,
    },
    answers: { 202: { description: 'The state after this call.', schema: TickAnswer } },
    problems: ['not-found', 'rotation-waits'],
    handle: ({ body, requestId }) =>
      body?.runId === undefined ? tick(dependencies, requestId) : carryOn(dependencies, body.runId),
  });

type Ticked = { readonly status: 202; readonly json: TickAnswer };

async function tick(dependencies: RotationDependencies, requestId: string): Promise<Ticked> {
  const { ports, log, tickMs } = dependencies;
  const until = later(ports.clock.now(), tickMs);
  const { run, due, idle } = await rotationTick(portsOf(dependencies, requestId), until);
  const reason = run ? (run.waitingFor ?? run.stopReason) : idle;
  if (reason === 'configuration') await sayWhatFails(dependencies, requestId);
  await sayOfSecureLdap(dependencies, requestId);
  const state = run?.state ?? 'idle';
  log.rotationRun({
    ...(run ? { runId: run.runId } : {}),
    state,
    due,
    ...(reason === undefined ? {} : { reason }),
    ...progressOf(run),
    ...(await troubled(dependencies, run)),
  });
  return { status: 202, json: { runId: run?.runId, state, due, reason } };
}

/** Enqueues the run's next task, even if a worker is active, because that worker may end at any moment. */
async function carryOn({ ports }: RotationDependencies, runId: string): Promise<Ticked | Problem> {
  const { policy } = await ports.configurations.read();
  const [run, due] = await Promise.all([
    ports.runs.read(runId),
    countDue(ports.accounts, policy, ports.clock.now()),
  ]);
  if (run === undefined) return problem('not-found', 'There is no run with this ID.');
  if (isActive(run) && !(await enqueueNext(ports, run))) {
    return problem(
      'rotation-waits',
      'The task queue is not reachable. The next tick continues the run.',
      {
        retryAfterMs: 60_000,
      },
    );
  }
  return { status: 202, json: { runId, state: run.state, due } };
}

const progressOf = (run: Run | undefined): { met: number; done: number; failed: number } => ({
  met: run ? metBy(run) : 0,
  done: run?.counts.done ?? 0,
  failed: run?.counts.failed ?? 0,
});

async function sayWhatFails(
  { ports, log }: RotationDependencies,
  requestId: string,
): Promise<void> {
  const { verification } = await ports.configurations.read();
  const link = verification?.links.find(({ state }) => state === 'failing' || state === 'waiting');
  log.configurationFailing({
    requestId,
    ...(link ? { link: link.id } : {}),
    ...(link?.code === undefined ? {} : { code: link.code }),
  });
}

async function sayOfSecureLdap(
  { ports, log }: RotationDependencies,
  requestId: string,
): Promise<void> {
  const { secureLdap } = await ports.configurations.read();
  if (secureLdap === undefined) return;
  const daysLeft = Math.floor((secureLdap.notAfter - ports.clock.now()) / DAY_MS);
  for (const link of troubledLinks(secureLdap.verification)) {
    const state = link.state === 'failing' ? 'failing' : 'expiring';
    log.secureLdap({ state, link: link.id, code: link.code, daysLeft, requestId });
  }
}

/** A running run is stalled if no worker is active and it has taken no batch for this long. */
const STANDS_STILL_MS = durationMs(1_800_000);

/**
 * How many accounts are overdue and late, late ones also as a share, how many are parked, and whether a run is stalled.
 */
async function troubled(
  { ports }: RotationDependencies,
  run: Run | undefined,
): Promise<Lateness & { lateShare: number; parked: number; stalled: boolean }> {
  const now = ports.clock.now();
  const configuration = await ports.configurations.read();
  const [lateness, { active, unconfirmed, parked }, lane] = await Promise.all([
    countLate(ports.accounts, configuration, now),
    ports.accounts.countByStatus(),
    ports.lanes.read(run ? laneOf(run) : 'directory'),
  ]);
  const silent = run?.state === 'running' && now >= later(run.lastBatchAt, STANDS_STILL_MS);
  const lateShare = shareOf(lateness.late, active + unconfirmed + parked);
  return { ...lateness, lateShare, parked, stalled: silent && leaseLeft(lane, now) === 0 };
}

/** At most 1: unfinished work without a password may be late too, and is not among the passwords. */
const shareOf = (late: number, passwords: number): number =>
  late === 0 ? 0 : Math.min(1, late / Math.max(1, passwords));

const portsOf = ({ ports, log }: RotationDependencies, requestId: string): TickPorts => ({
  ...ports,
  changed: changeAudit(log, requestId),
  unexpected: (error) => {
    log.unexpected({ function: 'rotation', requestId, error });
  },
});
