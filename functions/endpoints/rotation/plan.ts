import { z } from 'zod';
import { planRun } from '../../domain/rotation/plan-run';
import { rotationTick } from '../../domain/rotation/rotation-tick';
import { RUN_STATES, type Run, totalOf } from '../../domain/rotation/run';
import { isPossibleRunId, tickId } from '../../domain/rotation/run-id';
import { progressOf } from '../../domain/rotation/run-progress';
import { DAY_MS, durationMs, epochMs, type EpochMs, later } from '../../domain/time';
import { followUpTask } from '../../domain/rotation/follow-up';
import { type Endpoint, endpoint, type Result } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { type RotationDependencies } from './dependencies';

const PlanBody = z.strictObject({
  /** The schedule's: everybody who is due. */
  scope: z.literal('due').optional(),
  /** Plan this run only: it goes on, or was asked for just now. */
  runId: z.string().refine(isPossibleRunId, 'Letters, digits, hyphens.').optional(),
  /** The follow-up that makes this call. */
  followUpAt: z.int().min(0).optional(),
  /** Put the planning into the queue and answer at once. */
  later: z.boolean().optional(),
});

const PlanAnswer = z.object({
  runId: z.string(),
  /** Accounts that the run takes in so far; without a run: how many are due. */
  due: z.int(),
  enqueued: z.int(),
  skipped: z.int(),
  state: z.enum([...RUN_STATES, 'idle']),
  /** What the run waits for, or why there is none. */
  reason: z.string().optional(),
});

/** `POST /v1/rotations`: a tick of the schedule, or one run taken as far as it goes now. */
export const planEndpoint = (dependencies: RotationDependencies): Endpoint =>
  endpoint({
    method: 'POST',
    path: '/v1/rotations',
    summary: 'Plan: start or go on with runs, settle and tidy up',
    access: 'service',
    body: {
      mediaType: 'application/json',
      schema: PlanBody.optional(),
      maxBytes: 4096,
      optional: true,
    },
    answers: { 202: { description: 'As far as it went.', schema: PlanAnswer } },
    problems: ['not-found', 'rotation-waits'],
    handle: async ({ body, requestId }) => {
      const { runId, followUpAt, later: putOff } = body ?? {};
      if (runId === undefined) return tick(dependencies, requestId);
      if (putOff) return queued(dependencies, runId);
      const consumed = followUpAt === undefined ? undefined : epochMs(followUpAt);
      return planOne(dependencies, requestId, runId, consumed);
    },
  });

async function tick(dependencies: RotationDependencies, requestId: string): Promise<Result> {
  const ports = portsOf(dependencies, requestId);
  const { at, run, due, idle } = await rotationTick(ports, untilOf(dependencies));
  if ((run?.waitingFor ?? idle) === 'configuration') {
    await sayWhatFails(dependencies, requestId);
  }
  if (run) return accepted(dependencies, run);
  const answer = { runId: tickId(at), due, enqueued: 0, skipped: 0, state: 'idle' } as const;
  const reason = idle === undefined ? {} : { reason: idle };
  dependencies.log.rotationRun({
    ...answer,
    ...reason,
    done: 0,
    failed: 0,
    ...(await troubled(dependencies)),
  });
  return { status: 202, json: { ...answer, ...reason } };
}

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

async function planOne(
  dependencies: RotationDependencies,
  requestId: string,
  runId: string,
  followUpAt: EpochMs | undefined,
): Promise<Result> {
  const planned = await planRun(portsOf(dependencies, requestId), runId, {
    until: untilOf(dependencies),
    ...(followUpAt === undefined ? {} : { followUpAt }),
  });
  switch (planned.kind) {
    case 'planned':
      return accepted(dependencies, planned.run);
    case 'busy':
      return problem('rotation-waits', 'Another call is planning this run.', {
        retryAfterMs: planned.retryAfterMs,
      });
    case 'unknown':
      return problem('not-found', 'There is no run of this id.');
  }
}

async function queued({ ports }: RotationDependencies, runId: string): Promise<Result> {
  const run = await ports.runs.read(runId);
  if (run === undefined) return problem('not-found', 'There is no run of this id.');
  const now = ports.clock.now();
  const taken = await ports.tasks.enqueue(followUpTask(runId, now, now));
  if (taken === 'unavailable') {
    return problem('rotation-waits', 'The queue is out of reach. The next tick plans this run.', {
      retryAfterMs: 60_000,
    });
  }
  return { status: 202, json: planAnswer(run) };
}

async function accepted(dependencies: RotationDependencies, run: Run): Promise<Result> {
  const { ports, log } = dependencies;
  const answer = planAnswer(run);
  const { done, failed } = progressOf(run, await ports.runs.countMarks(run.runId));
  log.rotationRun({ ...answer, done, failed, ...(await troubled(dependencies)) });
  return { status: 202, json: answer };
}

type PlanJson = Omit<z.infer<typeof PlanAnswer>, 'reason'> & { readonly reason?: string };

function planAnswer(run: Run): PlanJson {
  const total = totalOf(run);
  const reason = run.waitingFor ?? run.stopReason;
  return {
    runId: run.runId,
    due: total,
    enqueued: run.enqueued,
    skipped: total - run.enqueued,
    state: run.state,
    ...(reason ? { reason } : {}),
  };
}

/** How many accounts are due for more than a day, and how many were given up. */
async function troubled({
  ports,
}: RotationDependencies): Promise<{ overdue: number; parked: number }> {
  const yesterday = epochMs(ports.clock.now() - DAY_MS);
  const [overdue, { parked }] = await Promise.all([
    ports.accounts.countDue(yesterday),
    ports.accounts.countByStatus(),
  ]);
  return { overdue, parked };
}

const untilOf = ({ ports, planningMs }: RotationDependencies): EpochMs =>
  later(ports.clock.now(), durationMs(planningMs));

const portsOf = (
  { ports, log }: RotationDependencies,
  requestId: string,
): Parameters<typeof rotationTick>[0] => ({
  ...ports,
  unexpected: (error) => {
    log.unexpected({ function: 'rotation', requestId, error });
  },
});
