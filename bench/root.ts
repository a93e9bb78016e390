import { join } from 'node:path';

/** The source folder. */
export const ROOT = join(__dirname, '..');
