import { WEEKDAYS } from '../domain/configuration/policy';
import { html, type Content, type Markup } from './html';
import { type Reader } from './layout';
import {
  codeField,
  numberField,
  percentField,
  policyChoice,
  policyField,
  timeField,
} from './policy-field';

/** The policy form. The script fills it from the API. */
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
          <div>${passwordFields(reader)} ${scopeFields(reader)}</div>
          <div>${rotationFields(reader)}</div>
          <div>${waveFields(reader)} ${failingFields(reader)} ${proofFields(reader)}</div>
        </div>
        <div id="policy-result" class="result" tabindex="-1" hidden></div>
        <p><button class="button" id="policy-save" type="submit">${texts.save}</button></p>
      </fieldset>
    </form>
  </section>`;
}

const group = (title: string, content: Content): Markup =>
  html`<fieldset class="group">
    <legend>${title}</legend>
    ${content}
  </fieldset>`;

function passwordFields({ texts: { policy } }: Reader): Markup {
  const { length, lengthHint, alphabet, alphabetHint } = policy;
  return group(policy.passwords, [
    numberField({ name: 'length', label: length, hint: lengthHint }, 8, 100),
    codeField({ name: 'alphabet', label: alphabet, hint: alphabetHint }, 3, 94),
  ]);
}

function scopeFields({ texts: { policy } }: Reader): Markup {
  const { orgUnits, orgUnitsHint } = policy;
  return group(
    policy.scope,
    codeField({ name: 'orgUnitPaths', label: orgUnits, hint: orgUnitsHint }, 4),
  );
}

function rotationFields({ texts: { policy } }: Reader): Markup {
  const { period, periodHint, paused, pausedHint, windowOn, windowOnHint } = policy;
  return group(policy.rotation, [
    numberField({ name: 'periodDays', label: period, hint: periodHint }, 0, 365),
    policyChoice('paused', paused, pausedHint),
    policyChoice('windowOn', windowOn, windowOnHint),
    html`<div id="policy-window" hidden>${windowFields(policy)}</div>`,
    policyChoice('onDrift', policy.onDrift, policy.onDriftHint),
  ]);
}

const windowFields = (texts: Reader['texts']['policy']): Markup =>
  html`<fieldset class="days" id="policy-days" aria-describedby="policy-days-fault" tabindex="-1">
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
    <div class="times">
      <div class="pair">
        ${timeField({ name: 'from', label: texts.from })}
        ${timeField({ name: 'to', label: texts.to })}
      </div>
      <p class="hint">${texts.windowHint}</p>
    </div>
    ${policyField(
      { name: 'timeZone', label: texts.timeZone, hint: texts.timeZoneHint },
      (attributes) =>
        html`<input
            ${attributes}
            type="text"
            list="time-zones"
            maxlength="64"
            autocapitalize="none"
            spellcheck="false"
          />
          <datalist id="time-zones"></datalist>`,
    )}`;

function waveFields({ texts: { policy } }: Reader): Markup {
  const { waveSize, waveSizeHint, waveStop, waveStopHint } = policy;
  return group(policy.firstWave, [
    html`<p>${policy.firstWaveLead}</p>`,
    numberField({ name: 'firstWaveSize', label: waveSize, hint: waveSizeHint }, 0, 10_000),
    percentField({ name: 'stopAtFailedShare', label: waveStop, hint: waveStopHint }),
  ]);
}

const proofFields = ({ texts: { policy } }: Reader): Markup =>
  group(
    policy.proofs,
    numberField(
      { name: 'proveEveryDays', label: policy.proveDays, hint: policy.proveDaysHint },
      0,
      90,
    ),
  );

const failingFields = ({ texts: { policy } }: Reader): Markup =>
  group(
    policy.failing,
    numberField({ name: 'retryBudget', label: policy.retries, hint: policy.retriesHint }, 1, 20),
  );
