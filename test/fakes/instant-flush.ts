import { type Flush } from '../../local/platform/write-ahead-log';

/** A disk that has everything at once, for tests in which time goes on by their own hand. */
export const instantFlush: Flush = () => Promise.resolve();
