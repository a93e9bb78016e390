import { directoryUsers } from '../../../functions/adapters/google/directory-api';

it('is loaded once, and holds nothing of a connection', async () => {
  expect(await directoryUsers()).toBe(await directoryUsers());
});
