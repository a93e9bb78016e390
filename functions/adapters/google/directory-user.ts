import { z } from 'zod';
import { userId } from '../../domain/account';
import { epochMs } from '../../domain/time';
import { type DirectoryUser } from '../../domain/user';

/** The requested fields. Google omits fields that are false or empty. */
export const USER_FIELDS =
  'id,primaryEmail,aliases,nonEditableAliases,suspended,archived,isAdmin,isDelegatedAdmin,isEnrolledIn2Sv,isEnforcedIn2Sv,orgUnitPath,creationTime,changePasswordAtNextLogin,agreedToTerms,isMailboxSetup,customerId';

const flag = z.boolean().default(false);
const hint = z.boolean().optional().catch(undefined);
const addresses = z.array(z.string()).default([]);

const WireUser = z.object({
  id: z.string().min(1),
  primaryEmail: z.string().min(1),
  aliases: addresses,
  nonEditableAliases: addresses,
  suspended: flag,
  archived: flag,
  isAdmin: flag,
  isDelegatedAdmin: flag,
  isEnrolledIn2Sv: flag,
  isEnforcedIn2Sv: flag,
  orgUnitPath: z.string().default('/'),
  customerId: z.string().min(1).optional().catch(undefined),
  creationTime: z.iso.datetime().optional().catch(undefined),
  changePasswordAtNextLogin: hint,
  agreedToTerms: hint,
  isMailboxSetup: hint,
});

const WirePage = z.object({
  users: z.array(z.unknown()).default([]),
  nextPageToken: z.string().min(1).optional(),
});

const fromWire = ({
  nonEditableAliases,
  id,
  aliases,
  creationTime,
  customerId,
  changePasswordAtNextLogin,
  agreedToTerms,
  isMailboxSetup,
  ...rest
}: z.infer<typeof WireUser>): DirectoryUser => ({
  ...rest,
  id: userId(id),
  aliases: [...aliases, ...nonEditableAliases],
  ...(customerId === undefined ? {} : { customerId }),
  ...(changePasswordAtNextLogin === undefined ? {} : { changePasswordAtNextLogin }),
  ...(agreedToTerms === undefined ? {} : { agreedToTerms }),
  ...(isMailboxSetup === undefined ? {} : { isMailboxSetup }),
  ...(creationTime === undefined ? {} : { createdAt: epochMs(Date.parse(creationTime)) }),
});

/** One user as Google sends it, or `undefined` if it cannot be parsed. */
export function readUser(body: unknown): DirectoryUser | undefined {
  const parsed = WireUser.safeParse(body);
  return parsed.success ? fromWire(parsed.data) : undefined;
}

/** A page of users, without the entries that cannot be parsed. `undefined` if the body is not a page. */
export function readPage(
  body: unknown,
): { users: readonly DirectoryUser[]; nextPageToken?: string } | undefined {
  const parsed = WirePage.safeParse(body);
  if (!parsed.success) return undefined;
  const { users, nextPageToken } = parsed.data;
  return {
    users: users.flatMap((user) => readUser(user) ?? []),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  };
}
