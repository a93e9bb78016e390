import { type BindFailure } from '../../domain/proofs/bind-failure';
import { type TlsConnection } from './tls-connection';

/** How many connections may wait for their bind. */
const AT_ONCE = 5;

/** After a connection that no bind has used, none is opened ahead for so long: others may find no place either. */
const UNUSED_PAUSE_MS = 1_000;

/** Opens a connection, until the signal fires. */
export type Open = (givenUp: AbortSignal) => Promise<TlsConnection | BindFailure>;

export type Preconnected = {
  /**
   * The connection, once it is open. From now on `deadline` ends it, and it is the caller's to close. Undefined:
   * there is none, it could not be opened, or it has ended since.
   */
  readonly take: (deadline: AbortSignal) => Promise<TlsConnection | undefined>;
  /** Ends the connection, unless it was taken. */
  readonly close: () => void;
};

/**
 * Opens connections before it is known whether a bind will need them. Many that nobody needs would be traffic that
 * no pace limits, so they are few at once, and pause after each one that was in vain. `nowMs`: a clock that is
 * never set back.
 */
export function preconnections(
  nowMs: () => number = () => performance.now(),
): (open: Open) => Preconnected {
  let waiting = 0;
  let notBefore = -Infinity;
  return (open) => {
    if (waiting >= AT_ONCE || nowMs() < notBefore) return NONE;
    waiting += 1;
    const givenUp = new AbortController();
    const opening = open(givenUp.signal).catch((): BindFailure => 'ldap-unreachable');
    let isTaken = false;
    const giveUp = (): void => {
      givenUp.abort();
    };
    return {
      take: async (deadline) => {
        isTaken = true;
        waiting -= 1;
        if (deadline.aborted) giveUp();
        deadline.addEventListener('abort', giveUp, { once: true });
        const connection = await opening;
        if (typeof connection !== 'string' && isUnused(connection)) return connection;
        giveUp();
        return undefined;
      },
      close: () => {
        if (isTaken || givenUp.signal.aborted) return;
        waiting -= 1;
        notBefore = nowMs() + UNUSED_PAUSE_MS;
        giveUp();
      },
    };
  };
}

const NONE: Preconnected = { take: () => Promise.resolve(undefined), close: () => undefined };

/** Open in both directions, and nothing was said on it: a server may announce that it ends. */
const isUnused = ({ socket }: TlsConnection): boolean =>
  socket.readyState === 'open' && socket.readableLength === 0;
