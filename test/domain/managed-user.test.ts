import { type Connection } from '../../functions/domain/configuration';
import { issuePassword } from '../../functions/domain/issue-password';
import { PasswordWorld } from '../properties/password-world';

const connection = (keyVersion: string): Connection => ({
  adminUsername: 'admin@example.com',
  credential: {
    kind: 'key',
    keyVersion,
    clientId: '1',
    clientEmail: 'service@example.com',
    projectId: 'project',
    keyId: 'key',
    uploadedAt: new PasswordWorld().clock.now(),
  },
});

test('a key that is replaced between reading the configuration and signing in is no failure', async () => {
  const world = new PasswordWorld();
  const ports = world.ports();
  const configuration = await ports.configurations.read();
  const read = ['replaced', 'current'];
  const issued = await issuePassword(
    {
      ...ports,
      configurations: {
        ...ports.configurations,
        read: () =>
          Promise.resolve({ ...configuration, connection: connection(read.shift() ?? 'no more') }),
      },
      directory: {
        connect: ({ credential }) =>
          Promise.resolve(
            credential.kind === 'key' && credential.keyVersion === 'current'
              ? { kind: 'ok', value: world.google }
              : { kind: 'failed', failure: { code: 'key-unreadable' } },
          ),
      },
    },
    'alice@example.com',
  );
  expect(issued.kind).toBe('live');
});
