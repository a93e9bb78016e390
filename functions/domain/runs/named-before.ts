import { type DirectoryUser } from '../user';
import { type Run, userKeysOf } from './run';

/**
 * Whether a list names this user by an earlier key too, such as an alias. A user counts under the first key that
 * names the user, and under no other.
 */
export function isNamedBefore(
  key: string,
  { scope }: Pick<Run, 'scope'>,
  { id, primaryEmail, aliases }: DirectoryUser,
): boolean {
  const names = new Set([id, primaryEmail, ...aliases].map((name) => name.toLowerCase()));
  const first = userKeysOf(scope)?.find((each) => names.has(each.toLowerCase()));
  return first !== undefined && first !== key;
}
