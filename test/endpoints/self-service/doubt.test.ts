import { type Server } from 'node:http';
import { meProblemsEn, meProblemsFr } from '../../../functions/page/texts/me-problems';
import { AdminRole } from '../../../local/workspace/admin-role';
import { put } from '../configuration/calls';
import { accountOf, ALICE, asPerson, bodyOf, codeOf, ON, toldBy } from './self';
import { WholeService } from '../../fakes/whole-service';

// A person's new password got into doubt (Google took it, the reply was lost). Then Google definitely refuses the
// repetition for a reason of the account or a quota. Google holds the new password; nothing may say that nothing changed.

let service: WholeService;
let server: Server;
beforeEach(async () => {
  service = await WholeService.open();
  await service.connect(ON);
  server = service.serve('self-service');
});
afterEach(() => {
  service.close();
});

const post = (path: string) => asPerson(server)('post', path);

async function inDoubt(): Promise<string> {
  const { password } = toldBy(await post('/v1/me/password').expect(201));
  service.workspace.wire.faults.set([
    { operations: ['users.update'], fault: { kind: 'lost-reply' } },
  ]);
  await post('/v1/me/password/rotation').expect(503);
  expect(service.workspace.passwordMatches(ALICE, password)).toBe(false); // Google took the new one
  expect((await accountOf(service))?.candidates).toMatchObject([{ version: 2, sent: true }]);
  return password;
}

test('own role, a later refusal: the problem does not say that nothing was changed', async () => {
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({});
  await put(service.serve('configuration'), { delegation: false, customerId: 'C03simu1a' }).expect(
    200,
  );
  await inDoubt();
  service.workspace.wire.faults.set([]);
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({ privileges: ['users-read'] });
  const refused = await post('/v1/me/password').expect(502);
  expect(codeOf(refused)).toBe('directory-refused');
  expect((bodyOf(refused) as { detail: string }).detail).not.toContain('nothing was changed');
});

test('own role that may not even read users any more: the problem does not say that nothing was changed', async () => {
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({});
  await put(service.serve('configuration'), { delegation: false, customerId: 'C03simu1a' }).expect(
    200,
  );
  await inDoubt();
  service.workspace.wire.faults.set([]);
  service.workspace.google.keyAccount.adminRole = AdminRole.parse({ privileges: [] });
  const refused = await post('/v1/me/password').expect(502);
  expect(codeOf(refused)).toBe('directory-refused');
  expect((bodyOf(refused) as { detail: string }).detail).not.toMatch(/nothing was changed/i);
});

test.each([
  ['directory-refused', 403, 'notAuthorized', /stays as it is|reste le même/],
  ['configuration-failing', 403, 'accessNotConfigured', /Nothing was changed|Rien n’a été modifié/],
  ['quota-exceeded', 403, 'quotaExceeded', /Nothing was changed|Rien n’a été modifié/],
])('%s: the page does not say that the password stayed', async (code, status, reason, wrong) => {
  await inDoubt();
  const message =
    reason === 'notAuthorized' ? 'Not Authorized to access this resource/api' : 'Quota exceeded';
  service.workspace.wire.faults.set([
    { operations: ['users.update'], fault: { kind: 'error', status, reason, message } },
  ]);
  const refused = await post('/v1/me/password');
  expect(codeOf(refused)).toBe(code);
  expect((bodyOf(refused) as { detail: string }).detail).toContain('may be in effect');
  const shown = [meProblemsEn, meProblemsFr].map(
    ({ byCode }) => byCode[code as 'quota-exceeded'].what,
  );
  expect(shown.filter((text) => wrong.test(text))).toEqual([]);
});
