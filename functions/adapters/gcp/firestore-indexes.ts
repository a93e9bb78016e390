type IndexedField = { readonly fieldPath: string; readonly order: 'ASCENDING' | 'DESCENDING' };

/**
 * The composite indexes that the queries of these adapters need beside Firestore's own index of each
 * field. Every index ends with `__name__` by itself, in the order of the field before it. The emulator
 * asks for none, so a test pins the queries that this list was made for; Terraform makes the indexes.
 */
export const COMPOSITE_INDEXES: readonly {
  readonly collection: string;
  readonly fields: readonly IndexedField[];
}[] = [
  {
    // list, with a status
    collection: 'accounts',
    fields: [
      { fieldPath: 'status', order: 'ASCENDING' },
      { fieldPath: 'addressSearch', order: 'ASCENDING' },
    ],
  },
];

/**
 * Fields that no query names: their own indexes are switched off, which spares a write the entries
 * and Firestore the storage. All other fields keep theirs.
 */
export const UNINDEXED_FIELDS: readonly {
  readonly collection: string;
  readonly fieldPath: string;
}[] = [
  ...['candidates', 'current', 'lease', 'rotationRequests', 'writer'].map((fieldPath) => ({
    collection: 'accounts',
    fieldPath,
  })),
  // Lists of hundreds among them: each element would be an entry.
  ...['cursor', 'lease', 'page', 'scope', 'writer'].map((fieldPath) => ({
    collection: 'runs',
    fieldPath,
  })),
];

/** Firestore deletes a document once this moment is over, within a day or so; no query names it. */
export const FORGOTTEN_AT = { collection: 'runs', fieldPath: 'forgetAt' } as const;
