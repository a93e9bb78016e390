import { crowdUser } from '../../fakes/crowd-google';
import { RotationWorld } from '../../fakes/rotation-world';

test('a unit that Google lists slowly and in vain does not keep the looks from those named after it', async () => {
  const world = new RotationWorld();
  await world.connect({ autoIssueOrgUnitPaths: ['/A', '/B', '/C', '/D'] });
  world.google.add(crowdUser(0, { orgUnitPath: '/D' }));
  const { directory } = world.google;
  const list = directory.listUsers.bind(directory);
  directory.listUsers = (page) => {
    if (page.orgUnitPath === undefined || page.orgUnitPath === '/D') return list(page);
    world.clock.advance(30_000);
    return Promise.resolve({ kind: 'failed', failure: { code: 'no-answer' } });
  };
  for (let quarter = 0; quarter < 4; quarter += 1) await world.quarter();
  expect(world.google.held.has(crowdUser(0).id)).toBe(true);
});
