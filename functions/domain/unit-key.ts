import { visibleName } from './visible-text';

const PLAIN = /^[ -~]*$/;

/**
 * The form in which all paths of one unit are equal. Google treats `/sales` as `/Sales` (GAM-team/GAM does
 * too), accents can be decomposed, and a copied path can contain invisible characters. Some letters are composed only in lower
 * case (ǰ, ΐ). The key of a key is the key: accounts keep this form, and stores compare no other.
 */
export const unitKey = (path: string): string =>
  PLAIN.test(path)
    ? path.toLowerCase()
    : visibleName(path).normalize('NFC').toLowerCase().normalize('NFC');

/** Each unit once, in its first spelling. */
export const uniqueUnits = (paths: readonly string[]): string[] =>
  paths.filter((path, at) => paths.findIndex((each) => unitKey(each) === unitKey(path)) === at);

/** Whether the path is the unit `named` or below it, compared by `unitKey`. */
export function isInUnit(path: string, named: string): boolean {
  const [key, unit] = [unitKey(path), unitKey(named)];
  return unit === '/' || key === unit || key.startsWith(`${unit}/`);
}
