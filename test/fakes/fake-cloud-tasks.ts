import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { durationMs } from '../../functions/domain/time';
import { type Timer } from '../../local/platform/timer';
import { seededRandom } from '../../local/workspace/random';
import {
  type CloudTask,
  dispatchHeaders,
  readCloudTask,
  type Refusal,
  scheduledMs,
} from './cloud-task-form';

/** The settings of the queue's owner, as in `infra/queue.tf`. */
export type QueueSettings = {
  maxDispatchesPerSecond: number;
  maxConcurrentDispatches: number;
  maxAttempts: number;
  maxRetryDurationMs: number;
  minBackoffMs: number;
  maxBackoffMs: number;
  maxDoublings: number;
};

/** What can go wrong on Google's side; can be changed at any time. */
export type QueueTrouble = {
  /** Answers every creation with this refusal and accepts no task. */
  refuse?: Refusal;
  /** Accepts the task, then breaks the connection. */
  loseReplies?: boolean;
  /** Accepts the task and never answers. */
  silent?: boolean;
  /** The share of tasks that are delivered again after they succeeded. */
  duplicateShare?: number;
  /** A dispatch may be up to this much later than necessary. */
  latenessMs?: number;
};

type Held = {
  task: CloudTask;
  attempts: number;
  firstAt?: number;
  nextMs: number;
  running: boolean;
  /** The task has already ended. */
  readonly duplicate?: true;
};

/** A name can be reused an hour after its task ended (v2 proto of `@google-cloud/tasks` 7). */
const NAME_MEMORY_MS = 3_600_000;

/**
 * Cloud Tasks over HTTP, with one queue. It keeps tasks and delivers them by HTTP as Google does: at least
 * once, in no order, as late as `trouble` says, again after any status but 2xx, within the queue's rate and
 * concurrency, and slower after 429 and 503. It does not simulate a restart: Google's queue outlives us.
 */
export class FakeCloudTasks {
  readonly trouble: QueueTrouble = {};
  /** The body of every accepted creation, as received. */
  readonly created: unknown[] = [];
  /** Every dispatch, in order: the task's own name and the status returned, or 0 for no answer. */
  readonly dispatches: { name: string; atMs: number; status: number }[] = [];
  readonly #settings: QueueSettings & { queue: string };
  readonly #timer: Timer;
  readonly #random = seededRandom(20_260_101);
  readonly #held = new Map<string, Held>();
  readonly #endedAt = new Map<string, number>();
  #underWay = 0;
  #throttle = 1;
  #nextSlotMs = 0;
  #cancelWake: () => void = () => undefined;

  constructor(settings: QueueSettings & { queue: string }, timer: Timer) {
    this.#settings = settings;
    this.#timer = timer;
  }

  /** Listens on loopback. `rootUrl` is for `CLOUD_TASKS_ROOT_URL`. */
  async listen(): Promise<{ rootUrl: string; close: () => void }> {
    const server = createServer((request, response) => void this.#answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      rootUrl: `http://127.0.0.1:${port}/`,
      close: () => {
        this.#cancelWake();
        this.#held.clear();
        server.close();
        server.closeAllConnections();
      },
    };
  }

  /** The number of dispatches that wait for an answer. */
  get underWay(): number {
    return this.#underWay;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const answer = this.#create(request.method ?? '', request.url ?? '', Buffer.concat(parts));
    if (this.trouble.silent) return;
    if (this.trouble.loseReplies) {
      request.socket.destroy();
      return;
    }
    const refused = 'rpc' in answer;
    response.writeHead(refused ? answer.status : 200, { 'content-type': 'application/json' });
    const {
      status: code,
      message,
      rpc: status,
    } = refused ? answer : { status: 0, message: '', rpc: '' };
    response.end(JSON.stringify(refused ? { error: { code, message, status } } : answer));
  }

