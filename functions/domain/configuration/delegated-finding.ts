import { type Directory } from '../../ports/directory';
import { type GoogleFailure, type GoogleFailureCode } from '../google-failure';
import { type DirectoryUser } from '../user';
import { type DelegatedConnection } from './configuration';
import { before, type Finding, linkOf } from './finding';
import { DELEGATED_LINK_IDS } from './verification';

/** What Google's directory shows of a connection that acts as an administrator and has a token. */
export async function delegatedFinding(
  directory: Directory,
  connection: DelegatedConnection,
): Promise<Finding> {
  const admin = await directory.findUser(connection.adminUsername);
  if (admin.kind === 'failed') {
    const failure = adminFailure(admin.failure);
    const link = linkOf(failure, connection) ?? 'api';
    return { ok: before(link, connection), broken: { link, failure } };
  }
  const { customerId } = admin.value;
  const whose = customerId === undefined ? {} : { customerId };
  const code = adminProblem(admin.value);
  if (code) {
    const broken = { link: 'admin', failure: { code } } as const;
    return { ...whose, ok: before('admin', connection), broken };
  }
  const listed = await directory.listUsers({ limit: 1 });
  if (listed.kind === 'ok') return { ...whose, ok: DELEGATED_LINK_IDS };
  const failure = listingFailure(listed.failure);
  const link = failure.code === 'admin-not-privileged' ? 'users' : linkOf(failure, connection);
  const broken = { link: link ?? ('users' as const), failure };
  return { ...whose, ok: before(broken.link, connection), broken };
}

/** The admin is looked up under its own name, so a failure about the user is a failure of the admin. */
function adminFailure(failure: GoogleFailure): GoogleFailure {
  if (failure.code === 'user-not-found') return { ...failure, code: 'admin-unknown' };
  return listingFailure(failure);
}

const listingFailure = (failure: GoogleFailure): GoogleFailure =>
  failure.code === 'not-authorized' ? { ...failure, code: 'admin-not-privileged' } : failure;

function adminProblem(admin: DirectoryUser): GoogleFailureCode | undefined {
  if (admin.suspended || admin.archived) return 'admin-suspended';
  return admin.isAdmin || admin.isDelegatedAdmin ? undefined : 'admin-not-privileged';
}
