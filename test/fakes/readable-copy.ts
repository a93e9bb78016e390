import { isDeepStrictEqual } from 'node:util';
import { SCHEMA_VERSION } from '../../functions/adapters/document-reader';
import { frozenCopy } from './frozen-copy';

/**
 * A copy of a document that a store writes. Throws if the real reader would not read the same from a real store: such
 * a record would be lost.
 */
export function readableCopy<Document extends object>(
  document: Document,
  read: (path: string, data: unknown) => unknown,
  stored: (document: Document) => object = (same) => same,
): Document {
  const kept = stored(document);
  const data = inJson(kept);
  const same = kept === document ? data : inJson(document);
  if (!isDeepStrictEqual(read('written', { ...data, schemaVersion: SCHEMA_VERSION }), same))
    throw new TypeError(`It would be read as another document: ${JSON.stringify(document)}`);
  return frozenCopy(document);
}

const inJson = (document: object): object => JSON.parse(JSON.stringify(document)) as object;
