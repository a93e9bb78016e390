/** The one scope that an administrator authorises and the service asks for: users, their passwords included. */
export const DIRECTORY_SCOPE = 'https://www.googleapis.com/auth/admin.directory.user';

/** The Admin console's form for domain-wide delegation, filled in for this client id. */
export const delegationUrl = (clientId: string): string =>
  `https://admin.google.com/ac/owl/domainwidedelegation?clientScopeToAdd=${encodeURIComponent(DIRECTORY_SCOPE)}&clientIdToAdd=${encodeURIComponent(clientId)}&overwriteClientId=true`;
