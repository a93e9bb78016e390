import { z } from 'zod';

/** What an administrator sets in the Admin console for the LDAP client, and what Google's own limits are. */
export const LdapSettings = z.strictObject({
  service: z.enum(['ON', 'OFF']).default('ON'),
  /** "Verify user credentials": users in these units and below may bind. */
  verifyUnits: z.array(z.string().max(1000).startsWith('/')).max(100).default(['/']),
  /** "Read user information": the client may search. */
  readUserInformation: z.boolean().default(true),
  /** For the whole customer. Null: no limit. */
  bindsPerSecond: z.int().min(0).max(100_000).nullable().default(4),
  /** How long the password before a change still binds, and the new one does not. */
  passwordDelayMs: z.int().min(0).max(86_400_000).default(0),
});
export type LdapSettings = z.infer<typeof LdapSettings>;
