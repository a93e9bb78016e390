import { inspect } from 'node:util';
import { Firestore, type Timestamp } from '@google-cloud/firestore';
import { FORGOTTEN_AT } from '../../functions/adapters/gcp/firestore-indexes';
import { firestoreRunStore } from '../../functions/adapters/gcp/firestore-run-store';
import { noCredentials } from '../../functions/adapters/gcp/google-credentials';
import { UnreadableDocument } from '../../functions/adapters/document-reader';
import { type Account, userId } from '../../functions/domain/account';
import { epochMs } from '../../functions/domain/time';
import { type AccountStores } from '../contracts/account-store.contract';
import { FIRST_RUN_PLANNING } from '../contracts/first-release-documents';
import { event, fullAccount } from '../contracts/sample-documents';
import { bareRun, fullRun } from '../contracts/sample-runs';
import { EMULATOR, newProject, openDatabase, storesOf } from './empty-database';

const CANARY = 'CANARY-do-not-tell';

describe('a document in Firestore', () => {
  let raw: Firestore;
  let client: ReturnType<typeof openDatabase>;
  let stores: AccountStores;
  beforeEach(async () => {
    const projectId = newProject();
    raw = new Firestore({ projectId, host: EMULATOR, ssl: false, auth: await noCredentials() });
    client = openDatabase(projectId);
    stores = storesOf(client);
  });
  afterEach(async () => {
    await client[Symbol.asyncDispose]();
    await raw.terminate();
  });

  it('of an account that is held for devices says since when, unless nobody can get its password', async () => {
    const { drift: _, ...held } = fullAccount;
    const turnOf = async (write: Account): Promise<unknown> => {
      await stores.accounts.transact(write.userId, () => ({ write, result: undefined }));
      return (await raw.doc(`accounts/${write.userId}`).get()).data()?.['heldTurn'];
    };
    expect(await turnOf(held)).toBe(1702592000123);
    expect(await turnOf(fullAccount)).toBeUndefined();
  });

  it('of an account has its schema version, the address to search by and who wrote it', async () => {
    const { contested: _, ...drift } = fullAccount.drift!; // a contested account is never due
    const written = { ...fullAccount, drift, primaryEmail: 'Zoë@Bücher.example' };
    await stores.accounts.transact(fullAccount.userId, () => ({
      write: written,
      events: [event('e1', 5)],
      result: undefined,
    }));
    const account = (await raw.doc(`accounts/${fullAccount.userId}`).get()).data();
    expect(account).toEqual({
      ...written,
      revision: 1,
      proofStanding: 'unproved',
      isDrifted: true,
      schemaVersion: 1,
      addressSearch: 'zoë@bücher.example',
      dueAt: 1700001800999,
      unfinishedAt: 1700001800999,
      passwordCreatedAt: 1700000100456,
      passwordOf: 'C03az79cb',
      devicesBehind: 2,
      rotationAskedAt: 1700001800999,
      keptSince: 1700000000123,
      writer: expect.stringMatching(/^[0-9a-f-]{36}$/) as unknown,
    });
    expect((await raw.doc('outbox/e1').get()).data()).toEqual({
      id: 'e1',
      type: 'password.issued',
      at: 5,
      schemaVersion: 1,
    });
  });

  it('of an account whose password was destroyed is overwritten in its place', async () => {
    const { userId: id, current } = fullAccount;
    const { ciphertext: sealed, ...known } = current!;
    await stores.accounts.transact(id, () => ({ write: fullAccount, result: undefined }));
    const written = { ...fullAccount, current: { ...known, forgottenAt: epochMs(1700086400123) } };
    await stores.accounts.transact(id, () => ({ write: written, result: undefined }));
    const account = (await raw.doc(`accounts/${id}`).get()).data();
    expect(account).toMatchObject({ current: { version: 3, ciphertext: 'destroyed' } });
    expect(JSON.stringify(account)).not.toContain(sealed);
    expect(account).not.toHaveProperty('keptSince');
    expect(await stores.accounts.read(id)).toStrictEqual({ ...written, revision: 2 });
  });

  it('of a run has its expiry, once it has ended, and is read as it was written', async () => {
    const runs = firestoreRunStore(client);
    const { finishedAt: _, ...active } = fullRun;
    await runs.transact(fullRun.runId, () => ({ write: active, result: undefined }));
    const { collection, fieldPath } = FORGOTTEN_AT;
    const document = raw.doc(`${collection}/${fullRun.runId}`);
    expect((await document.get()).get(fieldPath)).toBeUndefined();

    const finishedAt = epochMs(Date.parse('2026-01-01T00:00:00Z'));
    const ended = { ...fullRun, finishedAt };
    await runs.transact(fullRun.runId, () => ({ write: ended, result: undefined }));
    const forgetAt = (await document.get()).get(fieldPath) as Timestamp;
    expect(forgetAt.toDate().toISOString()).toBe('2027-02-05T00:00:00.000Z');
    expect(await runs.read(fullRun.runId)).toEqual(ended);
  });

  it('of a run that the first release started is active, and is continued', async () => {
    const runs = firestoreRunStore(client);
    const { runId } = FIRST_RUN_PLANNING;
    await raw.doc(`runs/${runId}`).set(FIRST_RUN_PLANNING);
    expect(await runs.active()).toMatchObject([{ runId, state: 'waiting', slice: 1 }]);
    const given = await runs.start(bareRun('new', 1), ({ kind }) => kind === 'rotate');
    expect(given.runId).toBe(runId);
  });

  const broken: [string, object, string][] = [
    ['of an older form', { schemaVersion: 0 }, '/schemaVersion'],
    ['of a newer form', { schemaVersion: 2 }, '/schemaVersion'],
    ['without its version', { schemaVersion: undefined }, '/schemaVersion'],
    ['with a status that is none', { status: CANARY }, '/status'],
    ['with a time that is text', { nextRotationAt: CANARY }, '/nextRotationAt'],
    ['with a candidate that is text', { candidates: [CANARY] }, '/candidates/0'],
    ['with a password of another form', { current: { password: CANARY } }, '/current/version'],
  ];
  it.each(broken)('%s is refused in every query, and its content is not quoted', async (...row) => {
    const [, change, place] = row;
    await raw.doc('accounts/1').set(
      JSON.parse(
        JSON.stringify({
          ...{ ...fullAccount, userId: '1', nextRotationAt: 7, schemaVersion: 1 },
          ...{ addressSearch: 'a@example.com', ...change },
        }),
      ) as Record<string, unknown>,
    );
    const asked = [
      stores.accounts.read(userId('1')),
      stores.accounts.transact(userId('1'), (account) => ({ result: account })),
    ];
    for (const answer of await Promise.allSettled(asked)) {
      const reason: unknown = answer.status === 'rejected' ? answer.reason : undefined;
      expect(reason).toBeInstanceOf(UnreadableDocument);
      const text = inspect(reason, { showHidden: true, depth: Infinity }) + JSON.stringify(reason);
      expect(text).toContain('accounts/1 is not in the form of schema version 1');
      expect(text).toContain(place);
      expect(text).not.toContain(CANARY);
    }
    expect(await stores.accounts.list({ limit: 10 })).toEqual({
      accounts: [],
      unreadable: [{ userId: '1', primaryEmail: 'a@example.com' }],
    });
  });

  it('of the configuration is refused in an older form too', async () => {
    await raw.doc('configuration/current').set({ adminUsername: CANARY });
    const refused = stores.configurations.read();
    await expect(refused).rejects.toThrow(
      'configuration/current is not in the form of schema version 1: /schemaVersion, /policy, /retiredKeyVersions, /revision',
    );
  });

  it('that is not an event is set aside and reported, without what it holds', async () => {
    await raw.doc('outbox/odd').set({ at: 1, type: CANARY });
    expect(await stores.outbox.pending(10)).toStrictEqual([]);
    expect((await stores.outbox.unreadable()).map(({ message }) => message)).toStrictEqual([
      'outbox/odd is not in the form of schema version 1: /schemaVersion, /type',
    ]);
  });

  it('that is an event with another ID leaves the outbox by its own', async () => {
    await stores.accounts.transact(userId('1'), () => ({
      events: [event('e1', 5)],
      result: undefined,
    }));
    await raw.doc('outbox/e1').update({ id: 'another' });
    const pending = await stores.outbox.pending(10);
    expect(pending).toStrictEqual([event('e1', 5)]);
    await stores.outbox.remove(pending.map(({ id }) => id));
    expect(await stores.outbox.pending(10)).toStrictEqual([]);
  });

  it('that is not due, or never due, is not counted', async () => {
    await raw.doc('accounts/1').set({ dueAt: 100 });
    await raw.doc('accounts/2').set({ dueAt: 101 });
    await raw.doc('accounts/3').set({});
    expect(await stores.accounts.countDue({ before: epochMs(100), turns: true })).toBe(1);
  });
});
