import { forgetAccount } from './forget-step';
import { type CallPorts } from './managed-user';
import { nameUser } from './name-user';
import { type PasswordFailure } from './password-failure';
import { type Revoked } from './revoke-password';

/**
 * Forgets a user's password here and leaves Google unchanged. This is for a user who became an administrator,
 * or whom Google no longer lets this service change. Nobody can look up the password that Google then holds.
 * If the key is an id, Google is not called.
 */
export async function forgetPassword(
  ports: CallPorts,
  userKey: string,
): Promise<Revoked | PasswordFailure> {
  const named = await nameUser(ports, userKey);
  if (named.kind !== 'named') return named;
  const { userId } = named;
  const result = await forgetAccount(ports, userId, {
    action: 'forgotten',
    instead: () => undefined,
  });
  return result.kind === 'forgotten' ? { ...result, kind: 'revoked', userId } : result;
}
