import { randomBytes } from 'node:crypto';
import { Agent, request } from 'node:http';
import { type Google, type GoogleUser } from './google';
import { atOnce } from './load';

export type Bare = {
  readonly perSecond: number;
  /** Processor time of this whole process per call. */
  readonly cpuMsEach: number;
};

/**
 * Sets a password for each user with the one HTTP call that it takes, over a fixed number of connections,
 * with Node's plain HTTP client. It checks only the status and keeps nothing.
 */
export async function bareLoop(
  google: Google,
  users: readonly GoogleUser[],
  connections: number,
): Promise<Bare> {
  const { hostname, port } = new URL(google.url);
  const authorization = `Bearer ${await google.signIn()}`;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const setPassword = ({ id }: GoogleUser): Promise<void> =>
    new Promise((resolve, reject) => {
      const body = `{"password":"${randomBytes(18).toString('base64url')}"}`;
      const path = `/admin/directory/v1/users/${id}?fields=id`;
      const headers = {
        authorization,
        'content-type': 'application/json',
        'content-length': body.length,
      };
      const options = { agent, hostname, port, path, method: 'PUT', headers };
      const sent = request(options, (response) => {
        if (response.statusCode !== 200)
          reject(new Error(`Google answered ${response.statusCode}.`));
        response.resume().on('end', resolve).on('error', reject);
      });
      sent.on('error', reject).end(body);
    });
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await atOnce(users, connections, setPassword);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore); // microseconds
  agent.destroy();
  return {
    perSecond: users.length / seconds,
    cpuMsEach: (user + system) / 1000 / users.length,
  };
}
