type IndexedField = { readonly fieldPath: string; readonly order: 'ASCENDING' };

/**
 * The composite indexes that the queries of these adapters need beside Firestore's own index of each
 * field. Every index ends with `__name__` by itself, in the order of the field before it. The emulator
 * asks for none, so a test pins the queries that this list was made for; Terraform makes the indexes.
 */
export const COMPOSITE_INDEXES: readonly {
  readonly collection: string;
  readonly fields: readonly IndexedField[];
}[] = [
  ['status', 'addressSearch'], // list, with a status
  ['addressSearch', 'dueAt'], // dueBetween
  ['addressSearch', 'unfinishedAt'], // dueBetween, without turns
  ['orgUnitPath', 'passwordCreatedAt'], // madeBefore, in a unit
].map((fields) => ({
  collection: 'accounts',
  fields: fields.map((fieldPath) => ({ fieldPath, order: 'ASCENDING' })),
}));

/** Of an account: only what is found by a query keeps an index, and `userId` for whoever looks by hand. */
const OF_ACCOUNTS = [
  'adminSeenAt',
  'candidates',
  'current',
  'customerId',
  'failures',
  'lastMet',
  'lastVersion',
  'lease',
  'leftAtGoogle',
  'nextRotationAt',
  'quarantineUntil',
  'revision',
  'rotationRequests',
  'wantedSince',
  'writer',
];

/** Of a run: lists of hundreds among them, each element of which would be an entry. */
const OF_RUNS = [
  'counts',
  'cursor',
  'hand',
  'lastBatchAt',
  'putOff',
  'scope',
  'skippedBy',
  'slice',
  'step',
  'wave',
  'workedMs',
  'writer',
];

/**
 * Fields that no query names: their own indexes are switched off, which spares a write the entries
 * and Firestore the storage. All other fields keep theirs.
 */
export const UNINDEXED_FIELDS: readonly {
  readonly collection: string;
  readonly fieldPath: string;
}[] = [
  ...OF_ACCOUNTS.map((fieldPath) => ({ collection: 'accounts', fieldPath })),
  ...OF_RUNS.map((fieldPath) => ({ collection: 'runs', fieldPath })),
];

/** Firestore deletes a document once this moment is over, within a day or so; no query names it. */
export const FORGOTTEN_AT = { collection: 'runs', fieldPath: 'forgetAt' } as const;
