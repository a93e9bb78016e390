import { type Server } from 'node:http';
import { type FunctionName, type Platform } from '../functions/composition';
import { paceAt } from '../functions/domain/rotation/pace';
import { durationMs } from '../functions/domain/time';
import { type Log } from '../functions/log';
import { iamBearer } from './iap';
import { callInProcess } from './in-process-call';
import { type InteractiveCalls } from './interactive-calls';
import { type LocalEnv } from './local-env';
import { type DataFolder } from './platform/data-folder';
import { type Delivered, LocalTaskQueue } from './platform/local-task-queue';
import { queuedWaker } from './platform/queued-waker';
import { RETRIES } from './platform/queue-limits';
import { type RotationTimer, startRotationTimer } from './platform/rotation-timer';
import { type StoredTask } from './platform/sqlite-tasks';
import { type Timer } from './platform/timer';

export type LocalRotationOptions = {
  readonly folder: Pick<DataFolder, 'taskTable' | 'pace'>;
  readonly env: Pick<
    LocalEnv,
    'rotationIntervalSeconds' | 'directoryCallsPerSecond' | 'directoryConcurrency'
  >;
  readonly interactive: InteractiveCalls;
  readonly timer: Timer;
  readonly log: Log;
  readonly newId: () => string;
};

/** Whom the functions see calling, as Cloud Scheduler and Cloud Tasks have accounts of their own. */
const SCHEDULER = 'rotation-scheduler@localhost';
const TASKS = 'rotation-tasks@localhost';

type Functions = Readonly<Record<FunctionName, Server>>;

/** What Cloud Scheduler and Cloud Tasks are in the cloud. Nothing happens before `start`. */
export class LocalRotation {
  readonly tasks: LocalTaskQueue;
  readonly waker: Platform['waker'];
  readonly #options: LocalRotationOptions;
  #functions: Functions | undefined;
  #schedule: RotationTimer | undefined;

  constructor(options: LocalRotationOptions) {
    const { folder, env, interactive, timer } = options;
    this.#options = options;
    this.tasks = new LocalTaskQueue({
      tasks: folder.taskTable,
      limits: {
        ...RETRIES,
        maxDispatchesPerSecond: env.directoryCallsPerSecond,
        maxConcurrentDispatches: env.directoryConcurrency,
      },
      timer,
      deliver: (task) => this.#deliver(task),
      pace: async () => paceAt(await folder.pace.read(), env.directoryCallsPerSecond, timer.now()),
      interactive: () => interactive.underWay,
      unexpected: (error) => {
        this.#unexpected(error);
      },
    });
    this.waker = queuedWaker(this.tasks, timer);
  }

  /** Goes on with the tasks of an earlier process, and has `rotation` look for what is due. */
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

  /** Begins nothing new; resolves when what was under way has ended. */
  async stop(): Promise<void> {
    await Promise.all([this.#schedule?.stop(), this.tasks.stop()]);
  }

  async #deliver({ target, path, body }: StoredTask): Promise<Delivered> {
    const answer = await this.#call(target, TASKS, path, body);
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
