import { type AccountAnswer, type AccountsAnswer } from '../../api/account';
import { type OverviewAnswer } from '../../api/overview';
import { type RunAnswer } from '../../api/run';
import { accountsPath } from '../account-search';
import { type AccountList } from './account-list';
import { askService } from './api';
import { announce, element } from './element';
import { type PageContext } from './page-context';

/** Most runs over one user end within one or two seconds. After that, longer intervals are enough. */
const PAUSES_MS = [700, 700, 1_000, 1_500, 2_000] as const;
const LATER_PAUSE_MS = 3_000;
/** After this many reads (about three minutes), the page Rotation takes over. */
const MOST_LOOKS = 60;

/** What a user's row says of a run over this user. */
export type RowNews = {
  /** Names what is said: the same is said once. */
  readonly key: string;
  readonly look: 'is-going' | 'is-good' | 'is-bad';
  readonly words: string;
  /** What to do, if there is something to do. */
  readonly todo?: string | undefined;
  /** Where to do it. */
  readonly link?: HTMLElement | undefined;
};

/** What was read of a run and its one user. The account was read after the run. */
export type RunSeen = {
  readonly before: AccountAnswer;
  readonly account: AccountAnswer | undefined;
  readonly run: RunAnswer | undefined;
  readonly overview: OverviewAnswer;
};

const isOver = ({ look }: RowNews): boolean => look !== 'is-going';

/** Follows a run over one user, and shows in the user's row how it goes, until it is over. */
export class RunInRow {
  readonly #context: PageContext;
  readonly #list: AccountList;

  constructor(context: PageContext, list: AccountList) {
    this.#context = context;
    this.#list = list;
  }

  async follow(
    before: AccountAnswer,
    runId: string,
    { begins, newsOf }: { begins: RowNews; newsOf: (seen: RunSeen) => RowNews },
  ): Promise<void> {
    let shown = begins;
    let latest = before;
    this.show(latest, shown);
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      await pause(PAUSES_MS[looks] ?? LATER_PAUSE_MS);
      // Reads the run first, so that the account already contains the result of the run.
      const overview = await readOverview();
      const account = await readAccount(before.userId);
      if (overview === 'unread' || account === 'unread') continue;
      const run = overview.runs.find((each) => each.runId === runId);
      const news = newsOf({ before, account, run, overview });
      const isNew = news.key !== shown.key;
      [shown, latest] = [news, account ?? latest];
      if (isNew && !this.show(latest, shown)) return;
      if (isOver(shown)) return;
    }
    const { long } = this.#context.texts.accountList;
    this.show(latest, { key: 'long', look: 'is-going', words: long }, true);
  }

  /** Returns false if the user is no longer visible because of another search. */
  show(account: AccountAnswer, news: RowNews, withActions = isOver(news)): boolean {
    const { accountList: texts } = this.#context.texts;
    const { look, words, todo, link } = news;
    const follow = element('a', { href: `/rotation?lang=${this.#context.language}` }, texts.follow);
    const note = element(
      'div',
      { class: `rotation-note ${look}`, tabindex: '-1' },
      element('p', {}, words, ...(isOver(news) ? [] : [' ', follow])),
      todo !== undefined &&
        element(
          'p',
          {},
          element('b', {}, texts.whatToDo),
          ` ${todo}`,
          ...(link ? [' ', link] : []),
        ),
    );
    const isThere = this.#list.update(account, note, withActions);
    if (isThere) announce(texts.about(account.primaryEmail, words));
    return isThere;
  }
}

async function readOverview(): Promise<OverviewAnswer | 'unread'> {
  const answer = await askService<OverviewAnswer>({ method: 'GET', path: '/v1/overview' }, 'runs');
  return answer.kind === 'ok' ? answer.json : 'unread';
}

async function readAccount(userId: string): Promise<AccountAnswer | undefined | 'unread'> {
  const path = accountsPath({ query: userId });
  const answer = await askService<AccountsAnswer>({ method: 'GET', path }, 'accounts');
  if (answer.kind !== 'ok') return 'unread';
  return answer.json.accounts.find((account) => account.userId === userId);
}

const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
