import { type CallPorts } from '../../functions/domain/passwords/managed-user';
import { type SettleByBind } from '../../functions/domain/passwords/settle-by-bind';
import { epochMs } from '../../functions/domain/time';
import { type Directory } from '../../functions/ports/directory';
import { killAt, Killed, type KillPlan } from '../crash/kill-switch';
import { SILENT } from '../fakes/late-binds';
import { directoriesOf } from './connected-workspace';
import { type Operation, type PasswordWorld } from './password-world';

/**
 * Ports whose calls wait for their turn. A call may be where the process dies, and the world is checked after
 * each one.
 */
export function watched(
  world: PasswordWorld,
  turn: (label: string) => Promise<unknown>,
  plan: KillPlan,
  { skewMs, operation }: { readonly skewMs: number; readonly operation: Operation },
): CallPorts {
  const ports = world.ports(operation);
  const inTurn = <Port extends object>(port: Port, label: string): Port =>
    new Proxy(killAt(port, plan), {
      get:
        (target, key) =>
        async (...args: unknown[]) => {
          await turn(`${label}.${String(key)}`);
          const method = Reflect.get(target, key) as (...given: unknown[]) => Promise<unknown>;
          try {
            return await method(...args);
          } finally {
            world.check();
          }
        },
    });
  const google = killAt<Directory>(world.google, plan);
  const directory: Directory = {
    findUser: (key) => google.findUser(key),
    listUsers: (page) => google.listUsers(page),
    // Starts without a wait, because the lease is checked just before. The answer may come too late.
    setPassword: async (id, password, deadlineMs) => {
      const deadline = world.clock.now() + deadlineMs;
      const outcome = await google.setPassword(id, password, deadlineMs).catch((error: unknown) => {
        if (error instanceof Killed && error.message.startsWith('after')) world.google.orphanLast();
        throw error;
      });
      world.check();
      await turn('answer of Google');
      return world.clock.now() > deadline ? world.google.giveUp(outcome) : outcome;
    },
  };
  const binds = inTurn(world.binds, 'binds');
  const settleByBind: SettleByBind = async (_, password, withinMs) => {
    const deadline = world.clock.now() + withinMs;
    const outcome = await binds.bind(password);
    return world.clock.now() > deadline ? SILENT : outcome;
  };
  return {
    ...ports,
    ...(ports.settleByBind ? { settleByBind } : {}),
    clock: {
      now: () => epochMs(world.clock.now() + skewMs),
      sleep: (duration) => world.clock.sleep(duration),
    },
    accounts: inTurn(ports.accounts, 'accounts'),
    cipher: inTurn(ports.cipher, 'cipher'),
    directory: directoriesOf(directory),
  };
}
