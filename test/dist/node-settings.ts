/**
 * How the deployed functions' Node uses memory, as infra/functions.tf sets it: a test compares the two,
 * and what is measured or tested from `dist/` runs under these.
 */
export const NODE_SETTINGS = {
  NODE_OPTIONS: '--max-old-space-size=128 --max-semi-space-size=2',
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '131072',
};
