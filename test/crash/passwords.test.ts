import { forgetOutlived } from '../../functions/domain/passwords/forget-outlived';
import { forgetPassword } from '../../functions/domain/passwords/forget-password';
import { issuePassword } from '../../functions/domain/passwords/issue-password';
import { type CallPorts } from '../../functions/domain/passwords/managed-user';
import { readPassword } from '../../functions/domain/passwords/read-password';
import { revokePassword } from '../../functions/domain/passwords/revoke-password';
import { rotatePassword } from '../../functions/domain/passwords/rotate-password';
import { type SettleByBind } from '../../functions/domain/passwords/settle-by-bind';
import { BIND_BEHAVIOURS, type BindBehaviour } from '../fakes/late-binds';
import { ALICE, type Behaviour } from '../fakes/late-google';
import { type Operation, PasswordWorld, run } from '../properties/password-world';
import { killAt, Killed, type KillPlan } from './kill-switch';

const domain = {
  forgetOutlived,
  forgetPassword,
  issuePassword,
  readPassword,
  revokePassword,
  rotatePassword,
};

/** The number of port calls of each operation when nothing goes wrong. */
const CALLS = { issue: 6, rotate: 6, revoke: 6 } as const;

/** The call that sends the password to Google: it follows look-up, read, encryption and claim. */
const SENDING = 5;

/** The calls after a lost reply, with Secure LDAP: the bind, and the record of its outcome. */
const CALLS_WITH_BIND = 7;

type Case = {
  operation: keyof typeof CALLS;
  killed: number;
  when: KillPlan['when'];
  behaviour: Behaviour;
  /** What the bind after a lost reply answers; without it Secure LDAP is not connected. */
  bind: BindBehaviour | 'none';
};

const killsOf = (calls: number): readonly Pick<Case, 'killed' | 'when'>[] =>
  Array.from({ length: calls }, (_, index) => index + 1).flatMap((killed) =>
    (['before', 'after'] as const).map((when) => ({ killed, when })),
  );

const cases: Case[] = [
  ...(['issue', 'rotate', 'revoke'] as const).flatMap((operation) =>
    killsOf(CALLS[operation]).flatMap((kill) =>
      (['answered', 'reply-lost', 'late', 'refused'] as const).map((behaviour) => ({
        ...kill,
        operation,
        behaviour,
        bind: 'none' as const,
      })),
    ),
  ),
  ...(['issue', 'rotate'] as const).flatMap((operation) =>
    killsOf(CALLS_WITH_BIND).flatMap((kill) =>
      (['reply-lost', 'late'] as const).flatMap((behaviour) =>
        BIND_BEHAVIOURS.map((bind) => ({ ...kill, operation, behaviour, bind })),
      ),
    ),
  ),
];

function killable(world: PasswordWorld, plan: KillPlan, caller?: string): CallPorts {
  const ports = world.ports(caller);
  const google = killAt(world.google, plan);
  return {
    ...ports,
    accounts: killAt(ports.accounts, plan),
    cipher: killAt(ports.cipher, plan),
    directory: { connect: () => Promise.resolve({ kind: 'ok', value: google }) },
    ...(ports.settleByBind ? { settleByBind: killableBind(world, plan) } : {}),
  };
}

function killableBind(world: PasswordWorld, plan: KillPlan): SettleByBind {
  const binds = killAt(world.binds, plan);
  return (_, password) => binds.bind(password);
}

/** An account with a confirmed password. For `issue`, an account without one. */
async function worldFor(operation: Operation): Promise<PasswordWorld> {
  const world = new PasswordWorld();
  if (operation !== 'issue') await issuePassword(world.ports('issue'), ALICE.primaryEmail);
  world.check();
  return world;
}

describe('a process that dies at any call loses no password', () => {
  test.each(cases)(
    '$operation, killed $when call $killed, Google $behaviour, bind $bind',
    async ({ operation, killed, when, behaviour, bind }) => {
      const world = await worldFor(operation);
      if (bind !== 'none') world.connectSecureLdap([bind]);
      world.google.behave([behaviour]);
      const plan = { calls: 0, killAt: killed, when };
      await run(domain, operation, killable(world, plan, operation)).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      world.check();

      if (killed === SENDING && when === 'after') world.google.orphanLast();

      // Others call after the dead process's lease has expired, while its call may still arrive.
      world.clock.advance(25_001);
      const during = await run(domain, operation, world.ports(operation));
      world.check();
      world.clock.advance(60_000);
      await run(domain, operation, world.ports(operation));
      world.check();
      world.clock.advance(100_000);
      world.check();

      const after = await run(domain, operation, world.ports(operation));
      world.check();
      world.checkTrail(true);
      const account = world.accounts.peek(ALICE.id);
      expect(account?.candidates).toStrictEqual([]);
      expect(account?.lease).toBeUndefined();
      if (operation === 'revoke') {
        expect([during, after]).toContainEqual(expect.objectContaining({ kind: 'revoked' }));
        expect(account?.status).toBe('revoked');
      } else {
        const read = await readPassword(world.ports(), ALICE.primaryEmail);
        expect(read.kind === 'live' ? read.password.reveal() : read).toBe(world.google.held);
      }
    },
  );

  test.each(Object.entries(CALLS))('an undisturbed %s makes %d calls', async (name, calls) => {
    const operation = name as keyof typeof CALLS;
    const world = await worldFor(operation);
    const plan = { calls: 0, killAt: 0, when: 'before' as const };
    await run(domain, operation, killable(world, plan));
    expect(plan.calls).toBe(calls);
  });

  test('a lost reply that a bind settles makes one call more', async () => {
    const world = await worldFor('rotate');
    world.connectSecureLdap(['lagging']);
    world.google.behave(['reply-lost']);
    const plan = { calls: 0, killAt: 0, when: 'before' as const };
    await run(domain, 'rotate', killable(world, plan));
    expect(plan.calls).toBe(CALLS_WITH_BIND);
  });
});
