import { type Server } from 'node:http';
import { type FunctionName } from '../functions/composition';
import { type Platform } from '../functions/platform';
import { durationMs } from '../functions/domain/time';
import { type Log } from '../functions/log';
import { iamBearer } from './iap';
import { callInProcess } from './in-process-call';
import { type LocalEnv } from './local-env';
import { type DataFolder } from './platform/data-folder';
import { type Delivered, LocalTaskQueue } from './platform/local-task-queue';
import { type RotationTimer, startRotationTimer } from './platform/rotation-timer';
import { type StoredTask } from './platform/sqlite-tasks';
import { type Timer } from './platform/timer';

export type LocalRotationOptions = {
  readonly folder: Pick<DataFolder, 'taskTable'>;
  readonly env: Pick<LocalEnv, 'rotationIntervalSeconds'>;
  readonly timer: Timer;
  readonly log: Log;
  readonly newId: () => string;
};

/**
 * The callers that the functions see. Cloud Scheduler and Cloud Tasks likewise have accounts of their own.
 */
const SCHEDULER = 'rotation-scheduler@localhost';
const TASKS = 'rotation-tasks@localhost';
const WAKER = 'configuration@localhost';

type Functions = Readonly<Record<FunctionName, Server>>;

/** Stands for Cloud Scheduler and Cloud Tasks. Does nothing before `start`. */
export class LocalRotation {
  readonly tasks: LocalTaskQueue;
  readonly waker: Platform['waker'];
  readonly #options: LocalRotationOptions;
  #functions: Functions | undefined;
  #schedule: RotationTimer | undefined;

  constructor(options: LocalRotationOptions) {
    const { folder, timer } = options;
    this.#options = options;
    this.tasks = new LocalTaskQueue({
      tasks: folder.taskTable,
      timer,
      deliver: (task) => this.#deliver(task),
      unexpected: (error) => {
        this.#unexpected(error);
      },
    });
    this.waker = { wake: (runId) => this.#wake(runId) };
  }

  /** Continues the tasks of an earlier process and has `rotation` look for due accounts. */
  start(functions: Functions): void {
    const { env, timer } = this.#options;
    this.#functions = functions;
    this.tasks.start();
    const interval = durationMs(env.rotationIntervalSeconds * 1000);
    this.#schedule = startRotationTimer(timer, interval, () =>
      this.#call('rotation', SCHEDULER, '/v1/rotations', { scope: 'due' }).then(
        () => undefined,
        (error: unknown) => {
          this.#unexpected(error);
        },
      ),
    );
  }

  /** Starts nothing new. Resolves when the work under way has ended. */
  async stop(): Promise<void> {
    await Promise.all([this.#schedule?.stop(), this.tasks.stop()]);
  }

  /**
   * Calls `rotation`, as `configuration` does in the cloud. Before `start`, the first tick does this work.
   */
  async #wake(runId: string): Promise<boolean> {
    if (!this.#functions) return false;
    const answer = await this.#call('rotation', WAKER, '/v1/rotations', { runId });
    return answer?.status === 202;
  }

  async #deliver({ path, body }: StoredTask): Promise<Delivered> {
    const answer = await this.#call('rotation-worker', TASKS, path, body);
    if (answer?.retryAfterSeconds === undefined) return answer;
    const { status, retryAfterSeconds } = answer;
    return { status, retryAfterMs: durationMs(retryAfterSeconds * 1000) };
  }

  #call(name: FunctionName, caller: string, path: string, body: unknown) {
    if (!this.#functions) return Promise.reject(new Error('The functions were not started.'));
    const authorization = iamBearer(caller, this.#options.timer);
    return callInProcess(this.#functions[name], { path, authorization, body });
  }

  #unexpected(error: unknown): void {
    const { log, newId } = this.#options;
    log.unexpected({ function: 'task-queue', requestId: newId(), error });
  }
}
