import { type DirectoryUser } from '../user';
import { type Run, userKeysOf } from './run';

/**
 * Whether a list names this user by an earlier key too, such as an alias, and whether the run has still to process
 * that key or has counted it.
 */
export function namedBefore(
  key: string,
  { scope, hand, putOff }: Pick<Run, 'scope' | 'hand' | 'putOff'>,
  { id, primaryEmail, aliases }: DirectoryUser,
): 'open' | 'counted' | undefined {
  const names = new Set([id, primaryEmail, ...aliases].map((name) => name.toLowerCase()));
  const first = userKeysOf(scope)?.find((each) => names.has(each.toLowerCase()));
  if (first === undefined || first === key) return undefined;
  return hand.includes(first) || putOff.includes(first) ? 'open' : 'counted';
}
