import { ownAreOurs } from '../properties/drift-scenarios';

test('of 10,000 own changes in months of simulated time none is called foreign', async () => {
  await ownAreOurs(10_000, 200);
});
