import { type Row } from './figure';

const USERS = 10_000;

/**
 * List prices in US dollars, us-central1, November 2026: cloud.google.com/kms/pricing and
 * cloud.google.com/firestore/pricing.
 */
const PRICES = {
  kmsKeyVersion: 0.06,
  kmsCall: 0.03 / 10_000,
  read: 0.03 / 100_000,
  write: 0.09 / 100_000,
  deletion: 0.01 / 100_000,
};

/** Firestore's free quota per day. */
const FREE = { reads: 50_000, writes: 20_000, deletions: 20_000 };

/** Users in a batch: two seconds at 25 a second. A batch takes 6 reads and 3 writes. */
const BATCH = 50;

/**
 * The usage per user, for one rotation and one read by another service, as counted in
 * test/domain/rotation/rotation-cost.test.ts. The read takes 2 Firestore reads and 1 decryption.
 */
const EACH = { reads: 3 + 6 / BATCH + 2, writes: 3 + 3 / BATCH, deletions: 1, kmsCalls: 2 };

/** Reads of the day's counts (test/domain/rotation/count-today.test.ts): 2 for each 1,000 accounts, and 11. */
const READ_BY_COUNTS = 11 + 2 * (USERS / 1000);

/** Reads by the schedule's 96 ticks on that day: 36 each, plus 1 for each 1,000 accounts, and the counts. */
const READ_BY_TICKS = 96 * (36 + USERS / 1000) + READ_BY_COUNTS;

/**
 * Reads for Google's log of changes: each own change once, and those of the minute that a tick finds unfinished once
 * more, as counted in test/domain/drift/drift-cost.test.ts.
 */
const READ_FOR_LOG = USERS + 25 * 60;

/** Writes by the ticks that find changes in the log: what was dealt with, and how far it was read. */
const WRITTEN_FOR_LOG = 96 * 2;

/** The cost of a month, computed without running anything. All other usage stays within the free quotas. */
export function costRows(): Promise<Row[]> {
  const kms = PRICES.kmsKeyVersion + USERS * EACH.kmsCalls * PRICES.kmsCall;
  const name = `cost of ${USERS.toLocaleString('en-US')} users rotated monthly, list prices`;
  const common = {
    unit: 'dollars',
    beside: { name: 'of it Cloud KMS', value: kms },
    run: 'computed from what test/domain/rotation/rotation-cost.test.ts counts; the worst case, everybody on one day, so that the free amount counts once',
  };
  const accounts = kms + firestore(0);
  return Promise.resolve([
    { name, ...common, goal: { of: 'measured', atMost: 0.13 }, measured: accounts },
    {
      name: `${name}, with the reads of the schedule's ticks`,
      ...common,
      measured: kms + firestore(READ_BY_TICKS),
    },
    {
      name: `${name}, with those and with Google's log of changes, in whole cents`,
      ...common,
      goal: { of: 'measured', atMost: 0.13 },
      measured: inCents(kms + firestore(READ_BY_TICKS + READ_FOR_LOG, WRITTEN_FOR_LOG)),
    },
  ]);
}

const inCents = (dollars: number): number => Math.round(dollars * 100) / 100;

/** Firestore's cost on that day with this many additional reads and writes. */
function firestore(moreReads: number, moreWrites = 0): number {
  const beyond = (used: number, free: number): number => Math.max(0, used - free);
  return (
    beyond(USERS * EACH.reads + moreReads, FREE.reads) * PRICES.read +
    beyond(USERS * EACH.writes + moreWrites, FREE.writes) * PRICES.write +
    beyond(USERS * EACH.deletions, FREE.deletions) * PRICES.deletion
  );
}
