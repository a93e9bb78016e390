import { type Connection } from '../domain/configuration/configuration';
import { type EpochMs } from '../domain/time';
import { type Answer, type Directory } from './directory';

/** Signs in for a verification. */
export interface ConnectionProbe {
  /**
   * Signs in afresh, whatever token is kept: a delegation that was taken back shows only then.
   * `googleTime`: Google's clock by the `Date` header of its answer, refusals included; absent when
   * Google was not asked or did not answer.
   */
  signIn(connection: Connection): Promise<{
    readonly directory: Answer<Directory>;
    readonly googleTime?: EpochMs;
  }>;
}
