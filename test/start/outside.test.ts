import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutsideGoogle, OUTSIDE_KEY_FILE } from './outside-google';
import { PasswordClient, type Told } from './password-client';
import { ServiceProcess } from './service-process';

const users = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `user${index}@outside.example`);

describe('with a Google that this project did not make', () => {
  const google = new OutsideGoogle();
  const folder = mkdtempSync(join(tmpdir(), 'outside-'));
  let env: Record<string, string>;
  let service: ServiceProcess;
  let client: PasswordClient;

  const start = async (): Promise<void> => {
    service = await ServiceProcess.start(env);
    client = new PasswordClient(service.url);
  };

  beforeAll(async () => {
    const url = await google.listen();
    env = {
      LOCAL_DATA_DIR: folder,
      GOOGLE_TOKEN_URL: `${url}/token`,
      GOOGLE_ADMIN_ROOT_URL: url,
      // At the pace of Google's quota the test would wait for a minute, and fewer calls would meet.
      DIRECTORY_CALLS_PER_SECOND: '100',
    };
    await start();
    expect(await client.configure('admin@outside.example', OUTSIDE_KEY_FILE)).toBe('ok');
  });

  afterAll(async () => {
    await service.kill();
    google.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Compares the passwords that the service returns with those that this Google holds. */
  const compare = async (names: readonly string[], told: readonly Told[]): Promise<void> => {
    const live = told.map(({ password }) => password);
    expect(live).toStrictEqual(names.map((name) => google.passwords.get(name)));
    expect(
      (await Promise.all(names.map((name) => client.read(name)))).map((one) => one.password),
    ).toStrictEqual(live);
  };

  test('after 500 issues and rotations with 5 % lost and 5 % failing, every password told is live', async () => {
    const names = users(250);
    google.trouble = { lost: 0.05, failing: 0.05 };
    const told = await Promise.all(
      names.map(async (name) => {
        const issued = await client.issue(name);
        const rotated = await client.rotate(name);
        expect(rotated.password).not.toBe(issued.password);
        return rotated;
      }),
    );
    google.trouble = { lost: 0, failing: 0 };
    await compare(names, told);
  }, 600_000);

  test('killed in the middle of 200 concurrent issues, it has lost nothing when it starts again', async () => {
    const names = users(500).slice(300);
    const before = google.changes;
    const killed = new Promise<void>((resolve) => {
      google.onChange = (changes) => {
        if (changes !== before + 80) return;
        google.silent = true; // on a busy machine the other calls would end before the kill
        void service.kill().then(resolve);
      };
    });
    const told = new Map<string, string>();
    const asking = names.map(async (name) => {
      try {
        told.set(name, (await client.issue(name)).password);
      } catch {
        // The kill interrupted this call.
      }
    });
    await Promise.all([killed, ...asking]);
    expect(google.changes - before).toBe(80);
    google.silent = false;

    await start();
    const again = await Promise.all(names.map((name) => client.issue(name)));
    await compare(names, again);
    const toldBefore = names.filter((name) => told.has(name));
    expect(toldBefore.map((name) => told.get(name))).toStrictEqual(
      toldBefore.map((name) => google.passwords.get(name)),
    );
  });
});
