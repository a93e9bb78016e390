import { z } from 'zod';
import { MAX_UNIT_PATH_LENGTH } from './scope-limits';
import { visibleEnds, visibleName } from './visible-text';

/** The path of an organisational unit as a person may write it, made what Google calls the unit. */
export const OrgUnitPath = z
  .string()
  .max(MAX_UNIT_PATH_LENGTH, { abort: true })
  .overwrite(asMeant)
  .regex(/^\//, 'An organisational unit path starts with /.')
  .overwrite(withoutSlashAtEnd);

/** A path that was copied may bring along what can't be seen or half a character, or have its accents apart (NFD). */
function asMeant(path: string): string {
  return visibleEnds(visibleName(path.replaceAll(/\p{Cs}/gu, ''))).normalize('NFC');
}

/** No path of Google's ends with /, except that of everybody. With one it would match nobody. */
function withoutSlashAtEnd(path: string): string {
  let end = path.length;
  while (end > 1 && path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

const PLAIN = /^[ -~]*$/;

/**
 * What two paths of one unit have in common: Google takes `/sales` for `/Sales` (GAM-team/GAM compares so,
 * too), an accent can stand apart from its letter, and a copied path can hold what can't be seen. Accounts
 * keep it, and stores compare nothing else.
 */
export const unitKey = (path: string): string =>
  (PLAIN.test(path) ? path : visibleName(path).normalize('NFC')).toLowerCase();

/** Each unit once, as it was written first. */
export const uniqueUnits = (paths: readonly string[]): string[] =>
  paths.filter((path, at) => paths.findIndex((each) => unitKey(each) === unitKey(path)) === at);
