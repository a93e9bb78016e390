import { type Server } from 'node:http';
import { failuresFr } from '../../../../functions/page/texts/verification-failures';
import { WholeService } from '../../../fakes/whole-service';
import { call } from '../calls';
import { ADMIN_LOOKUP, type AnswerRow, LISTING, TOKEN } from './rows';
import { SENTENCES } from './sentences';

const ABOUT = {
  adminUsername: 'admin@example.com',
  account: 'google-apps-api@simulated-workspace.iam.gserviceaccount.com',
  clientId: '104729130363000000001',
  customerId: '',
};

type Link = { id: string; state: string; code?: string; message?: string; fix?: string };

let service: WholeService;
let configuration: Server;
beforeAll(async () => {
  service = await WholeService.open();
  await service.connect();
  configuration = service.serve('configuration');
});
afterAll(() => {
  service.close();
});

type Operation = 'token' | 'users.get' | 'users.list';

/** What the administrator reads after this answer from Google: the failing link of the chain. */
async function told(operation: Operation, reply: AnswerRow[1]): Promise<unknown> {
  const mediaType = reply.body.startsWith('{') ? 'application/json' : 'text/html';
  service.workspace.wire.faults.set([
    { operations: [operation], fault: { kind: 'error', ...reply, mediaType } },
  ]);
  const answer = await call(configuration, 'post', '/v1/configuration/verification');
  const { links } = (answer.body as { verification: { links: Link[] } }).verification;
  const broken = links.filter(({ state }) => state !== 'ok' && state !== 'not-reached');
  return broken.map(({ id, code, message, fix }) => [id, code, message, fix]);
}

describe.each<[string, Operation, readonly AnswerRow[]]>([
  ['asked for a token', 'token', TOKEN],
  ['asked for the admin', 'users.get', ADMIN_LOOKUP],
  ['asked for a user', 'users.list', LISTING],
])('Google, %s', (_asked, operation, rows) => {
  it.each(rows)('answers with %s', async (_answer, reply, link, code) => {
    const { en, fr } = SENTENCES[code]!;
    expect(await told(operation, reply)).toStrictEqual([[link, code, ...en]]);
    const { message, fix } = failuresFr[code](ABOUT);
    expect([message, fix]).toStrictEqual(fr);
  });
});
