import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

type Require = (id: string) => unknown;

/** What a CommonJS module finds around it. */
type Surroundings = {
  readonly module: { exports: unknown };
  readonly exports: unknown;
  readonly require: Require;
  readonly __filename: string;
  readonly __dirname: string;
};

/** A part's source as V8 compiles it: a function, as Node's own loader makes of any module. */
export const wrapped = (source: string): string =>
  `(function ({ module, exports, require, __filename, __dirname }) {${source}\n})`;

/** Where the code cache of a part is, if one was made. */
export const cacheOf = (file: string): string => `${file}.cache`;

/**
 * The parts of the bundle in one folder, each loaded at its first use. A part that has V8's code cache
 * beside it is not compiled again; V8 ignores a cache of another version, or of other flags.
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

  /** Gives what a part, such as `functions.cjs`, exports. */
  load(name: string): unknown {
    const known = this.#loaded.get(name);
    if (known) return known.exports;
    const module = { exports: {} as unknown };
    this.#loaded.set(name, module); // before it runs: parts may need each other
    this.#run(name, module);
    return module.exports;
  }

  /** Runs a part once more, from the same compiled code. */
  runAgain(name: string): void {
    this.#run(name, { exports: {} });
  }

  /** Writes the code cache of every part that was loaded: all that was compiled up to now. */
  writeCodeCache(): void {
    for (const [name, script] of this.#scripts) {
      writeFileSync(cacheOf(join(this.#folder, name)), script.createCachedData());
    }
  }

  /** Parts name each other as `./NAME`; all else is Node's own, or functions-framework. */
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
    const source = readFileSync(file, 'latin1'); // esbuild writes ASCII, which reads fastest so
    const script = new Script(wrapped(source), {
      filename: file,
      cachedData: existsSync(cache) ? readFileSync(cache) : undefined,
    });
    this.#scripts.set(name, script);
    return script;
  }
}
