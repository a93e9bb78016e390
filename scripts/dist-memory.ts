/**
 * Makes V8 prefer a small heap to low processor use. The heap grows in steps of 2 MB instead of 8, and there
 * is one optimising compiler less, whose working memory would stay with the process. An instance that serves
 * 40 concurrent requests holds a sixth less (docs/performance.md). Code caches must be made with the same
 * flags: V8 accepts no others. Node's module for it is loaded here, since it takes a fiftieth of a start.
 */
export function saveMemory(): void {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--no-maglev');
}
