import { type Directory } from '../../ports/directory';
import { type GoogleFailure } from '../google-failure';
import { type OwnConnection } from './configuration';
import { before, type Finding, linkOf, linksOf } from './finding';

/**
 * What Google's directory shows of a service account that acts as itself and has a token. `role`: Google lists
 * users of the given customer, and they belong to it. `users`: one of them can be looked up. The listing may be
 * empty: Google knows the customer then, and nobody there can be looked up.
 */
export async function ownFinding(
  directory: Directory,
  connection: OwnConnection,
): Promise<Finding> {
  const listed = await directory.listUsers({ limit: 1 });
  if (listed.kind === 'failed') {
    const failure = roleFailure(listed.failure);
    const link = linkOf(failure, connection) ?? 'api';
    return { ok: before(link, connection), broken: { link, failure } };
  }
  const { customerId } = connection;
  const [user] = listed.value.users;
  const found = user && (await directory.findUser(user.id));
  if (found?.kind !== 'failed' || found.failure.code === 'user-not-found') {
    return { customerId, ok: linksOf(connection) };
  }
  const failure = roleFailure(found.failure);
  const known = failure.code === 'role-missing' ? 'users' : linkOf(failure, connection);
  const link = known ?? 'users';
  return { customerId, ok: before(link, connection), broken: { link, failure } };
}

/** A listing names no user and nothing else that could be wrong than the customer. */
function roleFailure(failure: GoogleFailure): GoogleFailure {
  const { code, httpStatus } = failure;
  if (code === 'not-authorized') return { ...failure, code: 'role-missing' };
  const isUnknown = code === 'input-refused' || (code === 'domain-refused' && httpStatus === 404);
  return isUnknown ? { ...failure, code: 'customer-unknown' } : failure;
}
