import { type Directory } from '../../ports/directory';
import { type GoogleFailure, type GoogleFailureCode } from '../google-failure';
import { type DirectoryUser } from '../user';
import { type OwnConnection } from './configuration';
import { before, type Finding, linkOf, linksOf } from './finding';

/**
 * What Google's directory shows of a service account that acts as itself and has a token. `role`: Google lists
 * users of the given customer, and they belong to it. `users`: one of the first can be looked up. The listing may be
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
  const notShown = await lookUp(directory, listed.value.users);
  if (notShown === undefined) return { customerId, ok: linksOf(connection) };
  const failure = roleFailure(notShown);
  const known = failure.code === 'role-missing' ? 'users' : linkOf(failure, connection);
  const link = known ?? 'users';
  return { customerId, ok: before(link, connection), broken: { link, failure } };
}

/** So many users are looked up at most: a refusal may be one user's own. */
const LOOKED_UP = 10;

/** Answers about one user: Google shows users to who gets them. */
const OF_ONE_USER: ReadonlySet<GoogleFailureCode> = new Set([
  'user-not-found',
  'user-not-ready',
  'user-busy',
]);

/** Why none of the users can be looked up; undefined: one can, or there are none. */
async function lookUp(
  directory: Directory,
  [first]: readonly DirectoryUser[],
): Promise<GoogleFailure | undefined> {
  const refused = first && (await notShownBecause(directory, first));
  if (refused?.code !== 'not-authorized') return refused;
  const more = await directory.listUsers({ limit: LOOKED_UP });
  if (more.kind === 'failed') return more.failure;
  for (const user of more.value.users.filter(({ id }) => id !== first?.id)) {
    const failure = await notShownBecause(directory, user);
    if (failure?.code !== 'not-authorized') return failure;
  }
  return refused;
}

async function notShownBecause(
  directory: Directory,
  { id }: DirectoryUser,
): Promise<GoogleFailure | undefined> {
  const found = await directory.findUser(id);
  return found.kind === 'ok' || OF_ONE_USER.has(found.failure.code) ? undefined : found.failure;
}

/** A listing names no user and nothing else that could be wrong than the customer. */
function roleFailure(failure: GoogleFailure): GoogleFailure {
  const { code, httpStatus } = failure;
  if (code === 'not-authorized') return { ...failure, code: 'role-missing' };
  const isUnknown = code === 'input-refused' || (code === 'domain-refused' && httpStatus === 404);
  return isUnknown ? { ...failure, code: 'customer-unknown' } : failure;
}
