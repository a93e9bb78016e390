import { type cloudtasks_v2 } from 'googleapis/build/src/apis/cloudtasks';
import { later, rfc3339 } from '../../domain/time';
import { type Clock } from '../../ports/clock';
import { type Task, type TaskQueue } from '../../ports/task-queue';
import { DISPATCH_DEADLINE_MS } from '../dispatch-deadline';
import { type Reply } from '../http/exchange';
import { cloudCall, refusedCall } from './cloud-call';
import { type GoogleCredentials } from './google-credentials';

/** Creating a named task is slower than creating an unnamed one. Google documents no upper limit. */
export const CLOUD_TASKS_DEADLINE_MS = 10_000;

export type CloudTasksOptions = {
  /** `projects/P/locations/L/queues/Q`. */
  readonly queue: string;
  /**
   * The base URL of `rotation-worker`. Its origin, without path and query, is the audience of the token.
   */
  readonly target: string;
  /** The e-mail address of the service account whose OIDC token Cloud Tasks sends with each task. */
  readonly serviceAccount: string;
  readonly credentials: GoogleCredentials;
  readonly clock: Clock;
  readonly rootUrl?: string;
  readonly deadlineMs?: number;
};

/**
 * Tasks in Cloud Tasks (REST v2). No answer and temporary refusals (429, 5xx) are `unavailable`. Any other
 * refusal throws: no such queue, no permission, an invalid task.
 */
export function cloudTasksQueue(options: CloudTasksOptions): TaskQueue {
  const { queue, credentials, rootUrl = 'https://cloudtasks.googleapis.com/' } = options;
  const api = {
    name: 'Cloud Tasks create',
    rootUrl,
    credentials,
    deadlineMs: options.deadlineMs ?? CLOUD_TASKS_DEADLINE_MS,
  };
  let loading: Promise<cloudtasks_v2.Cloudtasks> | undefined;
  return {
    enqueue: async (task) => {
      const library = await (loading ??= load());
      const reply = await cloudCall(api, (call) =>
        library.projects.locations.queues.tasks.create(
          { parent: queue, requestBody: { task: cloudTask(task, options) } },
          call,
        ),
      );
      return outcome(api.name, reply);
    },
  };
}

/** Loaded at first use: `passwords` and `configuration` never enqueue. */
async function load(): Promise<cloudtasks_v2.Cloudtasks> {
  const { cloudtasks } = await import('googleapis/build/src/apis/cloudtasks/index.js');
  return cloudtasks('v2');
}

function cloudTask(
  task: Task,
  { queue, target, serviceAccount, clock }: CloudTasksOptions,
): cloudtasks_v2.Schema$Task {
  const { origin } = new URL(target);
  const scheduled =
    task.delayMs === undefined ? {} : { scheduleTime: rfc3339(later(clock.now(), task.delayMs)) };
  return {
    name: `${queue}/tasks/${task.name}`,
    ...scheduled,
    dispatchDeadline: `${DISPATCH_DEADLINE_MS / 1000}s`,
    httpRequest: {
      url: `${origin}${task.path}`,
      httpMethod: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: Buffer.from(JSON.stringify(task.body)).toString('base64'),
      oidcToken: { serviceAccountEmail: serviceAccount, audience: origin },
    },
  };
}

function outcome(
  call: string,
  reply: Reply | undefined,
): Awaited<ReturnType<TaskQueue['enqueue']>> {
  if (reply === undefined || reply.status === 429 || reply.status >= 500) return 'unavailable';
  if (reply.status === 409) return 'known'; // ALREADY_EXISTS, the only conflict when a task is created
  if (reply.status === 200) return 'taken';
  throw refusedCall(call, reply);
}
