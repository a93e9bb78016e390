import { isInUnit } from '../org-unit';
import { digestMatches } from '../password-digest';
import { passwordAt, type WorkspaceUser } from '../user';
import { dnOf, type DnPart, parseDn, sameDn } from './distinguished-name';
import { type LdapDirectory } from './ldap-directory';
import { type Credentials } from './request';
import { CODE, type Result } from './response';

/**
 * Whom a connection speaks for: the LDAP client itself, which may search, a user, or somebody without a
 * password. The last two may do nothing but bind again.
 */
export type Speaker = 'client' | 'user' | 'nobody';

export type BindRequest = {
  readonly version: number;
  readonly name: string;
  readonly credentials: Credentials;
};

export type BindOutcome = { readonly result: Result; readonly speaker: Speaker };

/** The user whom the name of a bind stands for, if any. */
export function userOfBind(
  { google }: LdapDirectory,
  request: BindRequest,
): WorkspaceUser | undefined {
  const name = loginOf(request)?.name ?? request.name;
  return isAddress(name) ? userWith(google.users, name) : userAt(google.users, parseDn(name));
}

const isAddress = (name: string): boolean => name.includes('@') && !name.includes('=');

/** Answers a bind as Google does: the name first, then the user's state and permissions, then the password. */
export function answerBind(ldap: LdapDirectory, request: BindRequest): BindOutcome {
  const { version, credentials } = request;
  if (version !== 3) return refused(CODE.protocolError);
  if (credentials.kind === 'other') return refused(CODE.authMethodNotSupported);
  if (credentials.kind === 'sasl') {
    if (credentials.mechanism === 'EXTERNAL') return { result: SUCCESS, speaker: 'client' };
    if (credentials.mechanism !== 'PLAIN') return refused(CODE.authMethodNotSupported);
  }
  const login = loginOf(request);
  if (login === undefined) return refused(CODE.inappropriateAuthentication);
  // RFC 4513, 5.1.2: with no password it is an anonymous bind, whatever the name. A trap: it succeeds.
  if (login.password === '') return { result: SUCCESS, speaker: 'nobody' };
  return answerLogin(ldap, request, login);
}

type Login = { readonly name: string; readonly password: string };

/** The name and password of a simple bind or of SASL PLAIN (RFC 4616). Undefined: there are none. */
function loginOf({ name, credentials }: BindRequest): Login | undefined {
  if (credentials.kind === 'simple') return { name, password: credentials.password };
  if (credentials.kind !== 'sasl') return undefined;
  const [, plainName, password] = credentials.value?.split('\0') ?? [];
  return plainName && password ? { name: plainName, password } : undefined;
}

function answerLogin(ldap: LdapDirectory, request: BindRequest, login: Login): BindOutcome {
  const { google, settings } = ldap;
  const digest = ldap.credentials.get(login.name);
  if (digest !== undefined) {
    return digestMatches(digest, login.password)
      ? { result: SUCCESS, speaker: 'client' }
      : refused(CODE.invalidCredentials, WRONG);
  }
  if (!isAddress(login.name) && !parseDn(login.name)) return refused(CODE.invalidDnSyntax);
  const user = userOfBind(ldap, request);
  if (!user || user.suspended || user.archived) return refused(CODE.invalidCredentials, WRONG);
  const licensed = user.secureLdapLicensed ?? true;
  if (!licensed || !settings.verifyUnits.some((unit) => isInUnit(user.orgUnitPath, unit))) {
    return refused(CODE.insufficientAccessRights);
  }
  const password = passwordAt(user, google.now() - settings.passwordDelayMs);
  return digestMatches(password, login.password)
    ? { result: SUCCESS, speaker: 'user' }
    : refused(CODE.invalidCredentials, WRONG);
}

const SUCCESS: Result = { code: CODE.success };

/** Seen with Google's 49 in a public report (h44z/wg-portal#91). */
const WRONG = 'Incorrect password';

const refused = (code: number, message?: string): BindOutcome => ({
  result: { code, message },
  speaker: 'nobody',
});

/** Only the primary address binds. */
function userWith(
  users: LdapDirectory['google']['users'],
  name: string,
): WorkspaceUser | undefined {
  const user = users.find(name);
  return user?.primaryEmail.toLowerCase() === name.toLowerCase() ? user : undefined;
}

function userAt(
  users: LdapDirectory['google']['users'],
  dn: readonly DnPart[] | undefined,
): WorkspaceUser | undefined {
  if (dn === undefined) return undefined;
  const domain = dn.filter(({ attribute }) => attribute === 'dc').map(({ value }) => value);
  const user = userWith(users, `${dn[0]?.value ?? ''}@${domain.join('.')}`);
  return user && sameDn(dnOf(user), dn) ? user : undefined;
}
