/**
 * The only scope that an administrator authorises and this service requests: users, including their
 * passwords.
 */
export const DIRECTORY_SCOPE = 'https://www.googleapis.com/auth/admin.directory.user';

/** The Admin console's form for domain-wide delegation, prefilled for this client id. */
export const delegationUrl = (clientId: string): string =>
  `https://admin.google.com/ac/owl/domainwidedelegation?clientScopeToAdd=${encodeURIComponent(DIRECTORY_SCOPE)}&clientIdToAdd=${encodeURIComponent(clientId)}&overwriteClientId=true`;
