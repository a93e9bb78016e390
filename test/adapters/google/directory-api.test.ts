import { directoryCalls } from '../../../functions/adapters/google/directory-api';

it('is loaded once, and holds nothing of a connection', async () => {
  expect(await directoryCalls()).toBe(await directoryCalls());
});
