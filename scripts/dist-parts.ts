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

/**
 * The file of a part: the source of a CommonJS module in a function that takes the `Surroundings`, as Node's own
 * loader wraps it. Wrapped here and not when it is loaded, it needs no second megabyte at the start.
 */
export const wrapped = (source: string): string =>
  `(function ({ module, exports, require, __filename, __dirname }) {${source}\n})\n`;

/** The file of a part's code cache, if one was made. */
export const cacheOf = (file: string): string => `${file}.cache`;

/**
 * A part, compiled. With V8's code cache beside it, it is not compiled again. V8 rejects a cache made by another
 * version or under other flags.
 */
export function compiled(file: string): Script {
  const cache = cacheOf(file);
  return new Script(readFileSync(file, 'latin1'), {
    filename: file, // esbuild writes ASCII, and latin1 is the fastest to read
    cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
  });
}

/** The parts of the bundle in one folder, each loaded at its first use. */
export class Parts {
  readonly #folder: string;
  readonly #requirePackage: Require;
  readonly #loaded = new Map<string, { exports: unknown }>();
  readonly #scripts = new Map<string, Script>();
  #beforeLibraries: (() => void) | undefined;
  #hasStarted = false;

  /** `beforeLibraries` is called once, before the first part that the start did not need. */
  constructor(folder: string, beforeLibraries: () => void) {
    this.#folder = folder;
    this.#beforeLibraries = beforeLibraries;
    this.#requirePackage = createRequire(join(folder, 'index.cjs'));
  }

  /** Runs the part that starts everything, and the parts that it needs for that. */
  start(name: string): void {
    this.load(name);
    this.#hasStarted = true;
  }

  /** Returns the exports of a part. */
  load(name: string): unknown {
    const known = this.#loaded.get(name);
    if (known) return known.exports;
    if (this.#hasStarted) this.#prepareForLibraries();
    const module = { exports: {} as unknown };
    this.#loaded.set(name, module); // before it runs: parts may require each other
    this.#run(name, module);
    return module.exports;
  }

  /** Runs a part again from the same compiled code. */
  runAgain(name: string): void {
    this.#run(name, { exports: {} });
  }

  /** Writes the code cache of every loaded part that has none, with everything compiled so far. */
  writeCodeCache(): void {
    for (const [name, script] of this.#scripts) {
      const cache = cacheOf(join(this.#folder, name));
      if (!existsSync(cache)) writeFileSync(cache, script.createCachedData());
    }
  }

  #prepareForLibraries(): void {
    this.#beforeLibraries?.();
    this.#beforeLibraries = undefined;
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
    const script = compiled(file);
    this.#scripts.set(name, script);
    return script;
  }
}
