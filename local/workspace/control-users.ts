import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { leakResource, passwordResource } from './control-activities';
import { checkedBy, type ControlResource, type Write } from './control-resource';
import { type KeptGoogle } from './google-on-disk';
import { digestMatches } from './password-digest';
import { plainUser } from './population';
import { type WorkspaceUser } from './user';

const Address = z
  .string()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, 'Not an e-mail address.');

const UserChange = z.strictObject({
  primaryEmail: Address.optional(),
  aliases: z.array(Address).max(30).optional(),
  givenName: z.string().max(60).optional(),
  familyName: z.string().max(60).optional(),
  suspended: z.boolean().optional(),
  archived: z.boolean().optional(),
  isAdmin: z.boolean().optional(),
  isDelegatedAdmin: z.boolean().optional(),
  isEnrolledIn2Sv: z.boolean().optional(),
  isEnforcedIn2Sv: z.boolean().optional(),
  changePasswordAtNextLogin: z.boolean().optional(),
  agreedToTerms: z.boolean().optional(),
  isMailboxSetup: z.boolean().optional(),
  secureLdapLicensed: z.boolean().optional(),
  customerId: z
    .string()
    .regex(/^C[A-Za-z0-9]{1,40}$/, 'A customer id such as C03az79cb.')
    .optional(),
  orgUnitPath: z.string().max(1000).regex(/^\//, 'Begins with /.').optional(),
});

const Guess = z.strictObject({ password: z.string().max(1000) });

/** `users`, `users/{key}` and what is below it of the control API. */
export function controlUsers(
  google: KeptGoogle,
  [name, userKey, action, ...rest]: readonly string[],
): ControlResource | undefined {
  if (name !== 'users' || rest.length > 0) return undefined;
  if (userKey === undefined) {
    return { read: () => ({ users: [...google.state.users].map(shown) }) };
  }
  const user = google.state.users.find(userKey);
  if (action === 'password-check') {
    return (
      user && {
        call: checkedBy(Guess, ({ password }) => ({
          matches: digestMatches(user.password, password),
        })),
      }
    );
  }
  if (action === 'password') return user && passwordResource(google, user);
  if (action === 'password-leak') return user && leakResource(google, user);
  if (action !== undefined) return undefined;
  if (user === undefined) return { write: creates(google, userKey) };
  return {
    read: () => shown(user),
    write: changes(google, user),
    reset: () => {
      google.removeUser(user.id);
    },
  };
}

/** Creates the user if it does not exist and the key is an address. */
const creates = (google: KeptGoogle, userKey: string): Write =>
  Address.safeParse(userKey).success
    ? (body) => changes(google, { ...plainUser(newId(), userKey), ...madeNow(google) })(body)
    : () => ({ kind: 'refused', message: 'Name a new user by an e-mail address.' });

const madeNow = ({ state }: KeptGoogle): Pick<WorkspaceUser, 'creationTime'> => ({
  creationTime: new Date(state.now()).toISOString(),
});

/** Fields absent from the body stay. The address must not belong to another user. */
const changes =
  (google: KeptGoogle, user: WorkspaceUser): Write =>
  (body) => {
    const checked = UserChange.safeParse(body);
    if (!checked.success) return { kind: 'refused', message: z.prettifyError(checked.error) };
    const given = Object.entries(checked.data).filter(([, value]) => value !== undefined);
    const next = { ...user, ...(Object.fromEntries(given) as Partial<WorkspaceUser>) };
    const taken = [next.primaryEmail, ...next.aliases].find((address) => {
      const holder = google.state.users.find(address);
      return holder !== undefined && holder.id !== user.id;
    });
    if (taken !== undefined) return { kind: 'refused', message: `${taken} is another user's.` };
    google.state.putUser(next);
    return { kind: 'done', value: shown(next) };
  };

/** Everything except passwords' digests. */
function shown(user: WorkspaceUser): Record<string, unknown> {
  const { password, formerPasswords, ...rest } = user;
  return { ...rest, hasPassword: password !== undefined };
}

/** 21 digits that no generated user has: generated ids begin with 1. */
function newId(): string {
  const digits = (): string => String(randomInt(10_000_000_000)).padStart(10, '0');
  return `2${digits()}${digits()}`;
}
