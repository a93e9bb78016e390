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

/**
 * Whether a run over a list has counted this user by another key of the list, such as an alias: a key before
 * the cursor that is neither in hand nor put off. A user without an account has no record of that, and after
 * a kill the record does not say by which key.
 */
export function isCountedByAnotherKey(
  { scope, cursor, hand, putOff }: Pick<Run, 'scope' | 'cursor' | 'hand' | 'putOff'>,
  { id, primaryEmail, aliases }: DirectoryUser,
): boolean {
  const keys = userKeysOf(scope) ?? [];
  const { source = 'list', place = 0 } = cursor ?? {};
  const taken = source === 'list' ? Number(place) : keys.length;
  const names = new Set([id, primaryEmail, ...aliases].map((name) => name.toLowerCase()));
  const open = new Set([...hand, ...putOff]);
  return keys.slice(0, taken).some((key) => names.has(key.toLowerCase()) && !open.has(key));
}
