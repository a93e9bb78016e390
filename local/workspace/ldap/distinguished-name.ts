import { type WorkspaceUser } from '../user';

/** Parts of a DN from the user outwards: lower-case attribute, value as it is. */
export type DnPart = { readonly attribute: string; readonly value: string };

/** The user's place: `uid=ann,ou=Sub,ou=Staff,ou=Users,dc=example,dc=com`, units innermost first. */
export function dnOf({ primaryEmail, orgUnitPath }: WorkspaceUser): readonly DnPart[] {
  const [local = '', domain = ''] = primaryEmail.split('@');
  const units = orgUnitPath.split('/').filter((unit) => unit !== '');
  return [
    { attribute: 'uid', value: local },
    ...[...units.reverse(), 'Users'].map((value) => ({ attribute: 'ou', value })),
    ...domain.split('.').map((value) => ({ attribute: 'dc', value })),
  ];
}

export const dnText = (parts: readonly DnPart[]): string =>
  parts.map(({ attribute, value }) => `${attribute}=${escaped(value)}`).join(',');

/** RFC 4514, 2.4. */
const escaped = (value: string): string =>
  value.replaceAll(/^[ #]| $|[",+;<>\\]/g, (special) => `\\${special}`);

/** Same place: neither letter case nor spaces around `,` and `=` matter. */
export const sameDn = (one: readonly DnPart[], other: readonly DnPart[]): boolean =>
  one.length === other.length && isWithin(one, other);

/** Whether a place is the base or below it. */
export function isWithin(place: readonly DnPart[], base: readonly DnPart[]): boolean {
  const offset = place.length - base.length;
  return (
    offset >= 0 &&
    base.every(({ attribute, value }, index) => {
      const part = place[offset + index];
      return part?.attribute === attribute && part.value.toLowerCase() === value.toLowerCase();
    })
  );
}

/** `attribute=value`, where the value may hold `\,` and `\2C`. One value a part: no `+`. */
const PART =
  /\s*([A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)*)\s*=\s*((?:[^\\",+;<>]|\\[0-9A-Fa-f]{2}|\\[^0-9A-Fa-f])*)(,|$)/y;
/** A unit's path has at most 1,000 characters. */
const MAX_DN_LENGTH = 2000;

/** RFC 4514. Undefined if it can't be parsed; the empty text is the root. */
export function parseDn(text: string): readonly DnPart[] | undefined {
  if (text.length > MAX_DN_LENGTH) return undefined;
  const parts: DnPart[] = [];
  let at = 0;
  let open = text !== '';
  while (open) {
    PART.lastIndex = at;
    const found = PART.exec(text);
    if (found === null) return undefined;
    parts.push({ attribute: (found[1] ?? '').toLowerCase(), value: unescaped(found[2] ?? '') });
    at = PART.lastIndex;
    open = found[3] === ',';
  }
  return parts;
}

/** Spaces at the end belong to the value only if they are escaped. */
function unescaped(value: string): string {
  return value
    .replace(/(?<!\\) +$/, '')
    .replaceAll(/((?:\\[0-9A-Fa-f]{2})+)|\\(.)/gs, (_, hex?: string, one?: string) =>
      hex === undefined
        ? (one ?? '')
        : Buffer.from(hex.replaceAll('\\', ''), 'hex').toString('utf8'),
    );
}
