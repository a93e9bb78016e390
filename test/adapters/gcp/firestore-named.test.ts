import { Firestore, type Query } from '@google-cloud/firestore';
import { accountQueries } from '../../../functions/adapters/gcp/firestore-account-queries';

const accounts = new Firestore({ projectId: 'p' }).collection('accounts');
const addresses = Array.from({ length: 1_000 }, (_, number) => `user${number}@x`);

test('1,000 addresses take queries for 30 of them, as many as Firestore allows', async () => {
  const asked: Query[] = [];
  const queries = accountQueries({
    get: () => Promise.reject(new Error('nothing is read by id')),
    find: (narrow) => {
      asked.push(narrow(accounts));
      return Promise.resolve([]);
    },
    count: () => Promise.reject(new Error('nothing is counted')),
    sum: () => Promise.reject(new Error('nothing is summed')),
  });
  await queries.named(addresses);
  expect(asked).toHaveLength(34);
  const last = accounts.where('addressSearch', 'in', addresses.slice(990));
  expect(asked[33]!.isEqual(last)).toBe(true);
});
