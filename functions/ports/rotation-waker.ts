/** Tells `rotation` that a run waits, so that the run need not wait for the next tick. */
export interface RotationWaker {
  /**
   * Asks `rotation` to have a worker carry this run on, and does not wait for the worker. False if the call
   * failed: the run is recorded, so the next tick carries it on anyway. Idempotent.
   */
  wake(runId: string): Promise<boolean>;
}
