/** Lets `rotation` know that a run waits to be planned, so that it does not wait for the next tick. */
export interface RotationWaker {
  /**
   * Asks `rotation` to plan this run soon; does not wait for the planning. False if it could not be
   * asked: the run is recorded, so the next tick plans it all the same. Any number of calls do the same
   * as one.
   */
  wake(runId: string): Promise<boolean>;
}
