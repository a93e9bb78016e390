import { setTimeout as wait } from 'node:timers/promises';
import { Api, Refused } from './api';
import { follow } from './follow';
import { type Device, Mdm } from './mdm';
import { passwordEvents } from './password-event';

const log = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Enrols a device for each user named on the command line, then follows the events until it is stopped:
 * `node --import tsx examples/mdm-client/main.ts alice@example.com`.
 */
async function main(users: readonly string[]): Promise<void> {
  const url = process.env['PASSWORDS_URL'] ?? 'http://127.0.0.1:8080';
  const mdm = new Mdm(new Api({ url }), (device, profile) => {
    log(`${device.id}: a profile of ${String(profile.length)} characters`);
    return Promise.resolve(true);
  });
  for (const user of users) {
    const device: Device = { id: `laptop-of-${user}`, user, platform: 'linux' };
    await mdm.enrol(device).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
      log(`${device.id}: ${String(error)}`); // an event may bring the password later
    });
  }
  const { signal } = stopOnInterrupt();
  await follow(passwordEvents(url, signal), {
    handle: (event) => mdm.handle(event),
    log,
    pause: (ms) =>
      wait(ms, undefined, { signal }).then(
        () => true,
        () => false,
      ),
  });
}

function stopOnInterrupt(): AbortController {
  const stopped = new AbortController();
  process.once('SIGINT', () => {
    stopped.abort();
  });
  return stopped;
}

void main(process.argv.slice(2));
