import { extentOf, TAG } from './element';

/** Longer messages are refused: a bind or a search needs less than a tenth. */
const MAX_MESSAGE_BYTES = 65_536;

/** Cuts a stream of bytes into messages. It holds at most one that is not whole yet. */
export class Frames {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages that are whole now, or `malformed`, after which nothing more can be read. */
  push(chunk: Buffer): readonly Buffer[] | 'malformed' {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const messages: Buffer[] = [];
    for (;;) {
      const extent = extentOf(bytes);
      const isMessage = bytes.length === 0 || bytes[0] === TAG.sequence;
      if (!isMessage || extent.kind === 'malformed') return 'malformed';
      const length = extent.kind === 'known' ? extent.head + extent.content : Infinity;
      if (extent.kind === 'known' && length > MAX_MESSAGE_BYTES) return 'malformed';
      if (length > bytes.length) break;
      messages.push(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
    }
    this.#rest = Buffer.from(bytes); // a copy: the chunk is not kept alive
    return messages;
  }
}
