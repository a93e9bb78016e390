import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Debian's package freeradius-config puts the files that FreeRADIUS ships. */
const SHIPPED = '/etc/freeradius/3.0';

export const shippedFile = (name: string): string => readFileSync(join(SHIPPED, name), 'utf8');

/**
 * A file with what an administrator changes in it. Throws if the file has no such text: then FreeRADIUS ships
 * another one, and whoever follows its remarks does so in another way.
 */
export function edited(
  name: string,
  changes: readonly (readonly [from: string, to: string])[],
): string {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${name} has no "${from}".`);
    return text.replaceAll(from, to);
  }, shippedFile(name));
}
