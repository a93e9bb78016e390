import { type Page } from 'playwright-core';
import { type MeAnswer } from '../../functions/api/me';
import { type PasswordAnswer } from '../../functions/api/password';
import { type PageUnderTest } from './page-under-test';

export const ALICE = 'alice@example.com';

/** Switches self-service on as an administrator would. */
export async function switchOn(given: PageUnderTest, rotationsPerDay = 3): Promise<void> {
  await put(given, '/v1/policy', { selfService: { enabled: true, rotationsPerDay } });
}

export async function put(given: PageUnderTest, path: string, body: unknown): Promise<void> {
  const answer = await fetch(given.url + path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** A call of another program: the MDM gives this user a new password. */
export async function rotateElsewhere(given: PageUnderTest, user: string): Promise<void> {
  const path = `/v1/users/${user}/password/rotation`;
  const answer = await fetch(given.url + path, { method: 'POST' });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

/** The live password, as another program is told it. */
export async function livePassword(given: PageUnderTest, user: string): Promise<string> {
  const answer = await fetch(`${given.url}/v1/users/${user}/password`);
  return ((await answer.json()) as { password: string }).password;
}

/** The password as the page shows it; empty: it is hidden. */
export const shownOn = (page: Page): Promise<string> =>
  page.evaluate(
    "document.querySelector('#shown-password:not([hidden]) .password')?.textContent ?? ''",
  );

/** Answers `GET /v1/me` in the place of the service. */
export const answerMe = (page: Page, me: Partial<MeAnswer>): Promise<unknown> =>
  page.route('**/v1/me', (route) =>
    route.fulfill({
      json: {
        primaryEmail: ALICE,
        status: 'active',
        version: 1,
        setAt: '2026-01-01T00:00:00.000Z',
        networks: [],
        canIssue: true,
        rotationsLeftToday: 3,
        ...me,
      } satisfies MeAnswer,
    }),
  );

/** Answers `POST /v1/me/password` in the place of the service, after `before`. */
export const tellOf = (
  page: Page,
  told: Partial<PasswordAnswer>,
  before?: () => Promise<unknown>,
): Promise<unknown> =>
  page.route('**/v1/me/password', async (route) => {
    await before?.();
    await route.fulfill({
      json: {
        userId: '1',
        primaryEmail: ALICE,
        password: 'password-of-alice-123456',
        version: 1,
        setAt: '2026-01-01T00:00:00.000Z',
        nextRotationAt: null,
        ...told,
      } satisfies PasswordAnswer,
    });
  });

/** Somebody comes back to the page, so it reads the state again. */
export const comeBack = (page: Page): Promise<unknown> =>
  page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
