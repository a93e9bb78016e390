import { Secret } from '../../functions/domain/secret';
import { ALICE, InvariantBroken } from '../fakes/late-google';
import { type PasswordDomain, type PasswordWorld, run } from './password-world';

/** I4: after kills and losses end, one more call settles everything, and the password is live. */
export async function settle(domain: PasswordDomain, world: PasswordWorld): Promise<void> {
  world.google.behave([]);
  world.google.restore();
  world.google.promote(false);
  world.connected = { workspace: 'own', at: world.clock.now() };
  world.clock.advance(1_300_000);
  world.check();
  if (world.google.isDeleted) return forgetGone(domain, world);
  const result = await told(domain, world);
  world.check();
  const account = world.accounts.peek(ALICE.id);
  const password = result.kind === 'live' ? result.password : new Secret('nothing');
  if (account?.candidates.length !== 0 || password.reveal() !== world.google.held) {
    throw new InvariantBroken('I4: a retry did not end with the live password');
  }
}

/** A password whose stored copy was destroyed is told again after the next rotation. */
async function told(
  domain: PasswordDomain,
  world: PasswordWorld,
): ReturnType<PasswordDomain['issuePassword']> {
  const result = await domain.issuePassword(world.ports('issue'), ALICE.primaryEmail);
  world.check();
  if (result.kind !== 'retention-over') return result;
  return domain.rotatePassword(world.ports('rotate'), ALICE.primaryEmail);
}

/** I4 for a user whom nobody can restore: what is left of the password can be forgotten. */
async function forgetGone(domain: PasswordDomain, world: PasswordWorld): Promise<void> {
  // For an account issued before the Workspace was verified, it is unknown whether this Workspace deleted the
  // user.
  const isUnbound = world.accounts.peek(ALICE.id)?.customerId === null;
  const operation = isUnbound ? 'forget' : 'revoke-by-id';
  await run(domain, operation, world.ports(operation));
  world.clock.advance(1_900_800_000); // 22 days
  await run(domain, operation, world.ports(operation));
  const account = world.accounts.peek(ALICE.id);
  if (account?.current || (account?.candidates.length ?? 0) > 0) {
    throw new InvariantBroken('I4: a password of somebody gone was not forgotten');
  }
}
