import { type DirectoryConnector } from '../../functions/ports/directory';

/** The process died here. Thrown in place of the call's answer. */
export class Killed extends Error {}

/** Which call dies, counted over all wrapped ports, and whether its effect still happens. */
export type KillPlan = { calls: number; killAt: number; when: 'before' | 'after' };

/**
 * Wraps a port so that its n-th call dies before or after its effect. Ports that share a plan are counted
 * together. With `killAt: 0` nothing dies; calls are only counted.
 */
export function killAt<Port extends object>(port: Port, plan: KillPlan): Port {
  return new Proxy(port, {
    get(target, key) {
      const member: unknown = Reflect.get(target, key);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]): Promise<unknown> => {
        plan.calls += 1;
        const thisCall = plan.calls;
        if (thisCall === plan.killAt && plan.when === 'before') {
          throw new Killed(`before ${String(key)}`);
        }
        const result: unknown = await Reflect.apply(member, target, args);
        if (thisCall === plan.killAt && plan.when === 'after') {
          throw new Killed(`after ${String(key)}`);
        }
        return result;
      };
    },
  });
}

/**
 * Like `killAt`, for all ports of one process: once it has died, every further call dies too, so the process
 * can't continue by catching the error.
 */
export function mortalProcess(plan: KillPlan): <Port extends object>(port: Port) => Port {
  let dead = false;
  return (port) => {
    const mortal = killAt(port, plan);
    return new Proxy(port, {
      get(target, key) {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]): Promise<unknown> => {
          if (dead) throw new Killed(`dead before ${String(key)}`);
          try {
            const call = Reflect.get(mortal, key) as (...given: unknown[]) => Promise<unknown>;
            return await call(...args);
          } catch (error) {
            dead ||= error instanceof Killed;
            throw error;
          }
        };
      },
    });
  };
}

/** Passes over the death that was planned. */
export function unlessKilled(error: unknown): void {
  if (!(error instanceof Killed)) throw error;
}

/** A connector whose directories die with the process; connecting itself is no call. */
export const mortalDirectory = (
  connector: DirectoryConnector,
  dying: ReturnType<typeof mortalProcess>,
): DirectoryConnector => ({
  connect: async (connection) => {
    const answer = await connector.connect(connection);
    return answer.kind === 'ok' ? { kind: 'ok', value: dying(answer.value) } : answer;
  },
});
