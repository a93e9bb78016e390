type IndexedField = { readonly fieldPath: string; readonly order: 'ASCENDING' };

/**
 * The composite indexes that these adapters need besides Firestore's single-field indexes. Every index
 * implicitly ends with `__name__`, in the order of the field before it. The emulator requires no indexes,
 * so a test pins the queries that this list covers. Terraform creates the indexes.
 */
export const COMPOSITE_INDEXES: readonly {
  readonly collection: string;
  readonly fields: readonly IndexedField[];
}[] = [
  // list, with conditions; Firestore merges the indexes of several
  ['status', 'addressSearch'],
  ['proofStanding', 'addressSearch'],
  ['isDrifted', 'addressSearch'],
  ['addressSearch', 'dueAt'], // dueBetween
  ['addressSearch', 'unfinishedAt'], // dueBetween with `turns: false`
  ['orgUnitPath', 'passwordCreatedAt'], // madeBefore, in an organisational unit
].map((fields) => ({
  collection: 'accounts',
  fields: fields.map((fieldPath) => ({ fieldPath, order: 'ASCENDING' })),
}));

/** Fields of an account. Only queried fields keep an index, and `userId` and `primaryEmail` for manual lookups. */
const OF_ACCOUNTS = [
  'adminSeenAt',
  'announceFrom',
  'announcedTurn',
  'askedRotation',
  'candidates',
  'current',
  'customerId',
  'devices',
  'failures',
  'foreignChanges',
  'heldForDevices',
  'lastMet',
  'lastVersion',
  'leakedAt',
  'lease',
  'leftAtGoogle',
  'leftDevices',
  'nextRotationAt',
  'outages',
  'ownBinds',
  'ownRotations',
  'proof',
  'proofHeldUntil',
  'quarantineUntil',
  'refusedBinds',
  'revision',
  'revokedAt',
  'rotationRequests',
  'sends',
  'wantedBy',
  'wantedSince',
  'writer',
];

/** Fields of a run. Some are lists of hundreds of elements, and each element would be an index entry. */
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
 * Fields that no query uses. Their single-field indexes are switched off, which reduces the work per write
 * and the storage. All other fields keep theirs.
 */
export const UNINDEXED_FIELDS: readonly {
  readonly collection: string;
  readonly fieldPath: string;
}[] = [
  ...OF_ACCOUNTS.map((fieldPath) => ({ collection: 'accounts', fieldPath })),
  ...OF_RUNS.map((fieldPath) => ({ collection: 'runs', fieldPath })),
];

/** Firestore deletes a document within about a day after this time. No query uses the field. */
export const FORGOTTEN_AT = { collection: 'runs', fieldPath: 'forgetAt' } as const;
