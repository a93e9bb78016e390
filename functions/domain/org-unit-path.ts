import { z } from 'zod';
import { MAX_UNIT_PATH_LENGTH } from './scope-limits';
import { visibleEnds, visibleName } from './visible-text';

/** An organisational unit path as a person may write it, normalised to Google's form. */
export const OrgUnitPath = z
  .string()
  .max(MAX_UNIT_PATH_LENGTH, { abort: true })
  .overwrite(asMeant)
  .regex(/^\//, 'An organisational unit path starts with /.')
  .overwrite(withoutSlashAtEnd);

/** A copied path may contain invisible characters, half a surrogate pair, or decomposed accents (NFD). */
function asMeant(path: string): string {
  return visibleEnds(visibleName(path.replaceAll(/\p{Cs}/gu, ''))).normalize('NFC');
}

/** No path at Google ends with a slash, except the root. Another path with one would match nobody. */
function withoutSlashAtEnd(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}
