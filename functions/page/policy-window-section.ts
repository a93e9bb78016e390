import { WEEKDAYS } from '../domain/configuration/policy';
import { html, type Markup } from './html';
import { policyChoice, policyField, timeField } from './policy-field';
import { type PolicyWindow } from './policy-windows';
import { type PageTexts } from './texts/page-texts';

/** The list of time zones, which the script fills. Both windows offer it. */
export const timeZones = (): Markup => html`<datalist id="time-zones"></datalist>`;

/** A box that limits to certain hours, and the days, times and zone of these hours. */
export const windowFields = (
  texts: PageTexts['policy'],
  names: PolicyWindow,
  words: { readonly label: string; readonly hint: string },
): Markup =>
  html`${policyChoice(names.on, words.label, words.hint)}
    <div class="policy-window" id="policy-${names.window}" hidden>
      ${days(texts, names)} ${times(texts, names)}
      ${policyField(
        { name: names.timeZone, label: texts.timeZone, hint: texts.timeZoneHint },
        (attributes) =>
          html`<input
            ${attributes}
            type="text"
            list="time-zones"
            maxlength="64"
            autocapitalize="none"
            spellcheck="false"
          />`,
      )}
    </div>`;

const days = (texts: PageTexts['policy'], { days: name }: PolicyWindow): Markup =>
  html`<fieldset
    class="days"
    id="policy-${name}"
    aria-describedby="policy-${name}-fault"
    tabindex="-1"
  >
    <legend>${texts.days}</legend>
    ${WEEKDAYS.map(
      (day) =>
        html`<label class="choice"
          ><input type="checkbox" name="${name}" value="${day}" /><span
            >${texts.dayNames[day]}</span
          ></label
        >`,
    )}
    <p class="fault" id="policy-${name}-fault" hidden></p>
  </fieldset>`;

const times = (texts: PageTexts['policy'], { from, to }: PolicyWindow): Markup =>
  html`<div class="times">
    <div class="pair">
      ${timeField({ name: from, label: texts.from })} ${timeField({ name: to, label: texts.to })}
    </div>
    <p class="hint">${texts.windowHint}</p>
  </div>`;
