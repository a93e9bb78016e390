import { type Account } from '../../../functions/domain/account';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { readPassword } from '../../../functions/domain/passwords/read-password';
import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import {
  type SettleByBind,
  settledByBind,
} from '../../../functions/domain/passwords/settle-by-bind';
import { type SentTo } from '../../../functions/domain/passwords/send-candidate';
import { type Secret } from '../../../functions/domain/secret';
import { epochMs } from '../../../functions/domain/time';
import { type BindOutcome } from '../../../functions/ports/password-prover';
import { type BindBehaviour } from '../../fakes/late-binds';
import { ALICE } from '../../fakes/late-google';
import { PasswordWorld } from '../../properties/password-world';

/** 2026-01-01T00:00:00Z, when the world begins. */
const NOW = 1_767_225_600_000;
const ADDRESS = ALICE.primaryEmail;

let world: PasswordWorld;
beforeEach(() => {
  world = new PasswordWorld();
});

function withSecureLdap(...behaviours: BindBehaviour[]): void {
  world.connectSecureLdap(behaviours);
}

const account = (): Account | undefined => world.accounts.peek(ALICE.id);

/** How often Google got a password, and what was bound with. */
const calls = (): readonly [sent: number, bound: number] => [
  world.google.history.length - 1,
  world.binds.tried.length,
];

describe('after a lost reply', () => {
  test('a bind that works confirms the password, and it is not sent again', async () => {
    withSecureLdap('lagging');
    world.google.behave(['reply-lost']);
    const answer = await issuePassword(world.ports('issue'), ADDRESS);
    expect(answer).toMatchObject({ kind: 'live', change: 'issued', askedBy: 'issue' });
    expect(calls()).toStrictEqual([1, 1]);
    expect(world.binds.tried).toStrictEqual([world.google.held]);
    expect(account()).toMatchObject({ status: 'active', candidates: [], current: { version: 1 } });
    expect(world.accounts.events.map(({ type }) => type)).toStrictEqual(['password.issued']);
    expect(world.trail).toMatchObject([{ action: 'issued', version: 1, caller: 'issue' }]);
  });

  test('no different password is sent for 30 s, since that call may still arrive', async () => {
    withSecureLdap('lagging');
    world.google.behave(['reply-lost']);
    await issuePassword(world.ports('issue'), ADDRESS);
    expect(account()?.quarantineUntil).toBe(NOW + 30_000);
    expect(await rotatePassword(world.ports('rotate'), ADDRESS)).toStrictEqual({
      kind: 'outcome-unknown',
      retryAfterMs: 30_001,
      again: true,
    });
    expect(await readPassword(world.ports('read'), ADDRESS)).toMatchObject({ kind: 'live' });
  });

  test.each(['refused', 'silent'] as const)(
    'a bind that is %s changes nothing: the same password is sent again',
    async (behaviour) => {
      withSecureLdap(behaviour);
      world.google.behave(['reply-lost']);
      const answer = await issuePassword(world.ports('issue'), ADDRESS);
      expect(answer).toMatchObject({ kind: 'live' });
      expect(calls()).toStrictEqual([2, 1]);
      expect(world.google.taken.size).toBe(1);
    },
  );

  test('each lost reply is followed by one bind, and all stays as it is without one that works', async () => {
    withSecureLdap('refused', 'silent', 'refused');
    world.google.behave(['lost', 'lost', 'lost']);
    const answer = await issuePassword(world.ports('issue'), ADDRESS);
    expect(answer).toMatchObject({ kind: 'outcome-unknown' });
    expect(calls()).toStrictEqual([0, 3]);
    expect(account()).toMatchObject({
      status: 'unconfirmed',
      candidates: [{ version: 1, sent: true, refused: false }],
      lastFailure: { code: 'no-answer', attempts: 3 },
    });
  });

  test('a bind that is not made, for want of room, changes nothing', async () => {
    world.google.behave(['reply-lost']);
    const settleByBind: SettleByBind = () => Promise.resolve(undefined);
    const answer = await issuePassword({ ...world.ports('issue'), settleByBind }, ADDRESS);
    expect(answer).toMatchObject({ kind: 'live' });
    expect(calls()).toStrictEqual([2, 0]);
  });
});

test.each(['answered', 'refused', 'busy'] as const)(
  'a reply that is %s needs no bind',
  async (behaviour) => {
    withSecureLdap();
    world.google.behave([behaviour]);
    await issuePassword(world.ports('issue'), ADDRESS);
    expect(world.binds.tried).toStrictEqual([]);
  },
);

test('a scramble is never bound with', async () => {
  withSecureLdap();
  await issuePassword(world.ports('issue'), ADDRESS);
  world.google.behave(['reply-lost', 'reply-lost']);
  await revokePassword(world.ports('revoke'), ADDRESS);
  expect(account()?.status).toBe('revoked');
  expect(world.binds.tried).toStrictEqual([]);
});

describe('the bind', () => {
  type Asked = { user: SentTo; password: Secret; withinMs: number };
  const LOST = { kind: 'unknown', failure: { code: 'no-answer' } } as const;

  /** What is asked of Secure LDAP when a lease has so much left, and the outcome. */
  async function settle(leaseLeftMs: number): Promise<readonly [Asked[], unknown]> {
    const { claim, password } = await claimed(leaseLeftMs);
    const asked: Asked[] = [];
    const settleByBind: SettleByBind = (user, given, withinMs) => {
      asked.push({ user, password: given, withinMs });
      return Promise.resolve<BindOutcome>({ result: 'works' });
    };
    const ports = { clock: world.clock, settleByBind };
    return [asked, await settledByBind(ports, ALICE, { claim, password }, LOST)];
  }

  async function claimed(leaseLeftMs: number) {
    const issued = await issuePassword(world.ports('issue'), ADDRESS);
    if (issued.kind !== 'live') throw new Error(issued.kind);
    const { ciphertext, createdAt } = issued.account.current;
    const made = { version: 1, createdAt, sent: false, refused: false } as const;
    const candidate = { ...made, ciphertext: ciphertext! };
    return {
      password: issued.password,
      claim: {
        kind: 'claimed',
        holder: 'claim-1',
        candidate: { ...candidate, purpose: 'set' },
        leaseUntil: epochMs(NOW + leaseLeftMs),
        account: issued.account,
      } as const,
    };
  }

  test('is for the user of the look-up, with the candidate, within 2 s', async () => {
    const [asked, outcome] = await settle(2_000);
    const told = asked.map(({ user, password, withinMs }) => [user, password.reveal(), withinMs]);
    expect(told).toStrictEqual([[ALICE, world.google.held, 2_000]]);
    expect(outcome).toStrictEqual({ kind: 'applied', byBind: true });
  });

  test('is not made unless all of it fits into the lease', async () => {
    expect(await settle(1_999)).toStrictEqual([[], LOST]);
  });
});
