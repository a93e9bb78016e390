import { type LivePassword } from '../../domain/passwords/issue-password';
import { type CallPorts } from '../../domain/passwords/managed-user';
import { type Proved } from '../../domain/passwords/prove-password';
import { type EndpointRequest } from '../../http/endpoint';
import { changeAudit } from '../change-audit';
import { type PasswordsDependencies } from '../dependencies';

type Asking = Pick<EndpointRequest<unknown, unknown, unknown>, 'caller' | 'about' | 'requestId'>;

/** The ports of one call: they include its caller and the audit log of its changes. */
export const callPorts = (
  { ports, log }: PasswordsDependencies,
  { caller, about, requestId }: Asking,
): CallPorts => ({
  ...ports,
  caller: caller.email,
  about,
  changed: changeAudit(log, requestId),
});

/** Writes the audit line before a password is returned. */
export function auditRead(
  { log }: PasswordsDependencies,
  { caller, requestId }: Asking,
  { account }: LivePassword,
): void {
  log.passwordAudit({
    action: 'read',
    userId: account.userId,
    version: account.current.version,
    caller: caller.email,
    requestId,
  });
}

/**
 * Like `auditRead`, for a call that requested a new password. If this caller requested the change, the
 * audit line of the change already covers it.
 */
export function auditToldBeside(
  dependencies: PasswordsDependencies,
  asking: Asking,
  live: LivePassword,
): void {
  const isOwn = live.change !== 'none' && live.askedBy === asking.caller.email;
  if (!isOwn) auditRead(dependencies, asking, live);
}

/** Writes the audit line before the result of a proof is returned. */
export function auditProof(
  { log }: PasswordsDependencies,
  { caller, requestId }: Asking,
  { userId, proof }: Proved,
): void {
  log.passwordAudit({
    action: 'proved',
    userId,
    version: proof.version,
    result: proof.result,
    caller: caller.email,
    requestId,
  });
}
