import { asUserId } from '../../../functions/domain/passwords/managed-user';
import { type WorkspaceUser } from '../../../local/workspace/user';
import { Managing } from './managing';

let managing: Managing;
beforeEach(async () => {
  managing = await Managing.open();
});
afterEach(() => {
  managing.close();
});

const change = (changed: Partial<WorkspaceUser>): void => {
  managing.world.service.workspace.google.state.putUser({ ...managing.alice, ...changed });
};
const storedAddress = async (): Promise<string | undefined> => {
  const id = asUserId(managing.alice.id);
  if (id === undefined) throw new Error('That is no id.');
  return (await managing.world.service.platform.accounts.read(id))?.primaryEmail;
};
const toldById = async (): Promise<unknown> => {
  const answer: { body: unknown } = await managing.ask('get', 'password', managing.alice.id);
  return (answer.body as { primaryEmail?: unknown }).primaryEmail;
};

test('who was renamed has the new address by id as soon as Google has shown it', async () => {
  change({ primaryEmail: 'alicia@example.com', aliases: [] });
  expect(await toldById()).toBe('alice@example.com');
  await managing.ask('get', '', managing.alice.id).expect(200);
  expect(await toldById()).toBe('alicia@example.com');
});

test.each([
  ['get', ''],
  ['put', 'password'],
] as const)(
  'an answer to %s %s that another one has overtaken brings no former address back',
  async (method, path) => {
    const moved = { orgUnitPath: '/Contractors', aliases: [] };
    change(moved);
    const { service } = managing.world;
    const { google } = service;
    service.google = (request, response) => {
      service.google = google;
      const end = response.end.bind(response) as (...sent: unknown[]) => void;
      response.end = (...sent: unknown[]) => {
        change({ ...moved, primaryEmail: 'alicia@example.com' }); // the answer is made, but does not arrive before that of the next call
        void managing.ask('get', '', managing.alice.id).then(() => {
          end(...sent);
        });
        return response;
      };
      google(request, response);
    };
    await managing.ask(method, path, managing.alice.id).expect(200);
    expect(await storedAddress()).toBe('alicia@example.com');
  },
);
