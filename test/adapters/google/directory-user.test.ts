import { readUser } from '../../../functions/adapters/google/directory-user';

test.each([
  ['2026-01-02T03:04:05.000Z', 1_767_323_045_000],
  ['yesterday', undefined],
  [null, undefined],
  [undefined, undefined],
])('when a user was made is known if it can be read: %j', (creationTime, createdAt) => {
  const user = readUser({ id: '1001', primaryEmail: 'a@example.com', creationTime });
  expect(user).toMatchObject({ id: '1001', primaryEmail: 'a@example.com' });
  expect(user?.createdAt).toBe(createdAt);
});
