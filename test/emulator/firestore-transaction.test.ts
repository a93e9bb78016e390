import { VendorError } from '../../functions/adapters/vendor-error';
import { userId } from '../../functions/domain/account';
import { bareAccount, event } from '../contracts/sample-documents';
import { EMULATOR, newProject, openDatabase, storesOf } from './empty-database';
import { LossyProxy } from './lossy-proxy';

const ALICE = userId('101');

/** Checks every 20 ms, for at most 10 s. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 500; look += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('It did not come true.');
}

describe('a Firestore transaction', () => {
  it('returns its result once, though the reply to its commit was lost and it ran again', async () => {
    const project = newProject();
    await using proxy = new LossyProxy(EMULATOR);
    await using lossy = openDatabase(project, { emulatorHost: await proxy.start() });
    await using sound = openDatabase(project);
    const behind = storesOf(lossy);
    const direct = storesOf(sound);
    const seen: (number | undefined)[] = [];
    await behind.accounts.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));

    const told = behind.accounts.transact(ALICE, (account) => {
      seen.push(account?.lastVersion);
      proxy.loseReplies(); // the read has been answered; the next reply is the commit's
      return {
        write: { ...account!, lastVersion: account!.lastVersion + 1 },
        events: [event('e1', 5)],
        result: 'claimed',
      };
    });
    // Other clients see the commit before its reply is sent. An earlier break would lose nothing.
    await until(
      async () => proxy.lostBytes > 0 && (await direct.accounts.read(ALICE))?.lastVersion === 1,
    );
    proxy.breakConnections();

    expect(await told).toBe('claimed');
    expect(seen).toEqual([0]);
    expect(await direct.accounts.read(ALICE)).toMatchObject({ lastVersion: 1, revision: 2 });
    expect((await direct.outbox.pending(10)).map(({ id }) => id)).toEqual(['e1']);
  });

  it('loses no increment of two concurrent instances', async () => {
    const project = newProject();
    const deadlineMs = 60_000; // the emulator is slow with two transactions that lock the same document
    await using one = openDatabase(project, { deadlineMs });
    await using two = openDatabase(project, { deadlineMs });
    const instances = [one, two].map((client) => storesOf(client).accounts);
    await instances[0]!.transact(ALICE, () => ({ write: bareAccount('101'), result: undefined }));
    const told = await Promise.all(
      instances.flatMap((accounts) =>
        [1, 2, 3].map(() =>
          accounts.transact(ALICE, (account) => {
            const lastVersion = account!.lastVersion + 1;
            return { write: { ...account!, lastVersion }, result: lastVersion };
          }),
        ),
      ),
    );
    expect(told.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await instances[1]!.read(ALICE))?.lastVersion).toBe(6);
  });

  it('is given up after its deadline, like a read, and writes nothing afterwards', async () => {
    const project = newProject();
    await using proxy = new LossyProxy(EMULATOR);
    const emulatorHost = await proxy.start();
    await using lossy = openDatabase(project, { emulatorHost, deadlineMs: 3000 });
    await using sound = openDatabase(project);
    const { accounts } = storesOf(lossy);
    await accounts.read(ALICE); // connected

    let steps = 0;
    proxy.loseReplies(); // the reply to the transaction's read is lost
    const transacted = accounts.transact(ALICE, () => {
      steps += 1;
      return { write: bareAccount('101'), result: undefined };
    });
    const waiting = accounts.transact(ALICE, () => ({ result: (steps += 1) }));
    const read = accounts.read(ALICE);
    const [first, second, third] = await Promise.allSettled([transacted, waiting, read]);
    expect([first, second, third]).toMatchObject([
      { reason: new VendorError('Firestore transaction', 'DEADLINE_EXCEEDED') },
      { reason: new VendorError('Firestore transaction', 'DEADLINE_EXCEEDED') },
      { reason: new VendorError('Firestore get', 'DEADLINE_EXCEEDED') },
    ]);

    proxy.breakConnections(); // replies arrive again
    await lossy[Symbol.asyncDispose](); // waits for the calls that were given up
    expect(steps).toBe(0);
    expect(await storesOf(sound).accounts.read(ALICE)).toBeUndefined();
  });
});
