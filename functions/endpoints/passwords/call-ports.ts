import { type LivePassword } from '../../domain/passwords/issue-password';
import { type CallPorts } from '../../domain/passwords/managed-user';
import { type EndpointRequest } from '../../http/endpoint';
import { changeAudit } from '../change-audit';
import { type PasswordsDependencies } from '../dependencies';

type Asking = Pick<EndpointRequest<unknown, unknown, unknown>, 'caller' | 'about' | 'requestId'>;

/** What one call stands on: who makes it, and where its changes are written down. */
export const callPorts = (
  { ports, log }: PasswordsDependencies,
  { caller, about, requestId }: Asking,
): CallPorts => ({
  ...ports,
  caller: caller.email,
  about,
  changed: changeAudit(log, requestId),
});

/** The audit line of a password that is told, before it is. */
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

/** As `auditRead`, where a new password was asked for: its own line says that its caller was told it. */
export function auditToldBeside(
  dependencies: PasswordsDependencies,
  asking: Asking,
  live: LivePassword,
): void {
  const isOwn = live.change !== 'none' && live.askedBy === asking.caller.email;
  if (!isOwn) auditRead(dependencies, asking, live);
}
