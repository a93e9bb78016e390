import { type Fault, type FaultRule } from '../../local/workspace/fault';
import { Killed } from '../crash/kill-switch';
import { put } from '../endpoints/configuration/calls';
import { Rotating } from '../endpoints/rotation/rotating';
import { callAs } from './storm-calls';
import { StormGoogle, type WorkspaceName } from './storm-google';
import { type StormCall, StormJudge } from './storm-judge';
import { type Befalls, type Person, StormPeople } from './storm-people';
import { StormTrail } from './storm-trail';

export const FAULTS = ['lost-reply', 'lost-request', 'error-after-effect', 'late'] as const;

export type Step =
  | { readonly kind: 'calls'; readonly calls: readonly StormCall[] }
  | { readonly kind: 'befalls'; readonly person: number; readonly what: Befalls }
  | { readonly kind: 'connect'; readonly to: WorkspaceName | 'none' }
  | { readonly kind: 'forget-other' }
  | { readonly kind: 'run'; readonly path: '/v1/rotations' | '/v1/issuances' }
  | { readonly kind: 'tick' }
  | { readonly kind: 'fault'; readonly fault: (typeof FAULTS)[number]; readonly times: number }
  /** 400 to a look-up, which does not show whether the user exists. */
  | { readonly kind: 'no-answer'; readonly times: number }
  /** The n-th write from now on kills the process, before or after it is written. */
  | { readonly kind: 'kill'; readonly write: number; readonly when: 'before' | 'after' }
  | { readonly kind: 'wait'; readonly ms: number };

const CUSTOMERS = { first: 'C03simu1a', other: 'C0other01' } as const;
const GONE_MS = 22 * 86_400_000;

/**
 * The whole service with two Workspaces, of which one is connected. The invariants are checked after each
 * step.
 */
export class StormWorld {
  readonly google: StormGoogle;
  readonly people: StormPeople;
  readonly judge: StormJudge;
  kills = 0;
  readonly #rotating: Rotating;
  #killIn = 0;
  #killWhen: 'before' | 'after' = 'before';

  private constructor(rotating: Rotating) {
    this.#rotating = rotating;
    const { service } = rotating;
    this.google = new StormGoogle(service);
    this.people = new StormPeople(this.google, service.clock);
    const trail = new StormTrail(service.lines, this.google);
    const { platform } = service;
    this.judge = new StormJudge(this.google, this.people, { trail, platform });
    this.#makeMortal();
  }

  static async open(): Promise<StormWorld> {
    const firstWave = { size: 0, stopAtFailedShare: 1 };
    return new StormWorld(await Rotating.open({ firstWave, periodDays: 10 }));
  }

  close(): void {
    this.google.close();
    this.#rotating.close();
  }

  async take(step: Step): Promise<void> {
    await this.#play(step);
    await this.google.land();
    await this.judge.check();
  }

  /**
   * All faults end, what can be undone is undone, and every account in doubt is settled, in both Workspaces.
   */
  async settle(): Promise<void> {
    this.#killIn = 0;
    this.google.makeLate(0);
    await this.#wait(30_000);
    await this.google.land();
    this.people.calm();
    for (const workspace of ['other', 'first'] as const) {
      await this.#connect(workspace);
      await this.#wait(2 * 3_600_000);
      for (const person of this.people.of(workspace)) await this.#settle(person);
    }
    await this.judge.checkSettled(this.kills);
  }

  async #play(step: Step): Promise<void> {
    switch (step.kind) {
      case 'calls':
        return this.#call(step.calls);
      case 'befalls': {
        this.people.befall(this.people.all[step.person]!, step.what);
        return;
      }
      case 'connect':
        return this.#connect(step.to);
      case 'forget-other': {
        const customer = CUSTOMERS[this.google.connected === 'first' ? 'other' : 'first'];
        await this.#rotating.ask('delete', `/v1/accounts?customerId=${customer}`);
        return;
      }
      case 'run': {
        const userKeys = this.people.all.map(({ address }) => address);
        await this.#rotating.ask('post', step.path, { scope: { userKeys } });
        return this.#wait(1_000);
      }
      case 'tick':
        await this.#rotating.tick();
        return this.#wait(900_000);
      case 'fault': {
        this.#fault(step.fault, step.times);
        return;
      }
      case 'no-answer': {
        this.#rule(['users.get'], { kind: 'error', status: 400 }, step.times);
        return;
      }
      case 'kill':
        this.#killIn = step.write;
        this.#killWhen = step.when;
        return;
      case 'wait':
        return this.#wait(step.ms);
    }
  }

  /** One call, or two at once. Each answer is judged. */
  async #call(calls: readonly StormCall[]): Promise<void> {
    const judges = calls.map((asked) => this.judge.begin(asked));
    const answers = await Promise.all(
      calls.map(({ call, byId, workspace, person: index }) => {
        const person = this.people.of(workspace)[index]!;
        return callAs(this.#rotating.passwords, call, byId ? person.id : person.address);
      }),
    );
    for (const [index, judge] of judges.entries()) judge(answers[index]!);
  }

  async #settle({ id, address, deleted, workspace }: Person): Promise<void> {
    const person = this.people.of(workspace).findIndex((one) => one.id === id);
    const by = { workspace, person, byId: true };
    await this.#call([{ ...by, call: deleted ? 'revoke' : 'read' }]);
    if (deleted === undefined) return;
    await this.#wait(GONE_MS);
    const answer = await callAs(this.#rotating.passwords, 'revoke', id);
    expect([`${address} 204`, `${address} 404`]).toContain(`${address} ${answer.status}`);
  }

  async #connect(to: WorkspaceName | 'none'): Promise<void> {
    for (const { wire } of Object.values(this.google.workspaces)) wire.faults.set([]);
    const { configuration } = this.#rotating;
    const killIn = this.#killIn;
    this.#killIn = 0;
    if (to === 'none') {
      await this.#rotating.ask('delete', '/v1/configuration');
      this.google.isConnected = false;
    } else {
      this.google.connected = to;
      this.google.isConnected = true;
      const { adminUsername } = this.google.current;
      const serviceAccountKey = this.google.current.keyFile();
      await put(configuration, { adminUsername, serviceAccountKey }).expect(200);
    }
    this.#killIn = killIn;
  }

  async #wait(ms: number): Promise<void> {
    await this.#rotating.queue.pass(ms);
  }

  #fault(fault: (typeof FAULTS)[number], times: number): void {
    if (fault === 'late') this.google.makeLate(times);
    else if (fault === 'error-after-effect') {
      this.#rule(['users.update'], { kind: fault, status: 503 }, times);
    } else this.#rule(['users.update'], { kind: fault }, times);
  }

  #rule(operations: FaultRule['operations'], fault: Fault, times: number): void {
    this.google.current.wire.faults.set([{ operations, times, fault }]);
  }

  #makeMortal(): void {
    const { accounts } = this.#rotating.service.platform;
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
  }
}
