import { z } from 'zod';

/** Cloud Tasks' answer to a request that it rejects. */
export type Refusal = { readonly status: number; readonly rpc: string; readonly message: string };

const OIDC_URL = /^https?:\/\/[^\s]+$/;

/** The body of `tasks.create` with the fields that this service sends. Google rejects unknown fields too. */
const CreateTask = z.strictObject({
  task: z.strictObject({
    name: z
      .string()
      .regex(/^projects\/[\w.:-]+\/locations\/[\w-]+\/queues\/[\w-]+\/tasks\/[\w-]{1,500}$/),
    scheduleTime: z.iso.datetime({ offset: true }).optional(),
    dispatchDeadline: z
      .string()
      .regex(/^\d+(\.\d{1,9})?s$/)
      .transform((text) => Number(text.slice(0, -1)) * 1000)
      .refine((ms) => ms >= 15_000 && ms <= 1_800_000, 'must be between [15s, 30m]')
      .default(600_000),
    httpRequest: z.strictObject({
      url: z.string().max(2083).regex(OIDC_URL),
      httpMethod: z
        .enum(['POST', 'GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
        .default('POST'),
      headers: z.record(z.string(), z.string()).default({}),
      body: z.base64().max(1_000_000).optional(),
      oidcToken: z.strictObject({
        serviceAccountEmail: z.string().regex(/^[\w-]+@[\w.-]+\.gserviceaccount\.com$/),
        audience: z.string().regex(OIDC_URL),
      }),
    }),
  }),
});

export type CloudTask = z.infer<typeof CreateTask>['task'];

/** 30 days (Cloud Tasks quotas page). */
const MAX_SCHEDULE_MS = 2_592_000_000;

/**
 * Validates a request as Google does, and the token settings more strictly: a task without a token is
 * rejected.
 */
export function readCloudTask(queue: string, body: Buffer, nowMs: number): CloudTask | Refusal {
  const parsed = CreateTask.safeParse(jsonOf(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return invalid(`Invalid value at '${issue?.path.join('.') ?? ''}': ${issue?.message ?? ''}`);
  }
  const { task } = parsed.data;
  if (!task.name.startsWith(`${queue}/tasks/`)) {
    return invalid('The queue name from request does not match the queue name of the task.');
  }
  if (scheduledMs(task, nowMs) > nowMs + MAX_SCHEDULE_MS) {
    return invalid('The scheduleTime is too far in the future.');
  }
  return task;
}

/** The earliest moment at which a task may be dispatched. */
export const scheduledMs = ({ scheduleTime }: CloudTask, nowMs: number): number =>
  scheduleTime === undefined ? nowMs : Math.max(nowMs, Date.parse(scheduleTime));

const invalid = (message: string): Refusal => ({ status: 400, rpc: 'INVALID_ARGUMENT', message });

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

/** The headers of a dispatch. The token carries the claims that Cloud Run checks, but no signature. */
export function dispatchHeaders(
  task: CloudTask,
  { attempt, etaMs, nowMs }: { attempt: number; etaMs: number; nowMs: number },
): Record<string, string> {
  const { serviceAccountEmail: email, audience: aud } = task.httpRequest.oidcToken;
  const iat = Math.floor(nowMs / 1000);
  const claims = {
    iss: 'https://accounts.google.com',
    aud,
    email,
    email_verified: true,
    iat,
    exp: iat + 3600,
  };
  const token = [{ alg: 'RS256', typ: 'JWT' }, claims].map(base64Json).join('.');
  return {
    ...task.httpRequest.headers,
    authorization: `Bearer ${token}.SIGNATURE_REMOVED_BY_GOOGLE`,
    'user-agent': 'Google-Cloud-Tasks',
    'x-cloudtasks-queuename': /queues\/([\w-]+)/.exec(task.name)?.[1] ?? '',
    'x-cloudtasks-taskname': task.name.split('/').at(-1) ?? '',
    'x-cloudtasks-taskretrycount': String(attempt - 1),
    'x-cloudtasks-taskexecutioncount': String(attempt - 1),
    'x-cloudtasks-tasketa': String(etaMs / 1000),
  };
}

const base64Json = (value: object): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
