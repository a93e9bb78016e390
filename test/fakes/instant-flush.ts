import { type Flush } from '../../local/platform/write-ahead-log';

/** A disk that stores everything at once, for tests that move time themselves. */
export const instantFlush: Flush = () => Promise.resolve();
