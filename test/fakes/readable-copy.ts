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
  const data = inJson({ ...stored(document), schemaVersion: SCHEMA_VERSION });
  if (!isDeepStrictEqual(read('written', data), inJson(document)))
    throw new TypeError(`It would be read as another document: ${JSON.stringify(document)}`);
  return frozenCopy(document);
}

const inJson = (document: object): unknown => JSON.parse(JSON.stringify(document));
