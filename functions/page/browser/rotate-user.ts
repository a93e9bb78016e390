import { type AccountAnswer, type AccountsAnswer } from '../../api/account';
import { type OverviewAnswer } from '../../api/overview';
import { type RunRequest, type RunStarted } from '../../api/run';
import { accountsPath } from '../account-search';
import { isOver, type RotationNews, rotationNews } from '../rotation-news';
import { type AccountList } from './account-list';
import { askService } from './api';
import { announce, byId, element, setText } from './element';
import { type PageContext } from './page-context';
import { numberWords } from './format';
import { type Afterwards, wireQuestion } from './question';
import { rotationProblem } from './rotation-problem';

/** Most rotations of one user end within one or two seconds. After that, longer intervals are enough. */
const PAUSES_MS = [700, 700, 1_000, 1_500, 2_000] as const;
const LATER_PAUSE_MS = 3_000;
/** After this many reads (about three minutes), the page Rotation takes over. */
const MOST_LOOKS = 60;

/** A user without a password, or with an unreadable record, cannot be rotated. */
const CAN_BE_ROTATED: ReadonlySet<AccountAnswer['status']> = new Set([
  'active',
  'unconfirmed',
  'parked',
]);

/** Rotates one user: asks for confirmation, starts the run, and shows its progress in the user's row. */
export class RotateUser {
  readonly #context: PageContext;
  readonly #open: () => void;
  #list: AccountList | undefined;
  #account: AccountAnswer | undefined;

  constructor(context: PageContext) {
    this.#context = context;
    this.#open = wireQuestion({
      name: 'rotate',
      working: context.texts.accountList.starting,
      act: (problem) => this.#start(problem),
    });
  }

  /** Sets the list that shows the users. */
  follows(list: AccountList): void {
    this.#list = list;
  }

  /** The button for a user whose password can be rotated. */
  buttonFor(account: AccountAnswer): HTMLElement | undefined {
    if (!CAN_BE_ROTATED.has(account.status)) return undefined;
    const button = element(
      'button',
      { type: 'button', class: 'button small quiet' },
      this.#context.texts.accountList.rotate,
      element('span', { class: 'for-readers-only' }, ` ${account.primaryEmail}`),
    );
    button.addEventListener('click', () => {
      this.#ask(account);
    });
    return button;
  }

  #ask(account: AccountAnswer): void {
    this.#account = account;
    byId('rotate-whom', HTMLElement).textContent = account.primaryEmail;
    const { parkedAgain } = this.#context.texts.accountList;
    setText(
      byId('rotate-parked', HTMLElement),
      account.status === 'parked' ? parkedAgain : undefined,
    );
    this.#open();
  }

  async #start(problem: HTMLElement): Promise<Afterwards | undefined> {
    const account = this.#account;
    if (!account) return undefined;
    const call = {
      method: 'POST',
      path: '/v1/rotations',
      body: { scope: { userKeys: [account.userId] } } satisfies RunRequest,
    } as const;
    const answer = await askService<RunStarted>(call, 'runId');
    if (answer.kind === 'ok') return () => void this.#follow(account, answer.json.runId);
    if (answer.kind === 'problem') {
      const { perhapsStarted } = this.#context.texts.accountList;
      const before = answer.code === 'no-answer' ? perhapsStarted : undefined;
      rotationProblem(this.#context, problem, answer, before);
    }
    return undefined;
  }

  async #follow(before: AccountAnswer, runId: string): Promise<void> {
    let shown: RotationNews = { kind: 'under-way' };
    let latest = before;
    this.#show(latest, shown);
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      await pause(PAUSES_MS[looks] ?? LATER_PAUSE_MS);
      // Reads the run first, so that the account already contains the result of the run.
      const run = await this.#run(runId);
      const account = await this.#read(before.userId);
      if (run === 'unread' || account === 'unread') continue;
      const news = rotationNews(before, account, run);
      const isNew = news.kind !== shown.kind || account?.lastFailure?.at !== latest.lastFailure?.at;
      [shown, latest] = [news, account ?? latest];
      if (isNew && !this.#show(latest, shown)) return;
      if (isOver(shown)) return;
    }
    this.#show(latest, 'long');
  }

  async #run(runId: string): Promise<OverviewAnswer['runs'][number] | undefined | 'unread'> {
    const answer = await askService<OverviewAnswer>(
      { method: 'GET', path: '/v1/overview' },
      'runs',
    );
    if (answer.kind !== 'ok') return 'unread';
    return answer.json.runs.find((run) => run.runId === runId);
  }

  async #read(userId: string): Promise<AccountAnswer | undefined | 'unread'> {
    const path = accountsPath({ query: userId });
    const answer = await askService<AccountsAnswer>({ method: 'GET', path }, 'accounts');
    if (answer.kind !== 'ok') return 'unread';
    return answer.json.accounts.find((account) => account.userId === userId);
  }

  /** Returns false if the user is no longer visible because of another search. */
  #show(account: AccountAnswer, news: RotationNews | 'long'): boolean {
    const { accountList: texts } = this.#context.texts;
    const words = news === 'long' ? texts.long : newsWords(this.#context, news);
    const over = news !== 'long' && isOver(news);
    const link = element('a', { href: `/rotation?lang=${this.#context.language}` }, texts.follow);
    const note = element(
      'p',
      { class: `rotation-note ${look(news)}`, tabindex: '-1' },
      words,
      ...(over ? [] : [' ', link]),
    );
    const isThere = this.#list?.update(account, note, over || news === 'long') ?? false;
    if (isThere) announce(texts.about(account.primaryEmail, words));
    return isThere;
  }
}

function newsWords(context: PageContext, news: RotationNews): string {
  const texts = context.texts.accountList;
  switch (news.kind) {
    case 'rotated':
      return texts.rotated(numberWords(context, news.version));
    case 'failed':
      return texts.failed;
    case 'left-alone':
      return texts.leftAlone;
    case 'waits':
      return texts.waits;
    case 'under-way':
      return texts.underWay;
  }
}

function look(news: RotationNews | 'long'): string {
  if (news === 'long' || !isOver(news)) return 'is-going';
  return news.kind === 'rotated' ? 'is-good' : 'is-bad';
}

const pause = (delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, delayMs);
  });
