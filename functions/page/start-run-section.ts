import { RUN_KINDS, type RunKind } from '../domain/runs/run';
import { SCOPE_CHOICES, type ScopeChoice } from './chosen-scope';
import { html, type Markup } from './html';
import { type Reader } from './layout';

/**
 * Starts a run: choose the kind and the users, then see a forecast, and only then the start button. For
 * System Management. `data-only` marks parts for one kind of run.
 */
export function startRunSection(reader: Reader): Markup {
  const { startRun: texts, forecast } = reader.texts;
  return html`<section class="card" id="start-run" aria-labelledby="start-run-title" hidden>
    <h2 id="start-run-title" tabindex="-1">${texts.title}</h2>
    <p class="card-lead">${texts.lead}</p>
    <form id="start-run-form" novalidate autocomplete="off">
      <fieldset class="choices">
        <legend>${texts.which}</legend>
        ${RUN_KINDS.map((kind) => kindChoice(kind, texts.kinds[kind]))}
      </fieldset>
      <fieldset class="choices">
        <legend>${texts.who}</legend>
        ${SCOPE_CHOICES.map((choice) => scopeChoice(reader, choice))}
      </fieldset>
      <p><button class="button" id="foresee" type="submit">${texts.foresee}</button></p>
    </form>
    <div class="result" id="start-run-result" tabindex="-1" hidden></div>
    <div class="forecast" id="forecast" hidden>
      <h3 id="forecast-title" tabindex="-1">${forecast.title}</h3>
      <div id="forecast-content"></div>
      <p class="buttons">
        <button class="button danger" id="begin-run" type="button"></button>
        <button class="button quiet" id="forecast-cancel" type="button">${texts.cancel}</button>
      </p>
    </div>
  </section>`;
}

type Radio = {
  readonly name: 'kind' | 'scope';
  readonly value: string;
  readonly checked?: boolean;
  readonly only?: string;
};

/** Passwords are proved only where Secure LDAP is connected; the script shows that choice. */
const kindChoice = (kind: RunKind, words: string): Markup => {
  const choice = radio({ name: 'kind', value: kind, checked: kind === 'rotate' }, words);
  return kind === 'prove' ? html`<div id="kind-prove" hidden>${choice}</div>` : choice;
};

const radio = ({ name, value, checked, only }: Radio, words: string | Markup): Markup =>
  html`<label class="choice" ${only && html`data-only="${only}"`}
    ><input type="radio" name="${name}" value="${value}" ${checked && html`checked`} /><span
      >${words}</span
    ></label
  >`;

function scopeChoice(reader: Reader, value: ScopeChoice): Markup {
  const { choices, everybody } = reader.texts.startRun;
  const name = 'scope';
  if (value === 'all') {
    const words = RUN_KINDS.map(
      (kind) => html`<span data-only="${kind}">${everybody[kind]}</span>`,
    );
    return radio({ name, value }, html`${words}`);
  }
  if (value === 'due')
    return radio({ name, value, checked: true, only: 'rotate prove' }, choices.due);
  return html`${radio({ name, value }, choices[value])}
  ${value === 'orgUnit' ? unitField(reader) : listField(reader)}`;
}

function unitField(reader: Reader): Markup {
  const texts = reader.texts.startRun;
  return html`<div class="field inner" id="orgUnit-field" hidden>
    <label for="scope-orgUnit">${texts.unit}</label>
    <input
      id="scope-orgUnit"
      type="text"
      autocapitalize="none"
      spellcheck="false"
      aria-describedby="scope-orgUnit-fault scope-orgUnit-hint"
    />
    <p class="fault" id="scope-orgUnit-fault" hidden></p>
    <p class="hint" id="scope-orgUnit-hint">${texts.unitHint}</p>
  </div>`;
}

function listField(reader: Reader): Markup {
  const texts = reader.texts.startRun;
  return html`<div class="field inner" id="list-field" hidden>
    <label for="scope-list">${texts.list}</label>
    <textarea
      id="scope-list"
      class="code"
      rows="5"
      autocapitalize="none"
      spellcheck="false"
      aria-describedby="scope-list-fault scope-list-hint"
    ></textarea>
    <p class="fault" id="scope-list-fault" hidden></p>
    <p class="hint" id="scope-list-hint">
      ${texts.listHint} <span data-only="issue">${texts.listAgain}</span>
    </p>
  </div>`;
}
