import { saveMemory } from './dist-memory';
import { Parts } from './dist-parts';

// `dist/index.cjs`, which functions-framework loads. The ending `.cjs` avoids a search for the nearest
// package.json by a library whose load takes a fifth of functions-framework's own start.
new Parts(__dirname, saveMemory).start('functions.cjs');
