import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The text of every .tf file of a folder, one after the other. */
export function terraformSource(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tf'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
