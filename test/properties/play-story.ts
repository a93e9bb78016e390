import { Killed, type KillPlan } from '../crash/kill-switch';
import { type PasswordDomain, PasswordWorld, run } from './password-world';
import { settle } from './settle';
import { INTERLUDES, type Story, type StoryStep } from './stories';
import { isBefalls, ToldOnlyLive } from './told-only-live';
import { watched } from './watched-ports';

/** A deviation from the story: at its n-th port call a process dies, or others act. */
export type Twist =
  | { readonly at: number; readonly dies: 'before' | 'after' }
  | { readonly at: number; readonly interlude: Story };

/** Plays a story, checks after each step, and settles. Returns the number of port calls. */
async function playStory(domain: PasswordDomain, story: Story, twist?: Twist): Promise<number> {
  const player = new StoryPlayer(domain, twist);
  for (const step of story) await player.step(step);
  await settle(domain, player.world);
  player.world.checkTrail(twist !== undefined);
  return player.calls;
}

class StoryPlayer {
  readonly world = new PasswordWorld();
  readonly #told = new ToldOnlyLive(this.world);
  readonly #domain: PasswordDomain;
  readonly #twist: Twist | undefined;
  readonly #plan: KillPlan;
  #calls = 0;
  #isInterlude = false;

  constructor(domain: PasswordDomain, twist: Twist | undefined) {
    this.#domain = domain;
    this.#twist = twist;
    this.#plan =
      twist && 'dies' in twist
        ? { calls: 0, killAt: twist.at, when: twist.dies }
        : { calls: 0, killAt: 0, when: 'before' };
  }

  get calls(): number {
    return Math.max(this.#calls, this.#plan.calls);
  }

  async step(step: StoryStep): Promise<void> {
    const { google, clock } = this.world;
    if (typeof step === 'object') {
      if ('waitMs' in step) clock.advance(step.waitMs);
      else google.behave([step.google]);
    } else if (step === 'a late call arrives') google.landOne();
    else if (step === 'the policy keeps passwords for an hour') this.world.retain();
    else if (isBefalls(step)) this.#told.befall(step);
    else await this.#call(step);
    this.world.check();
  }

  async #call(operation: Parameters<typeof run>[1]): Promise<void> {
    const plan = this.#isInterlude ? { calls: 0, killAt: 0, when: 'before' as const } : this.#plan;
    const ports = watched(this.world, () => this.#turn(), plan, { skewMs: 0, operation });
    const judge = this.#told.begin(operation);
    try {
      judge(await run(this.#domain, operation, ports));
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }

  async #turn(): Promise<void> {
    if (this.#isInterlude) return;
    this.#calls += 1;
    const twist = this.#twist;
    if (twist === undefined || 'dies' in twist || twist.at !== this.#calls) return;
    this.#isInterlude = true;
    for (const step of twist.interlude) await this.step(step);
    this.#isInterlude = false;
  }
}

/**
 * Plays a story with every twist. Returns the first twist that fails and its error, or undefined if none
 * fails.
 */
export async function failingTwist(
  domain: PasswordDomain,
  story: Story,
): Promise<string | undefined> {
  const calls = await playStory(domain, story).catch(String);
  if (typeof calls === 'string') return calls;
  for (let at = 1; at <= calls; at += 1) {
    for (const [twist, how] of twistsAt(at)) {
      const failed = await playStory(domain, story, twist).catch(String);
      if (typeof failed === 'string') return `at call ${at} ${how}: ${failed}`;
    }
  }
  return undefined;
}

const twistsAt = (at: number): readonly (readonly [Twist, string])[] => [
  [{ at, dies: 'before' }, 'dies before it'],
  [{ at, dies: 'after' }, 'dies after it'],
  ...Object.entries(INTERLUDES).map(
    ([how, interlude]) => [{ at, interlude }, `the user ${how}`] as const,
  ),
];
