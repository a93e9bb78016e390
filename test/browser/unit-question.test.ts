import { PageUnderTest } from './page-under-test';

const given = PageUnderTest.inThisFile();

it('the policy page: who is out of scope is not told to get a first password by themselves', async () => {
  await given.policy({ orgUnitPaths: ['/Staff'], autoIssueOrgUnitPaths: ['/Students'] });
  const page = await given.open({ path: '/policy' });
  page.setDefaultTimeout(15_000);
  await page.locator('#unit-question-path').fill('/Students');
  const answer = page.locator('#unit-question-answer');
  await answer.getByText('does not change the passwords of these users').first().waitFor();
  expect(await answer.textContent()).not.toContain('Within about an hour');
});
