import { type Endpoint } from './endpoint';

/**
 * The parameters of a query by name. For a call that only reads, an empty parameter counts as absent, and
 * the last of several counts. A call that changes something must not guess: a script with an unset variable
 * would scramble a password that was to stay at Google. Its schema receives an empty parameter as it is, and
 * several as a list, and refuses both.
 */
export function parametersOf(
  method: Endpoint['method'],
  query: URLSearchParams,
): Readonly<Record<string, string | readonly string[]>> {
  if (method === 'GET') return Object.fromEntries([...query].filter(([, value]) => value !== ''));
  return Object.fromEntries(
    [...query].map(([name, value]) => {
      const all = query.getAll(name);
      return [name, all.length > 1 ? all : value];
    }),
  );
}
