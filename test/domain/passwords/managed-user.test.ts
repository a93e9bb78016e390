import { type Connection } from '../../../functions/domain/configuration/configuration';
import { issuePassword } from '../../../functions/domain/passwords/issue-password';
import { readPassword } from '../../../functions/domain/passwords/read-password';
import { revokePassword } from '../../../functions/domain/passwords/revoke-password';
import { rotatePassword } from '../../../functions/domain/passwords/rotate-password';
import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';
import { PasswordWorld } from '../../properties/password-world';

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

test.each(['a read of a user', 'a sign-in'])(
  'a connection that %s finds broken is recorded at once, and reported once',
  async (how) => {
    const world = new RotationWorld();
    await world.connect();
    await world.people(1);
    if (how === 'a sign-in') world.google.broken = 'delegation-missing';
    else world.google.unreadable = 'api-disabled';
    for (const call of [issuePassword, readPassword, rotatePassword, revokePassword]) {
      const answer = await call(world.ports(), crowdUser(0).primaryEmail);
      expect(answer.kind).toBe('google-failed');
    }
    const { verification } = await world.configurations.read();
    expect(verification?.state).toBe('failing');
    await world.tick();
    expect(world.outbox.published.map(({ type }) => type)).toStrictEqual(['configuration.failing']);
  },
);

test.each(['quota-exceeded', 'google-unavailable', 'user-not-found'] as const)(
  'a call that fails with %s says nothing about the connection',
  async (code) => {
    const world = new RotationWorld();
    await world.connect();
    world.google.unreadable = code;
    await issuePassword(world.ports(), crowdUser(0).primaryEmail);
    expect((await world.configurations.read()).verification?.state).toBe('ok');
  },
);

test('a key that is replaced between reading the configuration and signing in is not a failure', async () => {
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
