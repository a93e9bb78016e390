import { type Page, type Route } from 'playwright-core';

/**
 * Answers the next call to this address itself, of this method if one is named. The route stays: with the last
 * one, Playwright ends all interception (`times: 1`), and Chromium then now and then leaves the page's next call
 * without an answer for good.
 */
export async function routeOnce(
  page: Page,
  url: string,
  answer: (route: Route) => unknown,
  method?: string,
): Promise<void> {
  let isDone = false;
  await page.route(url, (route) => {
    if (isDone || (method !== undefined && route.request().method() !== method)) {
      return route.fallback();
    }
    isDone = true;
    return answer(route);
  });
}
