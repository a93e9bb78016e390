import request from 'supertest';
import { type Fault } from '../../local/workspace/fault';
import { digestMatches } from '../../local/workspace/password-digest';
import { Killed } from '../crash/kill-switch';
import { MANAGER } from '../endpoints/configuration/calls';
import { Rotating } from '../endpoints/rotation/rotating';
import { asCaller } from '../fakes/iam-caller';

export const CALLS = ['issue', 'read', 'activesync', 'rotate', 'revoke'] as const;
export type Call = (typeof CALLS)[number];
export const FAULTS = ['lost-reply', 'lost-request', 'error-after-effect'] as const;

export type Step =
  | { readonly kind: 'call'; readonly call: Call; readonly user: string }
  | { readonly kind: 'run'; readonly path: '/v1/rotations' | '/v1/issuances' }
  | { readonly kind: 'fault'; readonly fault: (typeof FAULTS)[number]; readonly times: number }
  /** The n-th write from then on dies, before or after it is written. */
  | { readonly kind: 'kill'; readonly write: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'wait'; readonly ms: number };

export type Line = Readonly<{
  message: string;
  action: string;
  userId: string;
  version: number;
  caller: string;
  time: string;
  unconfirmed?: true;
}>;

type Made = { readonly userId: string; readonly version: number; readonly text: string };
const keyOf = ({ userId, version }: Pick<Made, 'userId' | 'version'>): string =>
  `${userId} ${version}`;

/** Who may have asked for what, if each call is made under its own name. */
const ASKS: Readonly<Record<string, readonly string[]>> = {
  issued: ['issue@example.com', MANAGER],
  rotated: ['rotate@example.com', MANAGER],
  revoked: ['revoke@example.com'],
};

/** The whole service, with its audit trail and, beside it, what Google really took on. */
export class TrailWorld {
  readonly rotating: Rotating;
  /** Every password that Google ever held, however it came about. */
  readonly taken = new Set<string>();
  kills = 0;
  readonly #made: Made[] = [];
  #killIn = 0;
  #killWhen: 'before' | 'after' = 'before';

  private constructor(rotating: Rotating) {
    this.rotating = rotating;
    const { platform, workspace } = rotating.service;
    const { cipher, accounts } = platform;
    const encrypt = cipher.encrypt.bind(cipher);
    const recording: typeof cipher.encrypt = (password, context) => {
      this.#made.push({ ...context, text: password.reveal() });
      return encrypt(password, context);
    };
    Object.assign(cipher, { encrypt: recording });
    const transact = accounts.transact.bind(accounts);
    const mortal: typeof transact = async (...given) => {
      const dies = this.#killIn > 0 && (this.#killIn -= 1) === 0;
      if (dies) this.kills += 1;
      if (dies && this.#killWhen === 'before') throw new Killed('before transact');
      const result = await transact(...given);
      if (dies) throw new Killed('after transact');
      return result;
    };
    Object.assign(accounts, { transact: mortal });
    const { state } = workspace.google;
    const putUser = state.putUser.bind(state);
    const watched: typeof putUser = (user) => {
      putUser(user);
      const held = this.#made.filter(
        ({ userId, text }) => userId === user.id && digestMatches(user.password, text),
      );
      for (const made of held) this.taken.add(keyOf(made));
    };
    Object.assign(state, { putUser: watched });
  }

  static async open(): Promise<TrailWorld> {
    return new TrailWorld(await Rotating.open({ firstWave: { size: 0, stopAtFailedShare: 1 } }));
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'call':
        return this.call(step.call, step.user);
      case 'run':
        await this.rotating.ask('post', step.path, { scope: { userKeys: ['bob@example.com'] } });
        await this.rotating.queue.pass(1_000);
        return;
      case 'fault':
        this.rotating.faults({
          operations: ['users.update'],
          times: step.times,
          fault: (step.fault === 'error-after-effect'
            ? { kind: step.fault, status: 503 }
            : { kind: step.fault }) satisfies Fault,
        });
        return;
      case 'kill':
        this.#killIn = step.write;
        this.#killWhen = step.when;
        return;
      case 'wait':
        await this.rotating.queue.pass(step.ms);
    }
  }

  /** A call under its own name; whoever is told a password has exactly one line that says so. */
  async call(call: Call, user: string): Promise<void> {
    const email = `${call}@example.com`;
    const before = this.#lines().length;
    const path = `/v1/users/${user}/${call === 'activesync' ? call : 'password'}`;
    const sent = request(this.rotating.passwords);
    const asked = {
      issue: () => sent.put(path),
      read: () => sent.get(path),
      activesync: () => sent.get(path),
      rotate: () => sent.post(`${path}/rotation`),
      revoke: () => sent.delete(path),
    }[call]();
    const answer = await asked.set(asCaller({ email }));
    const since = this.#lines().slice(before);
    const told = since.filter(({ action, caller }) => caller === email && action !== 'revoked');
    const reads = since.filter(({ action }) => action === 'read');
    const hasPassword = (answer.body as { password?: string }).password !== undefined;
    if (hasPassword) {
      const { version = 0 } = answer.body as { version?: number };
      const ofIt = told.filter((line) => version === 0 || line.version === version);
      expect(ofIt).toHaveLength(1);
    } else expect(reads).toHaveLength(0);
  }

  /** All faults end, and everybody who is in doubt is settled. */
  async settle(users: readonly string[]): Promise<void> {
    this.#killIn = 0;
    this.rotating.faults();
    await this.rotating.queue.pass(2 * 3_600_000);
    for (const user of users) await this.call('read', user);
  }

  check(): void {
    const changes = this.#lines().filter(({ action }) => action !== 'read');
    const told = changes.map(keyOf);
    for (const key of this.taken) expect(told).toContain(key);
    expect(told.length - new Set(told).size).toBeLessThanOrEqual(this.kills);
    for (const line of changes) {
      if (!line.unconfirmed) expect([...this.taken]).toContain(keyOf(line));
      expect(ASKS[line.action]).toContain(line.caller);
      expect(line.time).toMatch(/^2026-\d\d-\d\dT/);
    }
  }

  #lines(): readonly Line[] {
    return this.rotating.service.lines
      .filter((line) => line.includes('"message":"password-audit"'))
      .map((line) => JSON.parse(line) as Line);
  }
}
