import { type Connection } from '../domain/configuration/configuration';
import { type EpochMs } from '../domain/time';
import { type Answer, type Directory } from './directory';

/** Signs in for a verification. */
export interface ConnectionProbe {
  /**
   * Signs in with a new token, never a cached one: only a new one shows that a delegation was withdrawn.
   * `googleTime`: Google's time by the `Date` header of its answer, refusals included; absent if Google was
   * not asked or did not answer.
   */
  signIn(connection: Connection): Promise<{
    readonly directory: Answer<Directory>;
    readonly googleTime?: EpochMs;
  }>;
}
