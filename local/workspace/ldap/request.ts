import { type Element, readElements, readInteger, TAG } from './element';

/** A request as Google's server tells them apart. */
export type Request = { readonly messageId: number } & (
  | {
      readonly kind: 'bind';
      readonly version: number;
      readonly name: string;
      readonly credentials: Credentials;
    }
  | SearchRequest
  /** An operation that Google's LDAP does not have. `answerTag` is its response's. */
  | { readonly kind: 'unsupported'; readonly answerTag: number }
  | { readonly kind: 'extended'; readonly oid: string }
  | { readonly kind: 'unbind' | 'abandon' }
);

export type Credentials =
  | { readonly kind: 'simple'; readonly password: string }
  | { readonly kind: 'sasl'; readonly mechanism: string; readonly value: string | undefined }
  | { readonly kind: 'other' };

export type SearchRequest = {
  readonly kind: 'search';
  readonly base: string;
  readonly scope: 'base' | 'one' | 'sub';
  /** 0: as many as the server likes. */
  readonly sizeLimit: number;
  readonly typesOnly: boolean;
  readonly filter: Element;
  /** Empty: all. */
  readonly attributes: readonly string[];
};

/** The response's tag of every request that is answered with code 2. */
const UNSUPPORTED = new Map([
  [0x66, 0x67], // modify
  [0x68, 0x69], // add
  [0x4a, 0x6b], // delete
  [0x6c, 0x6d], // modify DN
  [0x6e, 0x6f], // compare
]);

/**
 * Reads one message (RFC 4511, 4.1.1). Controls are passed over. `unknown` is a well-formed message of no
 * known operation.
 */
export function readRequest(bytes: Buffer): Request | 'malformed' | 'unknown' {
  const [message] = readElements(bytes) ?? [];
  const [id, operation] = readElements(message?.content ?? NOTHING) ?? [];
  const messageId = id?.tag === TAG.integer ? readInteger(id) : undefined;
  if (message?.tag !== TAG.sequence || !messageId || !operation) return 'malformed';
  const answerTag = UNSUPPORTED.get(operation.tag);
  if (answerTag !== undefined) return { messageId, kind: 'unsupported', answerTag };
  switch (operation.tag) {
    case 0x60:
      return readBind(messageId, operation.content);
    case 0x42:
      return { messageId, kind: 'unbind' };
    case 0x63:
      return readSearch(messageId, operation.content);
    case 0x50:
      return { messageId, kind: 'abandon' };
    case 0x77: {
      const [oid] = readElements(operation.content) ?? [];
      return oid?.tag === 0x80 ? { messageId, kind: 'extended', oid: text(oid) } : 'malformed';
    }
    default:
      return 'unknown';
  }
}

const NOTHING = Buffer.alloc(0);

const text = ({ content }: Element): string => content.toString('utf8');

function readBind(messageId: number, content: Buffer): Request | 'malformed' {
  const [version, name, authentication] = readElements(content) ?? [];
  const number = version && readInteger(version);
  if (number === undefined || name?.tag !== TAG.octets || !authentication) return 'malformed';
  const credentials = readCredentials(authentication);
  if (credentials === 'malformed') return 'malformed';
  return { messageId, kind: 'bind', version: number, name: text(name), credentials };
}

function readCredentials(authentication: Element): Credentials | 'malformed' {
  if (authentication.tag === 0x80) return { kind: 'simple', password: text(authentication) };
  if (authentication.tag !== 0xa3) return { kind: 'other' };
  const [mechanism, value] = readElements(authentication.content) ?? [];
  if (mechanism?.tag !== TAG.octets) return 'malformed';
  return { kind: 'sasl', mechanism: text(mechanism), value: value && text(value) };
}

const SCOPES = ['base', 'one', 'sub'] as const;

function readSearch(messageId: number, content: Buffer): Request | 'malformed' {
  const [base, scopeNumber, , size, , typesOnly, filter, list] = readElements(content) ?? [];
  if (!base || !scopeNumber || !size || !typesOnly || !filter || !list) return 'malformed';
  const scope = SCOPES[readInteger(scopeNumber) ?? -1];
  const sizeLimit = readInteger(size);
  const attributes = readElements(list.content);
  if (scope === undefined || sizeLimit === undefined || !attributes) return 'malformed';
  return {
    messageId,
    kind: 'search',
    base: text(base),
    scope,
    sizeLimit,
    typesOnly: typesOnly.content[0] !== 0,
    filter,
    attributes: attributes.map(text),
  };
}
