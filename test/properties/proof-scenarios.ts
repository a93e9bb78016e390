import { bindInDoubt } from '../../functions/domain/passwords/bind-in-doubt';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { epochMs } from '../../functions/domain/time';
import { crowdUser } from '../fakes/crowd-google';
import { InvariantBroken } from '../fakes/late-google';
import { provingWorld } from '../fakes/proving-world';
import { School } from '../fakes/school';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const expectSame = (what: string, found: unknown, expected: unknown): void => {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new InvariantBroken(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
  }
};

/** While a candidate is open, nobody knows which password holds, and none is bound. */
async function doubtIsLeftAlone(): Promise<void> {
  const world = await provingWorld(2);
  await world.accounts.transact(crowdUser(1).id, (account) => {
    const { setAt: _, ciphertext, ...made } = account!.current!;
    const createdAt = epochMs(made.createdAt + HOUR);
    const candidate = { ...made, createdAt, version: 2, sent: true, refused: false } as const;
    return {
      write: {
        ...account!,
        candidates: [{ ...candidate, ciphertext: ciphertext!, purpose: 'set' }],
        lastVersion: 2,
        status: 'unconfirmed',
      },
      result: undefined,
    };
  });
  const runId = await world.start('prove', 'all');
  await world.tasks.pass(MINUTE);
  expectSame('doubtIsLeftAlone, binds', world.ldap.binds, [crowdUser(0).primaryEmail]);
  const run = await world.runs.read(runId);
  expectSame('doubtIsLeftAlone, skipped', run?.skippedBy, { 'in-progress': 1 });
}

/** Four refused binds of one user in an hour are the most, whoever asks for more. */
async function refusalsAreFew(): Promise<void> {
  const world = await provingWorld(1);
  world.ldap.matches = () => false;
  const [{ primaryEmail }] = [crowdUser(0)];
  for (let times = 0; times < 7; times += 1) {
    await world.start('prove', { userKeys: [primaryEmail] });
    await world.tasks.pass(5 * MINUTE);
  }
  expectSame('refusalsAreFew, binds', world.ldap.binds.length, 4);
}

/** A broken connection to Secure LDAP says nothing of any user. */
async function everybodysIsNobodys(): Promise<void> {
  const world = await provingWorld(5);
  world.ldap.failure = 'ldap-certificate';
  const runId = await world.start('prove', 'all');
  await world.tasks.pass(5 * MINUTE);
  const run = await world.runs.read(runId);
  expectSame('everybodysIsNobodys, counts', run?.counts.failed, 0);
  const known = world.all().filter(({ proof }) => proof !== undefined);
  expectSame('everybodysIsNobodys, proofs', known.length, 0);
}

/** The users whose passwords count as changed after the first `count` of ten were, and six hours of runs. */
async function driftedOf(count: number, hasWorked = true): Promise<readonly string[]> {
  const world = await provingWorld(10);
  if (hasWorked) await world.quarter();
  for (let number = 0; number < count; number += 1) {
    world.google.held.set(crowdUser(number).id, 'another one');
  }
  world.clock.advance(30 * 24 * HOUR);
  for (let quarter = 0; quarter < 24; quarter += 1) {
    const userKeys = [crowdUser(0).primaryEmail]; // no run of the schedule comes back soon to one that never worked
    if (!hasWorked && quarter % 2 === 0) await world.start('prove', { userKeys });
    await world.quarter();
  }
  return world
    .all()
    .filter(({ drift }) => drift)
    .map(({ userId }) => userId);
}

/** What was refused often enough is another one at Google, if it had worked. */
async function refusalsShowDrift(): Promise<void> {
  expectSame('refusalsShowDrift', await driftedOf(1), [crowdUser(0).id]);
  expectSame('refusalsShowDrift, without a proof before', await driftedOf(1, false), []);
}

/** Many refusals in a run are not the users’ own. */
async function manyRefusalsAreNobodys(): Promise<void> {
  expectSame('manyRefusalsAreNobodys', await driftedOf(6), []);
}

/** A run leaves to others what they need of Google's quota. */
async function schoolIsNotRefused(): Promise<void> {
  const world = await provingWorld(60);
  const school = new School(world.clock, 'at random');
  world.ldap.failureOf = () => (school.takesOurs() ? undefined : 'ldap-quota');
  await world.start('prove', 'all');
  await world.tasks.pass(HOUR);
  expectSame('schoolIsNotRefused, refused', school.own.refused + school.oursRefused, 0);
  expectSame('schoolIsNotRefused, binds', world.ldap.binds.length, 60);
}

/** After a lost reply, a bind that works is the confirmation: nothing is sent to Google again. */
async function boundIsNotSentAgain(): Promise<void> {
  const world = await provingWorld(1);
  const { google } = world;
  google.onSet = () => (google.calls.set === 1 ? 'reply-lost' : 'applied');
  const ports = { ...world.ports(), settleByBind: bindInDoubt(world.ports()) };
  const rotated = await rotatePassword(ports, crowdUser(0).primaryEmail);
  expectSame('boundIsNotSentAgain, rotated', rotated.kind, 'live');
  expectSame('boundIsNotSentAgain, binds', world.ldap.binds.length, 1);
  expectSame('boundIsNotSentAgain, sent', google.calls.set, 1);
}

const SCENARIOS = {
  doubtIsLeftAlone,
  refusalsAreFew,
  everybodysIsNobodys,
  refusalsShowDrift,
  manyRefusalsAreNobodys,
  schoolIsNotRefused,
  boundIsNotSentAgain,
};

/** The first guarantee of proofs that does not hold, or undefined. */
export async function failingProofScenario(): Promise<string | undefined> {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    try {
      await scenario();
    } catch (error) {
      return `${name}: ${String(error)}`;
    }
  }
  return undefined;
}
