import { type Day } from '../domain/passwords/daily-counts';
import { dayBars, type DayNumbers, gapsIn, HEIGHT } from './day-bars';
import { html, type Markup } from './html';
import { LANGUAGES } from './language';
import { type Reader } from './layout';

/** One picture of numbers by day. */
export type DayPicture = {
  readonly id: string;
  readonly title: string;
  /** What the bars are stacked of, from bottom to top. `look`: the CSS class of its colour. */
  readonly bands: readonly { readonly name: string; readonly look: string }[];
  /** All days, the oldest first. */
  readonly days: readonly Day[];
  /** The numbers of each of these days by band. */
  readonly numbers: readonly DayNumbers[];
};

/**
 * Bars over the days, with a legend that tells the newest numbers in words, and all numbers as a table. The
 * bars are stretched to the width of the page, so all words stand outside of the drawing.
 */
export function dayPicture(reader: Reader, picture: DayPicture): Markup {
  const { past } = reader.texts;
  const { id, title, days, numbers } = picture;
  const { bands, gaps, most } = dayBars(numbers);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  return html`<div class="picture">
    <h3 id="${id}">${title}</h3>
    ${
      most === 0
        ? html`<p class="hint">${past.always0}</p>`
        : html`<div class="drawing">
            <p class="hint number">${numberIn(reader, most)}</p>
            <svg
              viewBox="0 0 ${days.length} ${HEIGHT}"
              preserveAspectRatio="none"
              role="img"
              aria-label="${past.drawing(title, longDay(reader, first), longDay(reader, last))}"
            >
              <path class="gap" d="${gaps}" />
              ${bands.map((d, band) => html`<path class="${picture.bands[band]?.look}" d="${d}" />`)}
            </svg>
            <p class="hint ends">
              <span>${shortDay(reader, first)}</span> <span>${shortDay(reader, last)}</span>
            </p>
          </div>`
    }
    ${legend(reader, picture)}
    <details>
      <summary>${past.numbers}</summary>
      <div class="day-table" role="region" tabindex="0" aria-labelledby="${id}">
        ${table(reader, picture)}
      </div>
    </details>
  </div>`;
}

/** The bands in the order in which they are seen, with their numbers on the newest counted day. */
function legend(reader: Reader, { bands, days, numbers }: DayPicture): Markup {
  const { past } = reader.texts;
  const newest = numbers.findLastIndex((each) => each !== undefined);
  const rows = bands.map(
    ({ name, look }, band) =>
      html`<li>
        ${swatch(look)}<span>${name}</span>
        <span class="number">${numberIn(reader, numbers[newest]?.[band] ?? 0)}</span>
      </li>`,
  );
  const day = longDay(reader, days[newest] ?? '');
  return html`<p class="hint">${bands.length > 1 ? past.fromTop(day) : past.on(day)}</p>
    <ul class="legend">
      ${rows.toReversed()}
      ${gapsIn(numbers).length > 0 && html`<li>${swatch('gap')}<span>${past.notCounted}</span></li>`}
    </ul>`;
}

const swatch = (look: string): Markup =>
  html`<svg class="swatch" viewBox="0 0 1 1" aria-hidden="true" focusable="false">
    <path class="${look}" d="M0 0h1v1h-1z" />
  </svg>`;

/** Newest first, from the last counted day to the first one. */
function table(reader: Reader, { title, bands, days, numbers }: DayPicture): Markup {
  const { past } = reader.texts;
  const gaps = new Set(gapsIn(numbers));
  const row = (day: Day, index: number): Markup | false => {
    const counted = numbers[index];
    if (counted === undefined && !gaps.has(index)) return false;
    const cells =
      counted === undefined
        ? html`<td colspan="${bands.length}">${past.notCounted}</td>`
        : counted.map((number) => html`<td>${numberIn(reader, number)}</td>`).toReversed();
    return html`<tr>
      <th scope="row">${shortDay(reader, day)}</th>
      ${cells}
    </tr>`;
  };
  return html`<table>
    <caption class="for-readers-only">
      ${title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${past.day}</th>
        ${bands.map(({ name }) => html`<th scope="col">${name}</th>`).toReversed()}
      </tr>
    </thead>
    <tbody>
      ${days.map(row).toReversed()}
    </tbody>
  </table>`;
}

const localeOf = ({ language }: Reader): string =>
  LANGUAGES.find(({ tag }) => tag === language)?.locale ?? language;

const numberIn = (reader: Reader, value: number): string =>
  new Intl.NumberFormat(localeOf(reader)).format(value);

const dayIn = (reader: Reader, day: Day, format: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(localeOf(reader), { timeZone: 'UTC', ...format }).format(new Date(day));

const shortDay = (reader: Reader, day: Day): string =>
  dayIn(reader, day, { day: 'numeric', month: 'short' });

export const longDay = (reader: Reader, day: Day): string =>
  dayIn(reader, day, { dateStyle: 'long' });
