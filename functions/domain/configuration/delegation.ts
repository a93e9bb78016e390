/**
 * The only scope that an administrator must authorise: users, including their passwords.
 */
export const DIRECTORY_SCOPE = 'https://www.googleapis.com/auth/admin.directory.user';

/**
 * A scope that an administrator may authorise as well: the log of who changed which password. It is asked for
 * in a token of its own, so that nothing else depends on it.
 */
export const ACTIVITY_LOG_SCOPE = 'https://www.googleapis.com/auth/admin.reports.audit.readonly';

/**
 * The Admin console's form for domain-wide delegation, prefilled for this client id. What it saves replaces
 * the scopes that were authorised before.
 */
export const delegationUrl = (
  clientId: string,
  scopes: readonly string[] = [DIRECTORY_SCOPE],
): string =>
  `https://admin.google.com/ac/owl/domainwidedelegation?clientScopeToAdd=${encodeURIComponent(scopes.join(','))}&clientIdToAdd=${encodeURIComponent(clientId)}&overwriteClientId=true`;
