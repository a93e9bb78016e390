import domain from 'node:domain';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import request from 'supertest';
import { leaveDomain } from '../../functions/http/leave-domain';
import { endpoint } from '../../functions/http/endpoint';
import { httpFunction } from '../../functions/http/http-function';
import { jsonLog } from '../../functions/log';

const entered = (): boolean => Boolean((domain as { active?: unknown }).active);

describe('a function inside functions-framework', () => {
  it('is in a domain, as the framework makes it', async () => {
    http('plain', async (_request, response) => {
      await Promise.resolve();
      response.json({ entered: entered() });
    });
    const answer = await request(getTestServer('plain')).get('/');
    expect(answer.body).toEqual({ entered: true });
  });

  it('has left it in each of ours', async () => {
    const seen: boolean[] = [];
    const look = endpoint({
      method: 'GET',
      path: '/look',
      summary: 'Look',
      access: 'open',
      answers: { 204: { description: 'Looked.' } },
      problems: [],
      handle: async () => {
        await Promise.resolve();
        seen.push(entered());
        return { status: 204 };
      },
    });
    const ours = httpFunction({
      name: 'ours',
      endpoints: [look],
      identify: () => Promise.resolve({ email: 'nobody@example.com' }),
      log: jsonLog(() => undefined),
      newRequestId: () => 'a-request',
    });
    http('ours', ours);
    const server = getTestServer('ours');
    expect((await request(server).get('/look')).status).toBe(204);
    expect((await request(server).get('/look')).status).toBe(204);
    expect(seen).toEqual([false, false]);
  });

  it('can leave where none was entered', () => {
    leaveDomain();
    expect(entered()).toBe(false);
  });
});