  #create(
    method: string,
    url: string,
    body: Buffer,
  ): Refusal | { name: string; scheduleTime: string } {
    if (this.trouble.refuse) return this.trouble.refuse;
    if (method !== 'POST' || url !== `/v2/${this.#settings.queue}/tasks`) {
      return { status: 404, rpc: 'NOT_FOUND', message: 'Requested entity was not found.' };
    }
    const now = this.#timer.now();
    const task = readCloudTask(this.#settings.queue, body, now);
    if ('rpc' in task) return task;
    if (this.#knows(task.name, now)) {
      return { status: 409, rpc: 'ALREADY_EXISTS', message: 'Requested entity already exists' };
    }
    const nextMs = scheduledMs(task, now) + this.#lateness();
    this.created.push(JSON.parse(body.toString('utf8')));
    this.#held.set(task.name, { task, attempts: 0, nextMs, running: false });
    this.#wake();
    return { name: task.name, scheduleTime: new Date(nextMs).toISOString() };
  }

  #knows(name: string, nowMs: number): boolean {
    const ended = this.#endedAt.get(name);
    return this.#held.has(name) || (ended !== undefined && ended + NAME_MEMORY_MS > nowMs);
  }

  readonly #lateness = (): number => Math.floor(this.#random() * (this.trouble.latenessMs ?? 0));

  /** Dispatches what may be dispatched now, and runs again when more becomes due. */
  #wake(): void {
    this.#cancelWake();
    const now = this.#timer.now();
    const rate = this.#settings.maxDispatchesPerSecond * this.#throttle;
    this.#nextSlotMs = Math.max(this.#nextSlotMs, now - 1000); // a burst of at most one second
    const idle = [...this.#held.values()].filter(({ running }) => !running);
    const due = idle.filter(({ nextMs }) => nextMs <= now);
    while (
      due.length > 0 &&
      this.#nextSlotMs <= now &&
      this.#underWay < this.#settings.maxConcurrentDispatches
    ) {
      const [held] = due.splice(Math.floor(this.#random() * due.length), 1);
      this.#nextSlotMs += 1000 / rate;
      if (held) this.#dispatch(held);
    }
    const wait = Math.min(
      ...idle.map(({ nextMs }) => nextMs).filter((at) => at > now),
      due.length > 0 ? Math.max(this.#nextSlotMs, now + 1) : Infinity,
    );
    if (wait !== Infinity) {
      this.#cancelWake = this.#timer.after(durationMs(Math.ceil(wait - now)), () => {
        this.#wake();
      });
    }
  }

  #dispatch(held: Held): void {
    held.running = true;
    held.attempts += 1;
    held.firstAt ??= this.#timer.now();
    this.#underWay += 1;
    void this.#deliver(held).then((answer) => {
      this.#underWay -= 1;
      held.running = false;
      this.#conclude(held, answer);
      this.#wake();
    });
  }

  #conclude(held: Held, { status, retryAfterMs }: { status: number; retryAfterMs: number }): void {
    const now = this.#timer.now();
    const { name } = held.task;
    this.dispatches.push({ name: name.split('/').at(-1) ?? '', atMs: now, status });
    if (status === 429 || status === 503) this.#throttle = Math.max(0.05, this.#throttle / 2);
    if (status >= 200 && status <= 299) {
      this.#throttle = Math.min(1, this.#throttle * 1.2);
      this.#end(name, now);
      if (!held.duplicate && this.#random() < (this.trouble.duplicateShare ?? 0)) {
        this.#timer.after(durationMs(this.#lateness()), () => {
          this.#dispatch({ ...held, duplicate: true });
        });
      }
    } else if (this.#isUsedUp(held, now)) this.#end(name, now);
    else
      held.nextMs = now + Math.max(this.#backoffMs(held.attempts), retryAfterMs) + this.#lateness();
  }

  #end(name: string, now: number): void {
    this.#held.delete(name);
    this.#endedAt.set(name, now);
  }

  #isUsedUp({ attempts, firstAt = 0 }: Held, now: number): boolean {
    const { maxAttempts, maxRetryDurationMs } = this.#settings;
    return attempts >= maxAttempts && now - firstAt >= maxRetryDurationMs;
  }

  /** For 10 s, 300 s and 3 doublings: `10s, 20s, 40s, 80s, 160s, 240s, 300s` (RetryConfig, v2). */
  #backoffMs(attempts: number): number {
    const { minBackoffMs, maxBackoffMs, maxDoublings } = this.#settings;
    const doubled = minBackoffMs * 2 ** Math.min(attempts - 1, maxDoublings);
    const steps = Math.max(0, attempts - 1 - maxDoublings);
    return Math.min(maxBackoffMs, doubled + steps * minBackoffMs * 2 ** maxDoublings);
  }

  async #deliver({
    task,
    attempts,
    nextMs,
  }: Held): Promise<{ status: number; retryAfterMs: number }> {
    const { url, httpMethod, body } = task.httpRequest;
    const deadline = new AbortController();
    const cancel = this.#timer.after(durationMs(task.dispatchDeadline), () => {
      deadline.abort();
    });
    try {
      const reply = await fetch(url, {
        method: httpMethod,
        headers: dispatchHeaders(task, {
          attempt: attempts,
          etaMs: nextMs,
          nowMs: this.#timer.now(),
        }),
        ...(body === undefined ? {} : { body: Buffer.from(body, 'base64') }),
        signal: deadline.signal,
      });
      await reply.arrayBuffer();
      return {
        status: reply.status,
        retryAfterMs: Number(reply.headers.get('retry-after') ?? 0) * 1000,
      };
    } catch {
      return { status: 0, retryAfterMs: 0 };
    } finally {
      cancel();
    }
  }
}
