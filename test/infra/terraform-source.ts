import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The contents of all .tf files in a folder. */
export function terraformSource(folder: string): string {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.tf'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}
