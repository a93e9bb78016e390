import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Api } from '../../examples/mdm-client/api';
import { follow } from '../../examples/mdm-client/follow';
import { Mdm } from '../../examples/mdm-client/mdm';
import { type PasswordEvent } from '../../examples/mdm-client/password-event';
import { PLAIN } from '../fixtures/wifi';
import { Front } from './front';

let front: Front;
beforeEach(async () => {
  front = await Front.open();
});
afterEach(() => front.close());

test('there is no network when an event comes: it is handed over again until there is one', async () => {
  const api = new Api({ url: front.url });
  const mdm = new Mdm(api, () => Promise.resolve(true));
  await mdm.enrol({ id: 'laptop', user: 'alice@example.com', platform: 'linux' });
  const { userId, version } = await api.rotate('alice@example.com');
  const event = { id: 'one', type: 'password.rotated', userId, version, at: '' };
  await front.saveNetworks([]);
  const lines: string[] = [];
  const pauses: number[] = [];
  await follow(eventsOf(event), {
    handle: (each) => mdm.handle(each),
    log: (line) => lines.push(line),
    pause: async (ms) => {
      pauses.push(ms);
      if (pauses.length === 8) await front.saveNetworks([PLAIN]);
      return true;
    },
  });
  expect((await api.status('alice@example.com')).devices.map((one) => one.version)).toEqual([2]);
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  expect(lines).toHaveLength(8);
  expect(lines[0]).toMatch(/^password\.rotated one: .*no-network/);
});

async function* eventsOf(...events: PasswordEvent[]): AsyncGenerator<PasswordEvent> {
  await Promise.resolve();
  yield* events;
}

test('one user of the command line is refused: the next one’s device is enrolled', async () => {
  const main = spawn(
    process.execPath,
    ['--import', 'tsx', 'examples/mdm-client/main.ts', 'nobody@example.com', 'alice@example.com'],
    {
      cwd: join(__dirname, '../..'),
      env: { ...process.env, PASSWORDS_URL: front.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const lines: string[] = [];
  for await (const line of createInterface(main.stdout)) {
    lines.push(line);
    if (lines.length === 2) main.kill('SIGKILL');
  }
  expect(lines).toEqual([
    expect.stringMatching(/^laptop-of-nobody@example\.com: .*user-not-found/),
    expect.stringMatching(/^laptop-of-alice@example\.com: a profile of \d+ characters$/),
  ]);
});
