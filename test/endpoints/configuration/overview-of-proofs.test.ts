import { epochMs } from '../../../functions/domain/time';
import { bareRun } from '../../contracts/sample-runs';
import { WholeService } from '../../fakes/whole-service';
import { GOOD } from '../../fixtures/ldap-certificates';
import { call, putSecureLdap, VIEWER } from './calls';

let service: WholeService;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect();
  await putSecureLdap(service.serve('configuration'), { ...GOOD, bindName: 'email' }).expect(200);
});
afterEach(() => {
  service.close();
});

/** The shown runs, and how many runs were read for them. */
async function shown(): Promise<{ runs: readonly string[]; read: number }> {
  const { platform } = service;
  let read = 0;
  const counting = new Proxy(platform.runs, {
    get: (store, key) => {
      const member = Reflect.get(store, key) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]): Promise<unknown> => {
        const found = await member.apply(store, args);
        if (Array.isArray(found)) read += found.length;
        return found;
      };
    },
  });
  const server = service.serve('configuration', { ...platform, runs: counting });
  const response = await call(server, 'get', '/v1/overview', VIEWER).expect(200);
  const { runs } = response.body as { runs: { runId: string }[] };
  return { runs: runs.map(({ runId }) => runId), read };
}

test('hundreds of runs that proved hide no other run, and are not read', async () => {
  const add = (runId: string, more: object): Promise<void> =>
    service.platform.runs.transact(runId, () => ({
      write: bareRun(runId, 1_000, { state: 'finished', finishedAt: epochMs(5_000), ...more }),
      result: undefined,
    }));
  await add('by-hand', { startedAt: 100, startedBy: 'system-management@example.com' });
  await add('proved-by-hand', { startedAt: 200, startedBy: 'me@example.com', kind: 'prove' });
  for (let number = 0; number < 300; number += 1) {
    await add(`proof-${number}`, { startedAt: 1_000 + number, kind: 'prove' });
  }
  await add('rotation', { startedAt: 1_297 });
  const { runs, read } = await shown();
  expect(runs).toStrictEqual(['proof-299', 'proof-298', 'rotation', 'proved-by-hand', 'by-hand']);
  expect(read).toBe(6); // the rotation twice: it decides on a hold
  for (let number = 0; number < 40; number += 1) {
    await add(`rotation-${number}`, { startedAt: 2_000 + number });
  }
  const more = await shown();
  expect(more.runs).toHaveLength(20);
  expect(more.runs[0]).toBe('rotation-39');
  expect(more.read).toBe(24);
});
