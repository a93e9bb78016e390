import { Api } from './api';
import { type Device, Mdm } from './mdm';
import { passwordEvents } from './password-event';

/**
 * Enrols a device for each user named on the command line, then follows the events until it is stopped:
 * `node --import tsx examples/mdm-client/main.ts alice@example.com`.
 */
async function main(users: readonly string[]): Promise<void> {
  const url = process.env['PASSWORDS_URL'] ?? 'http://127.0.0.1:8080';
  const mdm = new Mdm(new Api({ url }), (device, profile) => {
    process.stdout.write(`${device.id}: a profile of ${String(profile.length)} characters\n`);
    return Promise.resolve(true);
  });
  for (const user of users) {
    const device: Device = { id: `laptop-of-${user}`, user, platform: 'linux' };
    await mdm.enrol(device);
  }
  const stopped = new AbortController();
  process.once('SIGINT', () => {
    stopped.abort();
  });
  for await (const event of passwordEvents(url, stopped.signal)) await mdm.handle(event);
}

void main(process.argv.slice(2));
