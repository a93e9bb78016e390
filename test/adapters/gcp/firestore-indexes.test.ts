import { type CollectionReference, Firestore, type Query } from '@google-cloud/firestore';
import {
  accountQueries,
  type AskAccounts,
} from '../../../functions/adapters/gcp/firestore-account-queries';
import { datedQueries } from '../../../functions/adapters/gcp/firestore-dated-queries';
import { dueQueries } from '../../../functions/adapters/gcp/firestore-due-queries';
import {
  COMPOSITE_INDEXES,
  UNINDEXED_FIELDS,
} from '../../../functions/adapters/gcp/firestore-indexes';
import { workspaceQueries } from '../../../functions/adapters/gcp/firestore-workspace-queries';
import { pageToken } from '../../../functions/adapters/gcp/page-token';
import { epochMs } from '../../../functions/domain/time';
import { fullAccount } from '../../contracts/sample-documents';
import { fullRun } from '../../contracts/sample-runs';

const accounts: CollectionReference = new Firestore({ projectId: 'p' }).collection('accounts');

/** Runs no queries; records them. */
function recorder() {
  const asked: Query[] = [];
  const keep = (narrow: (all: Query) => Query): void => {
    asked.push(narrow(accounts));
  };
  const ask: AskAccounts = {
    get: () => Promise.resolve(undefined),
    find: (narrow) => {
      keep(narrow);
      return Promise.resolve([]);
    },
    count: (narrow) => {
      keep(narrow);
      return Promise.resolve(0);
    },
    sum: (narrow) => {
      keep(narrow);
      return Promise.resolve(0);
    },
  };
  const queries = {
    ...accountQueries(ask),
    ...dueQueries(ask),
    ...datedQueries(ask),
    ...workspaceQueries(ask),
  };
  return { asked, queries };
}

const of =
  (collection: string) =>
  (each: { collection: string }): boolean =>
    each.collection === collection;

const before = epochMs(500);

type Queries = ReturnType<typeof recorder>['queries'];

