import { type AccountAnswer } from '../../api/account';
import { element } from './element';
import { shortMoment } from './format';
import { type PageContext } from './page-context';

/** Who changed the password at Google and when, and what to do; empty: nobody else did. */
export function driftNote(context: PageContext, { drift }: AccountAnswer): HTMLElement[] {
  if (drift === undefined) return [];
  const texts = context.texts.drift;
  const time = shortMoment(context, new Date(drift.at));
  const says = drift.by === undefined ? texts.changed(time) : texts.changedBy(drift.by, time);
  return [
    element(
      'div',
      { class: 'account-failure' },
      element('p', {}, says),
      element('p', {}, element('b', {}, context.texts.accountList.whatToDo), ` ${texts.fix}`),
    ),
  ];
}
