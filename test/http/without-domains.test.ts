import domain from 'node:domain';
import { http } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import request from 'supertest';
import { withoutDomains } from '../../functions/http/without-domains';

// Test files in one worker share Node's modules, so another file may already have removed domains.
beforeEach(() => {
  domain.create = () => new domain.Domain();
});

/** Whether a function inside functions-framework is in a domain after an await. */
async function entered(name: string): Promise<boolean> {
  http(name, async (_request, response) => {
    await Promise.resolve();
    response.json({ entered: Boolean((domain as { active?: unknown }).active) });
  });
  const answer = await request(getTestServer(name)).get('/');
  return (answer.body as { entered: boolean }).entered;
}

describe('functions-framework', () => {
  it('runs a request in a domain of Node', async () => {
    expect(await entered('in-a-domain')).toBe(true);
  });

  it('runs it without one if domains are removed, and still answers for a function that fails', async () => {
    withoutDomains();
    withoutDomains();
    expect(await entered('without')).toBe(false);
    http('failing', () => Promise.reject(new Error('no')));
    expect((await request(getTestServer('failing')).get('/')).status).toBe(500);
  });
});
