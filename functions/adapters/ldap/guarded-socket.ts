import { Duplex } from 'node:stream';
import { type TLSSocket } from 'node:tls';
import { type BindFailure } from '../../domain/proofs/bind-failure';
import { firstMessage } from './bind-response';
import { type TlsConnection } from './tls-connection';

/**
 * An open connection as ldapts may use it. It writes through, and reads one message, once that is complete and
 * checked; then, or if none comes, it ends.
 */
export type GuardedSocket = {
  readonly stream: TLSSocket;
  /** Why no message was passed on. Undefined if one was. */
  readonly failure: Promise<BindFailure | undefined>;
};

export function guardedSocket({ socket, ended }: TlsConnection): GuardedSocket {
  const stream = new Duplex({
    read: () => undefined,
    write: (bytes: Buffer, _, done) => {
      socket.write(bytes, () => {
        done(); // a failed write shows in `ended`; its error stops here
      });
    },
  });
  const answer = Promise.race([oneMessage(socket), ended]);
  const failure = answer.then((message) => {
    if (typeof message !== 'string') stream.push(message);
    stream.push(null);
    return typeof message === 'string' ? message : undefined;
  });
  // ldapts uses a socket that is already open if it says so.
  return { stream: Object.assign(stream, { readyState: 'open' }) as unknown as TLSSocket, failure };
}

/** Reads until the first message is complete, and nothing after it. Never rejects; pends if none comes. */
function oneMessage(socket: TLSSocket): Promise<Buffer | BindFailure> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const read = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      const first = firstMessage(received);
      if (first.kind === 'incomplete') return;
      socket.off('data', read).pause();
      resolve(first.kind === 'message' ? first.bytes : 'ldap-unreadable');
    };
    socket.on('data', read);
  });
}
