import { saveMemory } from './dist-memory';
import { Parts } from './dist-parts';

// `dist/index.cjs`, which functions-framework loads. `.cjs` spares it a search for the nearest
// package.json by a library that takes a fifth of its own start to load.
saveMemory();
new Parts(__dirname).load('functions.cjs');
