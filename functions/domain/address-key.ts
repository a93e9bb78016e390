/**
 * An address in the form in which two are compared: `A` to `Z` in lower case, nothing else. Unicode's lower case would
 * make the Kelvin sign a `k`, and so another address this one.
 */
export const addressKey = (address: string): string =>
  address.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
