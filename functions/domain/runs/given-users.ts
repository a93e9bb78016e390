import { type Entry, isNewTo, type Taken } from './entry';
import { type Cursor, type Run, userKeysOf } from './run';
import { takesPutOff } from './run-batch';

export const END: Cursor = { source: 'end' };

/**
 * Up to `size` users whom the record of the run names: those in hand, those put off when nobody else is left, or the
 * next ones of its list. Undefined: others come next, from the source of the cursor.
 */
export function givenUsers(run: Run, cursor: Cursor, size: number): Taken | undefined {
  if (run.hand.length > 0) return { entries: leftByAnother(run), next: cursor };
  if (takesPutOff(run)) return { entries: putOffEntries(run, size), next: cursor };
  if (cursor.source === 'end') return { entries: [], next: END };
  const keys = userKeysOf(run.scope);
  if (keys === undefined) return undefined;
  const end = Number(cursor.place ?? 0) + size;
  const entries = keys.slice(end - size, end).map((key): Entry => ({ key }));
  const next: Cursor = end < keys.length ? { source: 'list', place: String(end) } : END;
  return { entries: entries.filter(isNewTo(run)), next };
}

/** The hand of a killed or failed worker, from another user on: the first may be the cause. */
function leftByAnother({ hand, step }: Run): readonly Entry[] {
  const first = step % hand.length;
  const keys = [...hand.slice(first), ...hand.slice(0, first)];
  return keys.map((key) => ({ key, resumed: true }));
}

/** Users put off before: another call was at work on them, maybe in a worker that was killed. */
const putOffEntries = ({ putOff }: Run, size: number): readonly Entry[] =>
  putOff.slice(0, size).map((key) => ({ key, putOff: true, resumed: true }));
