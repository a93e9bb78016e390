import {
  type AccountStore,
  type FoundAccounts,
  type Step,
} from '../../functions/ports/account-store';
import { type Account, type UserId } from '../../functions/domain/account';
import { type Ports } from './rotation-world';

/** What Google Cloud counts and bills; docs/performance.md has the prices. */
export class Bill {
  reads = 0;
  writes = 0;
  deletes = 0;
  encryptions = 0;
  decryptions = 0;
  /** Each task is billed once when it is created and once for each delivery. */
  tasks = 0;
  messages = 0;

  /** The cost on top of another bill, per unit, rounded to a tenth, since pages cost something too. */
  over(other: Bill, each: number): Record<string, number> {
    const names = Object.keys(this) as (keyof Omit<Bill, 'over'>)[];
    return Object.fromEntries(
      names.map((name) => [name, Math.round((10 * (this[name] - other[name])) / each) / 10]),
    );
  }
}

type Transact<Key extends unknown[], Current, Document> = <Result>(
  ...call: [...Key, (current: Current) => Step<Document, Result>]
) => Promise<Result>;

/**
 * Ports with the billing of Firestore, Cloud KMS, Cloud Tasks and Pub/Sub. A transaction is billed as a read
 * plus its writes, a page as one read per document, a count as one read per 1,000 documents.
 */
export function metered(ports: Ports, bill: Bill): Ports {
  const { configurations, lanes, pace, dailyCounts, settledActivities } = ports;
  const { cipher, tasks, outbox, events } = ports;
  const { accounts, runs } = meteredStores(ports, bill);
  const read = <Found>(found: Promise<Found>): Promise<Found> => {
    bill.reads += 1;
    return found;
  };
  return {
    ...ports,
    accounts,
    runs,
    configurations: {
      read: () => read(configurations.read()),
      transact: meteredTransact(configurations.transact.bind(configurations), bill),
    },
    pace: {
      read: () => read(pace.read()),
      forgetUnreadable: () => read(pace.forgetUnreadable()),
      transact: meteredTransact(pace.transact.bind(pace), bill),
    },
    settledActivities: {
      transact: meteredTransact(settledActivities.transact.bind(settledActivities), bill),
    },
    lanes: {
      read: (lane) => read(lanes.read(lane)),
      replaceUnreadable: (...lane) => read(lanes.replaceUnreadable(...lane)),
      transact: meteredTransact(lanes.transact.bind(lanes), bill),
    },
    dailyCounts: {
      between: async (from, to) => {
        const found = await dailyCounts.between(from, to);
        bill.reads += atLeastOne(found.length);
        return found;
      },
      put: (counts, keptFrom) => {
        bill.reads += 1; // the query for old days
        bill.writes += 1;
        return dailyCounts.put(counts, keptFrom);
      },
    },
    cipher: {
      encrypt: (...call) => {
        bill.encryptions += 1;
        return cipher.encrypt(...call);
      },
      decrypt: (...call) => {
        bill.decryptions += 1;
        return cipher.decrypt(...call);
      },
    },
    tasks: {
      enqueue: (task) => {
        bill.tasks += 1;
        return tasks.enqueue(task);
      },
    },
    outbox: {
      pending: async (limit) => {
        const found = await outbox.pending(limit);
        bill.reads += atLeastOne(found.length);
        return found;
      },
      unreadable: async () => {
        const found = await outbox.unreadable();
        bill.reads += atLeastOne(found.length);
        return found;
      },
      remove: (ids) => {
        bill.deletes += ids.length;
        return outbox.remove(ids);
      },
    },
    events: {
      publish: (some) => {
        bill.messages += some.length;
        return events.publish(some);
      },
    },
  };
}

