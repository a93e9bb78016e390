import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type PlantedFault } from './planted-faults';

const ROOT = resolve(__dirname, '../..');

/**
 * Copies these folders of the project into an empty one, with the fault planted in the domain; modules
 * that are loaded from there are the patched ones.
 */
export function plantedCopy(
  fault: PlantedFault | undefined,
  folder: string,
  copied: readonly string[],
): void {
  for (const name of copied) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const domain = join(folder, 'functions/domain');
  for (const { file, from, to } of fault?.edits ?? []) {
    const source = readFileSync(join(domain, file), 'utf8');
    if (source.split(from).length !== 2) throw new Error(`${file} has not exactly one: ${from}`);
    writeFileSync(
      join(domain, file),
      source.replace(from, () => to),
    );
  }
}
