import {
  cpSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type PlantedFault } from './planted-faults';

const ROOT = resolve(__dirname, '../..');

/**
 * A copy of some of the project's folders, with one fault at a time planted in its domain. A test file uses
 * one copy, so that only the changed module is compiled again.
 */
export class PlantedCopy {
  #folder = '';
  readonly #originals = new Map<string, string>();

  /** Registers the hooks. Call it once in a test file. */
  static inThisFile(copied: readonly string[]): PlantedCopy {
    const copy = new PlantedCopy();
    beforeAll(() => {
      // As Node names the modules it has loaded: the temporary folder may be a link.
      copy.#folder = realpathSync(mkdtempSync(join(tmpdir(), 'planted-')));
      for (const name of copied) {
        cpSync(join(ROOT, name), join(copy.#folder, name), { recursive: true });
      }
      symlinkSync(join(ROOT, 'node_modules'), join(copy.#folder, 'node_modules'));
    });
    afterEach(() => {
      copy.#mend();
    });
    afterAll(() => {
      rmSync(copy.#folder, { recursive: true });
    });
    return copy;
  }

  /** Plants the fault until the end of the test. Modules loaded from now on have it. */
  plant(fault: PlantedFault): void {
    for (const { file, from, to } of fault.edits) {
      const path = join(this.#folder, 'functions/domain', file);
      const source = readFileSync(path, 'utf8');
      if (source.split(from).length !== 2) throw new Error(`${file} has not exactly one: ${from}`);
      if (!this.#originals.has(path)) this.#originals.set(path, source);
      writeFileSync(
        path,
        source.replace(from, () => to),
      );
    }
    this.#forget();
  }

  /** Loads a module of the copy. */
  load(path: string): unknown {
    // A function that requires keeps what it has loaded.
    return createRequire(__filename)(join(this.#folder, path));
  }

  /** Lets the next `load` evaluate all modules of the copy again. */
  #forget(): void {
    const { cache } = createRequire(__filename);
    for (const path of Object.keys(cache)) {
      if (path.startsWith(this.#folder)) Reflect.deleteProperty(cache, path);
    }
  }

  #mend(): void {
    for (const [path, source] of this.#originals) writeFileSync(path, source);
    this.#originals.clear();
    this.#forget();
  }
}