function meteredStores({ accounts, runs }: Ports, bill: Bill): Pick<Ports, 'accounts' | 'runs'> {
  const documents = async <Found extends { readonly length: number }>(
    found: Promise<Found>,
  ): Promise<Found> => {
    const { length } = await found;
    bill.reads += atLeastOne(length);
    return found;
  };
  const some = async <Found extends FoundAccounts>(found: Promise<Found>): Promise<Found> => {
    await documents(found.then((given) => [...given.accounts, ...given.unreadable]));
    return found;
  };
  const count = async (counted: Promise<number>): Promise<number> => {
    const number = await counted; // first: counts run concurrently
    bill.reads += thousands(number);
    return number;
  };
  const transactAccount = meteredTransact(
    <Result>(id: UserId, step: (found: Account | undefined) => Step<Account, Result>) =>
      accounts.transact(id, step),
    bill,
  );
  const countedAccounts: AccountStore = {
    read: async (id) => (await documents(accounts.read(id).then((found) => [found])))[0],
    readMany: async (ids) => {
      bill.reads += ids.length; // a missing document is billed too
      return accounts.readMany(ids);
    },
    transact: (id, step) => transactAccount(id, step),
    named: (addresses) => some(accounts.named(addresses)),
    list: (filter) => some(accounts.list(filter)),
    due: (filter) => some(accounts.due(filter)),
    dueBetween: (filter) => some(accounts.dueBetween(filter)),
    madeBefore: (filter) => some(accounts.madeBefore(filter)),
    countMade: (filter) => count(accounts.countMade(filter)),
    writtenAhead: (filter) => some(accounts.writtenAhead(filter)),
    recentFailures: (limit) => some(accounts.recentFailures(limit)),
    countByStatus: async () => {
      const counts = await accounts.countByStatus();
      Object.values(counts).forEach((number) => (bill.reads += thousands(number)));
      return counts;
    },
    countDue: (filter) => count(accounts.countDue(filter)),
    toProve: (filter) => some(accounts.toProve(filter)),
    countToProve: (filter) => count(accounts.countToProve(filter)),
    countByProof: async () => {
      const counts = await accounts.countByProof();
      Object.values(counts).forEach((number) => (bill.reads += thousands(number)));
      return counts;
    },
    countRetrying: () => count(accounts.countRetrying()),
    countDrifted: () => count(accounts.countDrifted()),
    drifted: (filter) => some(accounts.drifted(filter)),
    dated: (filter) => some(accounts.dated(filter)),
    countDated: (date) => count(accounts.countDated(date)),
    eraseTraces: (of) => accounts.eraseTraces(of),
    countBehind: () => count(accounts.countBehind()),
    workspaces: async () => {
      const found = await accounts.workspaces();
      bill.reads += found.length + 1; // the last query finds nothing
      return found;
    },
    countOfWorkspace: (customerId) => count(accounts.countOfWorkspace(customerId)),
    ofWorkspace: (filter) => some(accounts.ofWorkspace(filter)),
    goneUsers: async () => {
      const gone = await accounts.goneUsers();
      bill.reads += atLeastOne(gone.length);
      return gone;
    },
    putOff: (id, until, what) => {
      bill.writes += 1;
      return accounts.putOff(id, until, what);
    },
  };
  return {
    accounts: countedAccounts,
    runs: {
      read: async (id) => (await documents(runs.read(id).then((found) => [found])))[0],
      transact: meteredTransact(runs.transact.bind(runs), bill),
      start: (run, isSame) => {
        bill.reads += 2; // the lock, and the query for active runs
        bill.writes += 2;
        return runs.start(run, isSame);
      },
      active: () => documents(runs.active()),
      recent: (limit) => documents(runs.recent(limit)),
      ofSchedule: (kind, limit) => documents(runs.ofSchedule(kind, limit)),
      besideProofs: (limit) => documents(runs.besideProofs(limit)),
      unreadable: () => documents(runs.unreadable()),
    },
  };
}

/** A query without results is billed as one read. */
const atLeastOne = (documents: number): number => Math.max(1, documents);
const thousands = (counted: number): number => atLeastOne(Math.ceil(counted / 1000));

function meteredTransact<Key extends unknown[], Current, Document>(
  transact: Transact<Key, Current, Document>,
  bill: Bill,
): Transact<Key, Current, Document> {
  return async <Result>(...call: [...Key, (current: Current) => Step<Document, Result>]) => {
    const key = call.slice(0, -1) as Key;
    const step = call.at(-1) as (current: Current) => Step<Document, Result>;
    let decided: Step<Document, Result> | undefined;
    const seen = (current: Current): Step<Document, Result> => (decided = step(current));
    const result = await transact(...key, seen);
    bill.reads += 1;
    if (decided?.write === null) bill.deletes += 1;
    else if (decided?.write !== undefined) bill.writes += 1;
    bill.writes += decided?.events?.length ?? 0;
    return result;
  };
}
