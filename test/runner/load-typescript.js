const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { basename } = require('node:path');
const { fileURLToPath } = require('node:url');
const { transformSync } = require('@swc/core');

process.setSourceMapsEnabled(true);

const OPTIONS = {
  sourceMaps: 'inline',
  jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
  module: { type: 'commonjs' },
};

/** What was compiled, by its source: a suite that plants faults loads one source from many folders. */
const cache = new Map();

const compiled = (filename) => {
  const source = readFileSync(filename, 'utf8');
  if (!cache.has(source)) {
    const sourceFileName = basename(filename); // the source may be in another folder the next time
    cache.set(source, transformSync(source, { ...OPTIONS, filename, sourceFileName }).code);
  }
  return cache.get(source);
};

Module._extensions['.ts'] = (module, path) => {
  module._compile(compiled(path), path);
};

/** The runner imports a suite by a new address, with a time in it. */
Module.registerHooks({
  load: (url, context, nextLoad) =>
    /\.test\.ts\?\d+$/.test(url)
      ? { format: 'commonjs', source: compiled(fileURLToPath(url)), shortCircuit: true }
      : nextLoad(url, context),
});
