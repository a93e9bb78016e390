import { type ServerResponse } from 'node:http';

/** The calls about passwords that somebody waits for just now; scheduled rotation lets them go first. */
export class InteractiveCalls {
  #underWay = 0;

  get underWay(): boolean {
    return this.#underWay > 0;
  }

  /** Counts a call until it is answered or its caller has gone. */
  count(response: ServerResponse): void {
    this.#underWay += 1;
    response.once('close', () => {
      this.#underWay -= 1;
    });
  }
}
