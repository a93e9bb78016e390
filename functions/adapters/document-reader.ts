import { type z } from 'zod';

/** The current version of the document format. A reader refuses any other version. */
export const SCHEMA_VERSION = 1;

/**
 * A document that this release cannot read: an older or newer format, or invalid data. Names the path,
 * never the content.
 */
export class UnreadableDocument extends Error {
  /** The first part of the path. */
  readonly collection: string;

  constructor(path: string, error: z.ZodError) {
    const places = error.issues.map((issue) => `/${issue.path.map(String).join('/')}`);
    super(`${path} is not in the form of schema version ${SCHEMA_VERSION}: ${places.join(', ')}`);
    this.name = 'UnreadableDocument';
    this.collection = path.split('/', 1)[0] ?? '';
  }

  /** The same, for a document that a new one replaces. */
  replaced(): this {
    this.message = `${this.message}. ${REPLACED}`;
    return this;
  }
}

/** What becomes of an unreadable document that a new one replaces. */
const REPLACED =
  'A new one replaces it, so there is nothing to do. If this recurs, two releases are at work: deploy one of them.';

export type ReadDocument<Document> = (path: string, data: unknown) => Document;

/** Checks a stored document against its schema. Throws an `UnreadableDocument`. */
export const documentReader =
  <Document>(schema: z.ZodType<Document>) =>
  (path: string, data: unknown): Document => {
    const result = schema.safeParse(data);
    if (!result.success) throw new UnreadableDocument(path, result.error);
    return result.data;
  };

/** A reader that returns the error of an unreadable document. */
export const orUnreadable =
  <Document>(read: ReadDocument<Document>) =>
  (path: string, data: unknown): Document | UnreadableDocument => {
    try {
      return read(path, data);
    } catch (error) {
      if (error instanceof UnreadableDocument) return error;
      throw error;
    }
  };

/** The documents that can be read, in their order, and the errors of the others. */
export function readApart<Document>(
  read: ReadDocument<Document>,
  documents: readonly { readonly path: string; readonly data: unknown }[],
): { readonly found: readonly Document[]; readonly unreadable: readonly UnreadableDocument[] } {
  const found: Document[] = [];
  const unreadable: UnreadableDocument[] = [];
  for (const { path, data } of documents) {
    const each = orUnreadable(read)(path, data);
    if (each instanceof UnreadableDocument) unreadable.push(each);
    else found.push(each);
  }
  return { found, unreadable };
}
