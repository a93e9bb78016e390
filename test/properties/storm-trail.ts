import { SCHEDULE } from '../../functions/domain/runs/run';
import { MANAGER } from '../endpoints/configuration/calls';
import { callerOf } from './storm-calls';
import { type StormGoogle } from './storm-google';

/** A line of the audit trail. */
export type Line = Readonly<{
  message: string;
  action: string;
  userId: string;
  version: number;
  caller: string;
  time: string;
  unconfirmed?: true;
}>;

/** Who may have requested each action, given that every call uses its own caller name. */
const ASKS: Readonly<Record<string, readonly string[]>> = {
  issued: [callerOf('issue'), MANAGER],
  rotated: [callerOf('rotate'), MANAGER, SCHEDULE],
  revoked: [callerOf('revoke')],
  forgotten: [callerOf('forget'), MANAGER],
};

const keyOf = ({ userId, version }: Pick<Line, 'userId' | 'version'>): string =>
  `${userId} ${version}`;

/** Compares the audit trail in the log with the passwords that Google really accepted. */
export class StormTrail {
  readonly #lines: readonly string[];
  readonly #google: StormGoogle;

  constructor(lines: readonly string[], google: StormGoogle) {
    this.#lines = lines;
    this.#google = google;
  }

  get lines(): readonly Line[] {
    return this.#lines
      .filter((line) => line.includes('"message":"password-audit"'))
      .map((line) => JSON.parse(line) as Line);
  }

  /**
   * Each password that Google accepted has one line, no other password has any, and each line names a caller
   * that requested it. `kills` is the number of processes that died; each may have left one line that is
   * repeated.
   */
  check(kills: number, forgotten: number): void {
    const { taken } = this.#google;
    const changes = this.lines.filter(({ action }) => action !== 'read');
    const sent = changes.filter((line) => !this.#forgets(line));
    const told = sent.map(keyOf);
    for (const key of taken) expect(told).toContain(key);
    expect(told.length - new Set(told).size).toBeLessThanOrEqual(kills);
    for (const line of sent) if (!line.unconfirmed) expect([...taken]).toContain(keyOf(line));
    for (const { action, caller, time } of changes) {
      expect({ action, asks: ASKS[action] }).toMatchObject({
        asks: expect.arrayContaining([caller]) as unknown,
      });
      expect(time).toMatch(/^2026-\d\d-\d\dT/);
    }
    const lost = forgotten - (changes.length - sent.length);
    expect(lost).toBeLessThanOrEqual(0);
    expect(-lost).toBeLessThanOrEqual(kills);
  }

  /**
   * Whether the account was forgotten here while Google stayed unchanged. A revocation is logged with the
   * version of its scramble. If the user is gone, it is logged with the version of the password, which has a
   * line of its own.
   */
  forgets(told: {
    readonly what: string;
    readonly userId: string;
    readonly version: number;
  }): boolean {
    if (told.what === 'forgotten') return true;
    if (told.what !== 'revoked') return false;
    const key = keyOf(told);
    const isPassword = this.lines.some(
      (line) => keyOf(line) === key && (line.action === 'issued' || line.action === 'rotated'),
    );
    return isPassword || !this.#google.taken.has(key);
  }

  readonly #forgets = ({ action, unconfirmed, ...line }: Line): boolean =>
    unconfirmed !== true && this.forgets({ ...line, what: action });
}
