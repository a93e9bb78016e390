import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { OutsideGoogle, OUTSIDE_KEY_FILE } from '../start/outside-google';
import { PasswordClient } from '../start/password-client';
import { ServiceProcess } from '../start/service-process';

export type Run = { readonly state: string; readonly done: number; readonly finishedAt?: string };

/** `npm start` in its own process, connected to a Google that this project did not make. */
export class OutsideDomain {
  readonly google: OutsideGoogle;
  readonly users: readonly string[];
  service!: ServiceProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'outside-'));
  #env: Record<string, string> = {};

  private constructor(users: number) {
    this.google = new OutsideGoogle(users);
    this.users = Array.from({ length: users }, (_, index) => `user${index}@outside.example`);
  }

  /** A domain with this many users, each with an issued password. */
  static async of(users: number, env: Record<string, string> = {}): Promise<OutsideDomain> {
    const domain = new OutsideDomain(users);
    const url = await domain.google.listen();
    domain.#env = {
      ...env,
      LOCAL_DATA_DIR: domain.#folder,
      GOOGLE_TOKEN_URL: `${url}/token`,
      GOOGLE_ADMIN_ROOT_URL: url,
    };
    await domain.start();
    const state = await domain.client.configure('admin@outside.example', OUTSIDE_KEY_FILE);
    if (state !== 'ok') throw new Error(`The verification is ${state}.`);
    const waiting = [...domain.users];
    const worker = async (): Promise<void> => {
      for (let user = waiting.pop(); user; user = waiting.pop()) await domain.client.issue(user);
    };
    await Promise.all(Array.from({ length: 20 }, worker));
    return domain;
  }

  async start(): Promise<void> {
    this.service = await ServiceProcess.start(this.#env);
  }

  get client(): PasswordClient {
    return new PasswordClient(this.service.url);
  }

  /** Requests a rotation of all users. Returns the run's id. */
  async rotateAll(): Promise<string> {
    const { body } = await this.call('POST', '/v1/rotations', { scope: 'all' });
    return (body as { runId: string }).runId;
  }

  async call(
    method: string,
    path: string,
    sent?: object,
  ): Promise<{ status: number; body: unknown }> {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) };
    const response = await fetch(`${this.service.url}${path}`, { method, ...(sent ? json : {}) });
    return { status: response.status, body: await response.json() };
  }

  /** Polls every second until the run has ended. Returns the run. */
  async ended(runId: string, withinMs: number): Promise<Run> {
    const until = Date.now() + withinMs;
    for (;;) {
      const run = (await this.call('GET', `/v1/runs/${runId}`)).body as Run;
      if (run.finishedAt !== undefined) return run;
      if (Date.now() > until) throw new Error(`The run goes on and on: ${JSON.stringify(run)}`);
      await setTimeout(1_000); // a real process: there is no clock to move
    }
  }

  async close(): Promise<void> {
    await this.service.kill();
    this.google.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
