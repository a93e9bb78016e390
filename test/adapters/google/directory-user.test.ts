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

test.each([
  [{ changePasswordAtNextLogin: true, agreedToTerms: false, isMailboxSetup: true }],
  [{ agreedToTerms: true }],
  [{}],
])('what Google says of a user’s next sign-in is kept, and nothing else: %j', (said) => {
  const { changePasswordAtNextLogin, agreedToTerms, isMailboxSetup } =
    readUser({ id: '1001', primaryEmail: 'a@example.com', ...said }) ?? {};
  const kept = { changePasswordAtNextLogin, agreedToTerms, isMailboxSetup };
  expect(JSON.parse(JSON.stringify(kept))).toStrictEqual(said);
});

test('a user of whom Google says one of these in another form is read all the same', () => {
  const user = readUser({ id: '1001', primaryEmail: 'a@example.com', agreedToTerms: 'yes' });
  expect(user).toMatchObject({ id: '1001' });
  expect(user).not.toHaveProperty('agreedToTerms');
});
