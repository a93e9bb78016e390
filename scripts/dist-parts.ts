import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

type Require = (id: string) => unknown;

/** The variables that Node gives a CommonJS module. */
type Surroundings = {
  readonly module: { exports: unknown };
  readonly exports: unknown;
  readonly require: Require;
  readonly __filename: string;
  readonly __dirname: string;
};

/** A part's source as V8 compiles it: wrapped in a function, as Node's own loader does. */
export const wrapped = (source: string): string =>
  `(function ({ module, exports, require, __filename, __dirname }) {${source}\n})`;

/** The file of a part's code cache, if one was made. */
export const cacheOf = (file: string): string => `${file}.cache`;

/**
 * The parts of the bundle in one folder, each loaded at its first use. A part with V8's code cache beside it
 * is not compiled again. V8 ignores a cache made by another version or with other flags.
 */
export class Parts {
  readonly #folder: string;
  readonly #requirePackage: Require;
  readonly #loaded = new Map<string, { exports: unknown }>();
  readonly #scripts = new Map<string, Script>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#requirePackage = createRequire(join(folder, 'index.cjs'));
  }

  /** Returns the exports of a part, such as `functions.cjs`. */
  load(name: string): unknown {
    const known = this.#loaded.get(name);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    this.#loaded.set(name, module); // before it runs: parts may require each other
    this.#run(name, module);
    return module.exports;
  }

  /** Runs a part again from the same compiled code. */
  runAgain(name: string): void {
    this.#run(name, { exports: {} });
  }

  /** Writes the code cache of every loaded part, with everything compiled so far. */
  writeCodeCache(): void {
    for (const [name, script] of this.#scripts) {
      writeFileSync(cacheOf(join(this.#folder, name)), script.createCachedData());
    }
  }

  /** Parts refer to each other as `./NAME`. Every other name is Node's own or functions-framework. */
  readonly #require: Require = (id) =>
    id.startsWith('./') ? this.load(id.slice(2)) : this.#requirePackage(id);

  #run(name: string, module: { exports: unknown }): void {
    const file = join(this.#folder, name);
    const body = this.#script(name, file).runInThisContext() as (around: Surroundings) => void;
    body({
      module,
      exports: module.exports,
      require: this.#require,
      __filename: file,
      __dirname: this.#folder,
    });
  }

  #script(name: string, file: string): Script {
    const known = this.#scripts.get(name);
    if (known) return known;
    const cache = cacheOf(file);
    const source = readFileSync(file, 'latin1'); // esbuild writes ASCII, and latin1 is the fastest to read
    const script = new Script(wrapped(source), {
      filename: file,
      cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
    });
    this.#scripts.set(name, script);
    return script;
  }
}
