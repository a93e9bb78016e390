import { z } from 'zod';
import { userId } from '../../domain/account';
import { rotateAccount, type Rotated } from '../../domain/rotation/rotate-account';
import { type RotateAccountPorts } from '../../domain/rotation/rotation-open';
import { SETTLE } from '../../domain/rotation/run';
import { isPossibleRunId } from '../../domain/rotation/run-id';
import { settleAccount } from '../../domain/rotation/settle-account';
import { epochMs } from '../../domain/time';
import { type Endpoint, endpoint, type Result } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { type Log } from '../../log';

export type RotationWorkerDependencies = {
  readonly ports: RotateAccountPorts;
  readonly log: Pick<Log, 'passwordAudit' | 'rotationTask'>;
};

const TaskBody = z.strictObject({
  userId: z.string().regex(/^\d{1,64}$/, 'An id of digits.'),
  /** A run's id, or `settle` for what belongs to no run. */
  runId: z.string().refine(isPossibleRunId, 'Letters, digits, hyphens.'),
  /** Milliseconds since 1970: when Google was asked whether the user may be touched. */
  decidedAt: z.int().min(0).optional(),
});

const TaskAnswer = z.object({
  outcome: z.enum(['rotated', 'nothing', 'skipped', 'parked']),
  code: z.string().optional(),
});

/**
 * The call of `rotation-worker`. 200 is final for this task; 429 and 503 bring it again. A body that is
 * not ours is answered 400, which the queue repeats as well, until its attempts are used up.
 */
export const rotationWorkerEndpoints = ({
  ports,
  log,
}: RotationWorkerDependencies): readonly Endpoint[] => [
  endpoint({
    method: 'POST',
    path: '/v1/rotation-tasks',
    summary: 'Rotate one account, for the task queue',
    access: 'service',
    body: { mediaType: 'application/json', schema: TaskBody, maxBytes: 4096 },
    answers: { 200: { description: 'Nothing is left to do for this task.', schema: TaskAnswer } },
    problems: ['rotation-waits', 'not-rotated'],
    handle: async ({ body, caller, requestId }) => {
      const task = {
        userId: userId(body.userId),
        runId: body.runId,
        ...(body.decidedAt === undefined ? {} : { decidedAt: epochMs(body.decidedAt) }),
      };
      const rotated =
        body.runId === SETTLE
          ? await settleAccount(ports, task.userId)
          : await rotateAccount(ports, task);
      note(log, rotated, { ...body, requestId, caller: caller.email });
      return answer(rotated);
    },
  }),
];

function answer(rotated: Rotated): Result {
  switch (rotated.kind) {
    case 'rotated':
    case 'nothing':
      return { status: 200, json: { outcome: rotated.kind } };
    case 'skipped':
    case 'parked':
      return { status: 200, json: { outcome: rotated.kind, code: rotated.code } };
    case 'later':
      return problem(
        'rotation-waits',
        `Nothing was changed. It waits for: ${rotated.waitingFor}.`,
        {
          retryAfterMs: rotated.retryAfterMs,
        },
      );
    case 'again':
      return problem(
        'not-rotated',
        `Google did not take the password, or did not say so (${rotated.code}). Every password that Google may hold is recorded.`,
      );
  }
}

function note(
  log: RotationWorkerDependencies['log'],
  rotated: Rotated,
  { runId, userId, requestId, caller }: Record<'runId' | 'userId' | 'requestId' | 'caller', string>,
): void {
  switch (rotated.kind) {
    case 'rotated': {
      const { version } = rotated.account.current ?? {};
      const known = version === undefined ? {} : { version };
      log.passwordAudit({ action: 'rotated', userId, ...known, caller, requestId });
      log.rotationTask({ outcome: 'rotated', runId, userId, requestId });
      return;
    }
    case 'skipped':
    case 'parked':
    case 'again':
      log.rotationTask({ outcome: rotated.kind, runId, userId, code: rotated.code, requestId });
      return;
    case 'nothing':
    case 'later':
      return;
  }
}
