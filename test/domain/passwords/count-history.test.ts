import { ciphertext } from '../../../functions/domain/account';
import { type Configuration } from '../../../functions/domain/configuration/configuration';
import { countHistory } from '../../../functions/domain/passwords/count-history';
import { durationMs, epochMs } from '../../../functions/domain/time';
import { fullDailyCounts } from '../../contracts/daily-counts-store.contract';
import { bareAccount, fullConfiguration } from '../../contracts/sample-documents';
import { ManualClock } from '../../fakes/manual-clock';
import { MemoryAccountStore } from '../../fakes/memory-account-store';
import { MemoryConfigurationStore } from '../../fakes/memory-configuration-store';
import { MemoryDailyCountsStore } from '../../fakes/memory-daily-counts-store';

const OURS = 'C03az79cb';

async function newWorld(change: (found: Configuration) => Configuration = (found) => found) {
  const ports = {
    accounts: new MemoryAccountStore(),
    configurations: new MemoryConfigurationStore(),
    dailyCounts: new MemoryDailyCountsStore(),
    clock: new ManualClock(),
  };
  ports.clock.advance(
    durationMs(Date.parse('2026-11-29T23:59:59.999Z') - Number(ports.clock.now())),
  );
  await ports.configurations.transact(() => ({
    write: change(fullConfiguration),
    result: undefined,
  }));
  const count = (day: string, customerId = OURS): Promise<void> =>
    ports.dailyCounts.put({ ...fullDailyCounts, day, customerId }, '0000-01-01');
  return { ports, count };
}

test('gives the connected Workspace’s counts of the 90 days until the present one', async () => {
  const { ports, count } = await newWorld();
  for (const day of ['2026-08-31', '2026-09-01', '2026-11-29', '2026-11-30']) await count(day);
  await count('2026-11-28', 'C2');
  const history = await countHistory(ports);
  expect(history?.counts.map(({ day }) => day)).toStrictEqual(['2026-09-01', '2026-11-29']);
  expect([history?.days[0], history?.days.at(-1), history?.days.length]).toStrictEqual([
    '2026-09-01',
    '2026-11-29',
    90,
  ]);
  expect(history).toMatchObject({ isHeld: false, isProving: true });
});

test('says that Secure LDAP is not connected, and that another Workspace’s passwords are kept', async () => {
  const { ports } = await newWorld(({ secureLdap: _, ...found }) => found);
  const current = {
    version: 1,
    ciphertext: ciphertext('YQ=='),
    createdAt: epochMs(1),
    setAt: epochMs(1),
  };
  const other = bareAccount('1', { customerId: 'C2', status: 'active', current });
  expect(await countHistory(ports)).toMatchObject({ isHeld: false, isProving: false });
  await ports.accounts.transact(other.userId, () => ({ write: other, result: undefined }));
  expect(await countHistory(ports)).toMatchObject({ isHeld: true, isProving: false });
});

test('is undefined while no Workspace is known to be connected', async () => {
  const { ports } = await newWorld(({ customerId: _, ...found }) => found);
  expect(await countHistory(ports)).toBeUndefined();
  const gone = await newWorld(({ connection: _, ...found }) => found);
  await gone.count('2026-11-29');
  expect(await countHistory(gone.ports)).toBeUndefined();
});
