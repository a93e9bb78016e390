/**
 * A user's name in the tree of Google's Secure LDAP: `uid=` the local part of the address, the organisational
 * units innermost first, `ou=Users`, and `dc=` the parts of the primary domain (seen in
 * Google's LDAP log, goauthentik/authentik#3399). `orgUnitPath`: as Google gives it, `/` for the top.
 */
export function bindDn(
  { primaryEmail, orgUnitPath }: { readonly primaryEmail: string; readonly orgUnitPath: string },
  primaryDomain: string,
): string {
  const local = primaryEmail.slice(0, primaryEmail.lastIndexOf('@'));
  const units = orgUnitPath.split('/').filter((unit) => unit !== '');
  return [
    `uid=${escaped(local)}`,
    ...units.reverse().map((unit) => `ou=${escaped(unit)}`),
    'ou=Users',
    ...primaryDomain.split('.').map((part) => `dc=${escaped(part)}`),
  ].join(',');
}

/** A value as RFC 4514, section 2.4, has it written in a distinguished name. */
function escaped(value: string): string {
  const signs = Array.from(value);
  return signs
    .map((sign, index) => {
      if (sign === '\0') return String.raw`\00`;
      const isEdge = index === 0 || index === signs.length - 1;
      const isSpecial =
        '"+,;<>\\'.includes(sign) || (sign === ' ' && isEdge) || (sign === '#' && index === 0);
      return isSpecial ? `\\${sign}` : sign;
    })
    .join('');
}
