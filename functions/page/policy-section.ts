import { WEEKDAYS } from '../domain/policy';
import { html, type Content, type Markup } from './html';
import { type Reader } from './layout';

/** The policy as a form; the script fills it from the API. Its field names are those of the API. */
export function policySection(reader: Reader): Markup {
  const texts = reader.texts.policy;
  return html`<section class="card" id="policy" aria-labelledby="policy-title" hidden>
    <h2 id="policy-title">${texts.title}</h2>
    <p>${texts.lead}</p>
    ${reader.role !== 'manager' && html`<p class="hint">${reader.texts.common.readOnlyReason}</p>`}
    <form id="policy-form" novalidate autocomplete="off">
      <fieldset
        class="plain"
        aria-labelledby="policy-title"
        ${reader.role !== 'manager' && html`disabled`}
      >
        <div class="columns">
          ${passwordFields(reader)} ${rotationFields(reader)} ${scopeFields(reader)}
        </div>
        <div id="policy-result" class="result" tabindex="-1" hidden></div>
        <p><button class="button" id="policy-save" type="submit">${texts.save}</button></p>
      </fieldset>
    </form>
  </section>`;
}

type Field = { readonly name: string; readonly label: string; readonly hint?: string };

function field(given: Field, control: (describedBy: Markup) => Content): Markup {
  const id = `policy-${given.name}`;
  const hintId = given.hint === undefined ? '' : ` ${id}-hint`;
  return html`<div class="field">
    <label for="${id}">${given.label}</label>
    ${control(html`id="${id}" name="${given.name}" aria-describedby="${id}-fault${hintId}"`)}
    <p class="fault" id="${id}-fault" hidden></p>
    ${given.hint !== undefined && html`<p class="hint" id="${id}-hint">${given.hint}</p>`}
  </div>`;
}

const numberField = (given: Field, min: number, max: number): Markup =>
  field(
    given,
    (named) =>
      html`<input
        class="short"
        ${named}
        type="number"
        inputmode="numeric"
        min="${min}"
        max="${max}"
        step="1"
      />`,
  );

function passwordFields(reader: Reader): Markup {
  const texts = reader.texts.policy;
  return html`<fieldset>
    <legend>${texts.passwords}</legend>
    ${numberField({ name: 'length', label: texts.length, hint: texts.lengthHint }, 8, 100)}
    ${field(
      { name: 'alphabet', label: texts.alphabet, hint: texts.alphabetHint },
      (named) =>
        html`<textarea
          class="code"
          ${named}
          rows="3"
          maxlength="94"
          autocapitalize="none"
          spellcheck="false"
        ></textarea>`,
    )}
  </fieldset>`;
}

function rotationFields(reader: Reader): Markup {
  const texts = reader.texts.policy;
  return html`<fieldset>
    <legend>${texts.rotation}</legend>
    ${numberField({ name: 'periodDays', label: texts.period, hint: texts.periodHint }, 0, 365)}
    <div class="field">
      <label class="choice"
        ><input type="checkbox" name="paused" aria-describedby="policy-paused-hint" /><span
          >${texts.paused}</span
        ></label
      >
      <p class="hint" id="policy-paused-hint">${texts.pausedHint}</p>
    </div>
    <label class="choice"
      ><input type="checkbox" name="windowOn" aria-controls="policy-window" /><span
        >${texts.windowOn}</span
      ></label
    >
    <div id="policy-window" hidden>${windowFields(reader)}</div>
  </fieldset>`;
}

function windowFields(reader: Reader): Markup {
  const texts = reader.texts.policy;
  const time = (given: Field): Markup =>
    field(given, (named) => html`<input class="short" ${named} type="time" />`);
  return html`<fieldset
      class="days"
      id="policy-days"
      aria-describedby="policy-days-fault"
      tabindex="-1"
    >
      <legend>${texts.days}</legend>
      ${WEEKDAYS.map(
        (day) =>
          html`<label class="choice"
            ><input type="checkbox" name="days" value="${day}" /><span
              >${texts.dayNames[day]}</span
            ></label
          >`,
      )}
      <p class="fault" id="policy-days-fault" hidden></p>
    </fieldset>
    <div class="pair">
      ${time({ name: 'from', label: texts.from })} ${time({ name: 'to', label: texts.to })}
    </div>
    <p class="hint">${texts.windowHint}</p>
    ${field(
      { name: 'timeZone', label: texts.timeZone, hint: texts.timeZoneHint },
      (named) =>
        html`<input
            ${named}
            type="text"
            list="time-zones"
            maxlength="64"
            autocapitalize="none"
            spellcheck="false"
          />
          <datalist id="time-zones"></datalist>`,
    )}`;
}

function scopeFields(reader: Reader): Markup {
  const texts = reader.texts.policy;
  return html`<fieldset>
    <legend>${texts.scope}</legend>
    ${field(
      { name: 'orgUnitPaths', label: texts.orgUnits, hint: texts.orgUnitsHint },
      (named) =>
        html`<textarea
          class="code"
          ${named}
          rows="4"
          autocapitalize="none"
          spellcheck="false"
        ></textarea>`,
    )}
  </fieldset>`;
}
