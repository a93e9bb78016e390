import { type PasswordActivity } from '../../ports/activity-log';
import { type SettledActivityStore } from '../../ports/settled-activity-store';
import { type EpochMs } from '../time';
import { noteActivities, type NotingPlace, type NotingPorts } from './note-activities';
import {
  digestOf,
  minuteName,
  settledOf,
  type SettledMinutes,
  withSettled,
} from './settled-activities';

export type ReadMinutesPorts = NotingPorts & {
  readonly settledActivities: SettledActivityStore;
  readonly unexpected: (error: unknown) => void;
};

type OpenPlace = () => Promise<NotingPlace | undefined>;

/**
 * The minutes of one reading. Of a minute that was dealt with, and has no other activities since, no account is
 * read. After a run of many users, the overlap of the next readings is full of such minutes.
 */
export class ReadMinutes {
  readonly #ports: ReadMinutesPorts;
  readonly #connectedAt: EpochMs;
  readonly #open: OpenPlace;
  readonly #faults: unknown[] = []; // a user whose record can't be written holds up nobody else
  readonly #fresh = new Map<string, string>();
  #known: Promise<SettledMinutes> | undefined;
  #place: Promise<NotingPlace | undefined> | undefined;

  constructor(ports: ReadMinutesPorts, connectedAt: EpochMs, open: OpenPlace) {
    this.#ports = ports;
    this.#connectedAt = connectedAt;
    this.#open = open;
  }

  /** Deals with activities of one minute; false: not with all of them. */
  async take(minute: readonly PasswordActivity[]): Promise<boolean> {
    const [first] = minute;
    if (first === undefined) return true;
    const name = minuteName(first);
    const digest = digestOf(minute);
    this.#known ??= this.#read();
    if ((await this.#known).get(name) === digest) return true;
    this.#place ??= this.#open();
    const place = await this.#place;
    if (place === undefined) return false;
    const fault = (error: unknown): unknown => this.#faults.push(error);
    const dealt = await noteActivities(this.#ports, place, minute, fault);
    if (dealt === 'settled') this.#fresh.set(name, digest);
    return dealt !== 'unknown';
  }

  /** Stores which minutes were dealt with, now that all in them is noted, and reports the first fault. */
  async keep(): Promise<void> {
    if (this.#faults.length > 0) this.#ports.unexpected(this.#faults[0]);
    if (this.#fresh.size === 0) return;
    await this.#ports.settledActivities.transact((stored) => {
      const write = withSettled(stored, this.#connectedAt, this.#fresh);
      return { ...(write ? { write } : {}), result: undefined };
    });
  }

  async #read(): Promise<SettledMinutes> {
    const stored = await this.#ports.settledActivities.transact((result) => ({ result }));
    return settledOf(stored, this.#connectedAt);
  }
}
