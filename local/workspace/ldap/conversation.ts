import { durationMs } from '../../../functions/domain/time';
import { answerBind, type BindRequest, type Speaker, userOfBind } from './bind';
import { Frames } from './frames';
import { type LdapDirectory } from './ldap-directory';
import { readRequest, type Request } from './request';
import {
  BIND_RESPONSE,
  CODE,
  EXTENDED_RESPONSE,
  noticeOfDisconnection,
  type Result,
  resultMessage,
  SEARCH_DONE,
} from './response';
import { answerSearch } from './search';

/**
 * One connection: the bytes of a client in, the bytes of the answers out, one request at a time. It ends where
 * the connection should. `fingerprint` is the client certificate's. Throws where the connection is to
 * break without an answer.
 */
export async function* converse(
  ldap: LdapDirectory,
  fingerprint: string,
  received: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const frames = new Frames();
  const connection: Connection = { ldap, fingerprint, speaker: 'client' };
  for await (const chunk of received) {
    const messages = frames.push(chunk);
    if (messages === 'malformed') return;
    for (const message of messages) {
      const request = readRequest(message);
      if (request === 'malformed') return;
      if (request === 'unknown') {
        yield noticeOfDisconnection({ code: CODE.protocolError });
        return;
      }
      if (request.kind === 'unbind') return;
      yield* answer(connection, request);
    }
  }
}

type Connection = {
  readonly ldap: LdapDirectory;
  readonly fingerprint: string;
  speaker: Speaker;
};

const START_TLS = '1.3.6.1.4.1.1466.20037';

async function* answer(connection: Connection, request: Request): AsyncGenerator<Buffer> {
  const { ldap, speaker } = connection;
  const { messageId } = request;
  switch (request.kind) {
    case 'bind':
      yield* bind(connection, messageId, request);
      return;
    case 'search': {
      const refusal = refusalOf(connection);
      if (refusal) yield resultMessage(messageId, SEARCH_DONE, refusal);
      else yield* answerSearch(ldap, messageId, request, speaker === 'client');
      return;
    }
    case 'extended': {
      // RFC 4511, 4.14.1: TLS is there already.
      const code = request.oid === START_TLS ? CODE.operationsError : CODE.protocolError;
      yield resultMessage(messageId, EXTENDED_RESPONSE, { code });
      return;
    }
    case 'unsupported':
      yield resultMessage(messageId, request.answerTag, { code: CODE.protocolError });
      return;
    case 'abandon': // has no answer, and nothing runs that could be abandoned
    case 'unbind':
  }
}

/** Why this client may do nothing. A certificate that was deleted stops open connections, too. */
function refusalOf({ ldap, fingerprint }: Connection): Result | undefined {
  if (!ldap.clients.accepts(fingerprint)) return { code: CODE.inappropriateAuthentication };
  if (ldap.settings.service === 'OFF') return { code: CODE.insufficientAccessRights };
  return undefined;
}

async function* bind(
  connection: Connection,
  messageId: number,
  request: BindRequest,
): AsyncGenerator<Buffer> {
  const { ldap } = connection;
  const user = userOfBind(ldap, request);
  const log = (code?: number): void => {
    ldap.log.add({
      at: new Date(ldap.google.now()).toISOString(),
      name: request.name,
      ...(user ? { user: user.primaryEmail } : {}),
      ...(code === undefined ? {} : { code }),
    });
  };
  const tell = (result: Result): Buffer => {
    log(result.code);
    return resultMessage(messageId, BIND_RESPONSE, result);
  };
  connection.speaker = 'nobody'; // RFC 4513, 4: until a bind succeeds
  const refusal = refusalOf(connection) ?? overQuota(ldap);
  if (refusal) {
    yield tell(refusal);
    return;
  }
  const fault = ldap.faults.draw(user?.id);
  switch (fault?.kind) {
    case 'code':
      yield tell(fault);
      return;
    case 'silence':
      log();
      return;
    case 'bytes':
      log();
      yield Buffer.from(fault.hex, 'hex');
      return;
    case 'close':
      log();
      throw new Error('The connection breaks, as the control API asked for.');
    case 'late':
    case undefined:
  }
  if (fault) await ldap.clock.sleep(durationMs(fault.delayMs));
  const { result, speaker } = answerBind(ldap, request);
  connection.speaker = speaker;
  yield tell(result);
}

function overQuota({ quota, settings, google }: LdapDirectory): Result | undefined {
  // Google gives no message with it.
  return quota.take(settings.bindsPerSecond, google.now())
    ? undefined
    : { code: CODE.adminLimitExceeded };
}
