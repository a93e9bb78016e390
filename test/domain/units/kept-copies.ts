import { epochMs } from '../../../functions/domain/time';
import { crowdUser } from '../../fakes/crowd-google';
import { type RotationWorld } from '../../fakes/rotation-world';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Stored copies, and how long the policy keeps them in each unit. `current`: the world of the running test. */
export class KeptCopies {
  readonly #current: () => RotationWorld;

  constructor(current: () => RotationWorld) {
    this.#current = current;
  }

  /** Somebody whose password was set `hours` ago, in this unit. */
  readonly person = async (number: number, hours: number, unit?: string): Promise<void> => {
    const world = this.#current();
    const userId = await world.person(number, {
      nextRotationAt: epochMs(world.clock.now() + 300 * DAY),
      ...(unit === undefined ? {} : { orgUnitPath: unit }),
    });
    const setAt = epochMs(world.clock.now() - hours * HOUR);
    await world.accounts.transact(userId, (account) => ({
      write: { ...account!, current: { ...account!.current!, createdAt: setAt, setAt } },
      result: undefined,
    }));
  };
  readonly kept = (): boolean[] =>
    this.#current()
      .all()
      .map(({ current }) => current?.ciphertext !== undefined);
  readonly byUnit = (retentionHours: number, ...units: [string, number][]) =>
    this.#current().connect({
      retentionHours,
      overrides: units.map(([orgUnitPath, hours]) => ({ orgUnitPath, retentionHours: hours })),
    });
  readonly at = (number: number, orgUnitPath: string): void => {
    this.#current().google.add(crowdUser(number, { orgUnitPath }));
  };

  /** The stores of a process that has just read a page of copies to destroy when `meanwhile` happens. */
  readonly onceFound =
    (meanwhile: () => Promise<void>): Parameters<RotationWorld['tick']>[0] =>
    (ports) => {
      const dated: typeof ports.accounts.dated = async (query) => {
        const page = await ports.accounts.dated(query);
        if (query.date === 'keptSince') await meanwhile();
        return page;
      };
      const accounts = new Proxy(ports.accounts, {
        get: (target, key) => {
          const member: unknown = Reflect.get(target, key);
          if (key === 'dated') return dated;
          return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        },
      });
      return { ...ports, accounts };
    };
}
