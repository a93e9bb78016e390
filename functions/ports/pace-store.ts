import { type Pace } from '../domain/pace';
import { type Step } from './account-store';

/** The one pace of a deployment. Small and written seldom: on a refusal, and while it climbs back. */
export interface PaceStore {
  read(): Promise<Pace | undefined>;
  transact<Result>(step: (pace: Pace | undefined) => Step<Pace, Result>): Promise<Result>;
}