/** Each query with the index it needs; `own` is Firestore's own single-field index. */
const QUERIES: [string, string, (queries: Queries) => unknown, Query][] = [
  [
    'a list of everybody',
    'own',
    (queries) => queries.list({ limit: 10 }),
    accounts
      .where('addressSearch', '>=', '')
      .orderBy('addressSearch')
      .orderBy('__name__')
      .limit(11),
  ],
  [
    'a list by the beginning of an address, from a page on',
    'own',
    (queries) => queries.list({ query: 'An', limit: 10, pageToken: pageToken(['anna@x', '7']) }),
    accounts
      .where('addressSearch', '>=', 'an')
      .where('addressSearch', '<', 'an\u{10ffff}')
      .orderBy('addressSearch')
      .orderBy('__name__')
      .limit(11)
      .startAfter('anna@x', '7'),
  ],
  [
    'a list by status',
    'status, addressSearch',
    (queries) => queries.list({ status: 'parked', limit: 10 }),
    accounts
      .where('status', '==', 'parked')
      .where('addressSearch', '>=', '')
      .orderBy('addressSearch')
      .orderBy('__name__')
      .limit(11),
  ],
  [
    'a list by status and the beginning of an address',
    'status, addressSearch',
    (queries) => queries.list({ status: 'parked', query: '@', limit: 10 }),
    accounts
      .where('status', '==', 'parked')
      .where('addressSearch', '>=', '@')
      .where('addressSearch', '<', '@\u{10ffff}')
      .orderBy('addressSearch')
      .orderBy('__name__')
      .limit(11),
  ],
  [
    'a list by what binds have shown of the password',
    'proofStanding, addressSearch',
    (queries) => queries.list({ proof: 'doubted', limit: 10 }),
    accounts
      .where('proofStanding', '==', 'doubted')
      .where('addressSearch', '>=', '')
      .orderBy('addressSearch')
      .orderBy('__name__')
      .limit(11),
  ],
  [
    'a list of whose password somebody else changed',
    'isDrifted, addressSearch',
    (queries) => queries.list({ drifted: true, limit: 10 }),
    accounts
      .where('isDrifted', '==', true)
      .where('addressSearch', '>=', '')
      .orderBy('addressSearch')
      .orderBy('__name__')
      .limit(11),
  ],
  [
    'the accounts of some addresses',
    'own',
    (queries) => queries.named(['a@x', 'b@x', 'a@x']),
    accounts.where('addressSearch', 'in', ['a@x', 'b@x']),
  ],
  [
    'who is due, from a page on',
    'own',
    (queries) => queries.due({ before, turns: true, limit: 10, pageToken: pageToken([400, '7']) }),
    accounts
      .where('dueAt', '<=', 500)
      .orderBy('dueAt')
      .orderBy('__name__')
      .limit(11)
      .startAfter(400, '7'),
  ],
  [
    'who was begun',
    'own',
    (queries) => queries.due({ before, turns: false, limit: 10 }),
    accounts.where('unfinishedAt', '<=', 500).orderBy('unfinishedAt').orderBy('__name__').limit(11),
  ],
  [
    'who is due between two addresses',
    'addressSearch, dueAt',
    (queries) => queries.dueBetween({ before, turns: true, from: 'a@x', to: 'b@x' }),
    accounts
      .where('addressSearch', '>=', 'a@x')
      .where('addressSearch', '<=', 'b@x')
      .where('dueAt', '<=', 500)
      .orderBy('addressSearch')
      .orderBy('dueAt')
      .limit(1000),
  ],
  [
    'who was begun between two addresses',
    'addressSearch, unfinishedAt',
    (queries) => queries.dueBetween({ before, turns: false, from: 'a@x', to: 'b@x' }),
    accounts
      .where('addressSearch', '>=', 'a@x')
      .where('addressSearch', '<=', 'b@x')
      .where('unfinishedAt', '<=', 500)
      .orderBy('addressSearch')
      .orderBy('unfinishedAt')
      .limit(1000),
  ],
  [
    'old passwords, of the root as of everybody',
    'own',
    (queries) => queries.madeBefore({ before, orgUnitPath: '/', limit: 10 }),
    accounts
      .where('passwordCreatedAt', '<', 500)
      .orderBy('passwordCreatedAt')
      .orderBy('__name__')
      .limit(11),
  ],
  [
    'old passwords of a unit, from a page on',
    'orgUnitPath, passwordCreatedAt',
    (queries) =>
      queries.madeBefore({
        before,
        orgUnitPath: '/Staff',
        limit: 10,
        pageToken: pageToken(['/Staff/A', 400, '7']),
      }),
    accounts
      .where('orgUnitPath', '>=', '/Staff')
      .where('orgUnitPath', '<', '/Staff0')
      .where('passwordCreatedAt', '<', 500)
      .orderBy('orgUnitPath')
      .orderBy('passwordCreatedAt')
      .orderBy('__name__')
      .limit(11)
      .startAfter('/Staff/A', 400, '7'),
  ],
  [
    'a count of who is due',
    'own',
    (queries) => queries.countDue({ before, turns: true }),
    accounts.where('dueAt', '<=', 500),
  ],
  [
    'a count of who is tried again',
    'own',
    (queries) => queries.countRetrying(),
    accounts.where('retryAt', '>=', 0),
  ],
  [
    'a count by status',
    'own',
    (queries) => queries.countByStatus(),
    accounts.where('status', '==', 'active'),
  ],
  [
    'the first Workspace',
    'own',
    (queries) => queries.workspaces(),
    accounts.where('passwordOf', '>', '').orderBy('passwordOf').select('passwordOf').limit(1),
  ],
  [
    'a count of a Workspace’s passwords',
    'own',
    (queries) => queries.countOfWorkspace('C1'),
    accounts.where('passwordOf', '==', 'C1'),
  ],
  [
    'the passwords of a Workspace, from a page on',
    'own',
    (queries) =>
      queries.ofWorkspace({ customerId: 'C1', limit: 10, pageToken: pageToken(['C1', '7']) }),
    accounts.where('passwordOf', '==', 'C1').orderBy('__name__').limit(11).startAfter('7'),
  ],
  [
    'the last failures',
    'own',
    (queries) => queries.recentFailures(10),
    accounts.orderBy('lastFailure.at', 'desc').limit(10),
  ],
];

describe('the indexes of Firestore', () => {
  it.each(QUERIES)('are made for %s (%s)', async (_name, _index, ask, expected) => {
    const { asked, queries } = recorder();
    await ask(queries);
    expect(asked[0]!.isEqual(expected)).toBe(true);
  });

  it('are, as composite ones, exactly those that these queries need', () => {
    const needed = new Set(QUERIES.map(([, index]) => index).filter((index) => index !== 'own'));
    const made = COMPOSITE_INDEXES.map(({ fields }) =>
      fields.map(({ fieldPath }) => fieldPath).join(', '),
    );
    expect(made).toEqual([...needed]);
  });

  it('leave out exactly the fields of an account that no query and nobody by hand looks for', () => {
    const leftOut = UNINDEXED_FIELDS.filter(of('accounts')).map(({ fieldPath }) => fieldPath);
    const lookedFor = new Set([
      'userId',
      'primaryEmail',
      'status',
      'retryAt',
      'orgUnitPath',
      'goneSince',
      'freedAt',
      'lastFailure',
      'drift',
    ]);
    const stored = [...Object.keys(fullAccount), 'writer'];
    expect(leftOut.toSorted()).toEqual(stored.filter((field) => !lookedFor.has(field)).toSorted());
  });

  it('leave out only fields that a run has and no query names', () => {
    const stored = [...Object.keys(fullRun), 'writer'];
    for (const { fieldPath } of UNINDEXED_FIELDS.filter(of('runs'))) {
      expect(stored).toContain(fieldPath);
      expect(['runId', 'state', 'startedBy', 'startedAt']).not.toContain(fieldPath);
    }
  });
});
