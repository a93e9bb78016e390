import { SCOPE_CHOICES, type ScopeChoice } from './chosen-scope';
import { html, type Markup } from './html';
import { type Reader } from './layout';

/** Rotating now: whom, then a forecast, and only then the button that starts. For System Management. */
export function rotateNowSection(reader: Reader): Markup {
  const texts = reader.texts.rotateNow;
  return html`<section class="card" id="rotate-now" aria-labelledby="rotate-now-title" hidden>
    <h2 id="rotate-now-title">${texts.title}</h2>
    <p class="card-lead">${texts.lead}</p>
    <form id="rotate-now-form" novalidate autocomplete="off">
      <fieldset class="choices">
        <legend>${texts.who}</legend>
        ${SCOPE_CHOICES.map((choice) => scopeChoice(reader, choice))}
      </fieldset>
      <p><button class="button" id="foresee" type="submit">${texts.foresee}</button></p>
    </form>
    <div class="result" id="rotate-now-result" tabindex="-1" hidden></div>
    <div class="forecast" id="forecast" hidden>
      <h3 id="forecast-title" tabindex="-1">${texts.forecast}</h3>
      <div id="forecast-content"></div>
      <p class="buttons">
        <button class="button danger" id="start-rotation" type="button"></button>
        <button class="button quiet" id="forecast-cancel" type="button">${texts.cancel}</button>
      </p>
    </div>
  </section>`;
}

function scopeChoice(reader: Reader, choice: ScopeChoice): Markup {
  const texts = reader.texts.rotateNow;
  return html`<label class="choice"
      ><input
        type="radio"
        name="scope"
        value="${choice}"
        ${choice === 'due' && html`checked`}
      /><span>${texts.choices[choice]}</span></label
    >
    ${choice === 'orgUnit' && unitField(reader)} ${choice === 'list' && listField(reader)}`;
}

function unitField(reader: Reader): Markup {
  const texts = reader.texts.rotateNow;
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
  const texts = reader.texts.rotateNow;
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
    <p class="hint" id="scope-list-hint">${texts.listHint}</p>
  </div>`;
}
