import { type KeyVault } from '../../../functions/ports/key-vault';
import { WholeService } from '../../fakes/whole-service';
import { call, MANAGER } from './calls';

let service: WholeService;
beforeEach(async () => {
  service = await WholeService.open();
});
afterEach(() => {
  service.close();
});

test('a disconnection has an audit line with its caller, even if the key can no longer be destroyed', async () => {
  await service.connect();
  const { keys } = service.platform;
  const cutOff: KeyVault = {
    add: (file) => keys.add(file),
    list: () => keys.list(),
    read: (version) => keys.read(version),
    disable: (version) => keys.disable(version),
    destroy: () => Promise.reject(new Error('the vault is out of reach')),
  };
  const server = service.serve('configuration', { ...service.platform, keys: cutOff });
  await call(server, 'delete', '/v1/configuration').expect(500);
  const lines = service.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.filter(({ message }) => message === 'configuration-audit')).toMatchObject([
    { action: 'deleted', caller: MANAGER, revision: 2, time: '2026-01-01T00:00:00.000Z' },
  ]);
});
