import { type AccountAnswer } from '../../api/account';
import { element } from './element';
import { shortMoment } from './format';
import { type PageContext } from './page-context';

/**
 * Who changed the password at Google and when, and what to do; empty: nobody else did. `reissues`: the policy
 * has it replaced.
 */
export function driftNote(
  context: PageContext,
  account: AccountAnswer,
  reissues: boolean,
): HTMLElement[] {
  const { drift, lastFailure } = account;
  if (drift === undefined) return [];
  const { drift: texts, accountList } = context.texts;
  // The failure of a contested password says what to do.
  const isContested = lastFailure?.code === 'contested';
  const fix = reissues ? texts.fixByPolicy : texts.fix;
  return [
    element(
      'div',
      { class: 'account-failure' },
      element('p', {}, driftWords(context, drift)),
      !isContested && element('p', {}, element('b', {}, accountList.whatToDo), ` ${fix}`),
    ),
  ];
}

function driftWords(
  context: PageContext,
  { at, by, source }: NonNullable<AccountAnswer['drift']>,
): string {
  const { drift: texts } = context.texts;
  const time = shortMoment(context, new Date(at));
  if (source === 'proof') return texts.refused(time);
  return by === undefined ? texts.changed(time) : texts.changedBy(by, time);
}
