import { html, type Content, type Markup } from './html';
import { type Reader } from './layout';
import { choiceField, codeField, numberField, percentField, policyChoice } from './policy-field';
import { timeZones, windowFields } from './policy-window-section';
import { PROOF_WINDOW, ROTATION_WINDOW } from './policy-windows';
import { unitRulesFields } from './unit-rules';

/** The policy form. The script fills it from the API, and shows it then. */
export function policySection(reader: Reader): Markup {
  const texts = reader.texts.policy;
  return html`<section class="card" id="policy" aria-labelledby="policy-title">
    <h2 id="policy-title" tabindex="-1">${texts.title}</h2>
    <p>${texts.lead}</p>
    <p class="loading" id="policy-loading">${texts.loading}</p>
    <div id="policy-problem" class="result" tabindex="-1" hidden></div>
    <form id="policy-form" novalidate autocomplete="off" hidden>
      <fieldset
        class="plain"
        aria-labelledby="policy-title"
        ${reader.role !== 'manager' && html`disabled`}
      >
        <div class="columns">
          <div>${passwordFields(reader)} ${scopeFields(reader)} ${selfServiceFields(reader)}</div>
          <div>${rotationFields(reader)}</div>
          <div>${waveFields(reader)} ${failingFields(reader)} ${proofFields(reader)}</div>
        </div>
        ${unitRulesFields(reader)} ${timeZones()}
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
  const { length, lengthHint, alphabet, alphabetHint, style, styleHint, styles } = policy;
  const { retention, retentionHint } = policy;
  return group(policy.passwords, [
    choiceField({ name: 'style', label: style, hint: styleHint }, styles),
    numberField({ name: 'length', label: length, hint: lengthHint }, 8, 100),
    codeField({ name: 'alphabet', label: alphabet, hint: alphabetHint }, 3, 94),
    numberField({ name: 'retentionHours', label: retention, hint: retentionHint }, 0, 8_760),
  ]);
}

function scopeFields({ texts: { policy } }: Reader): Markup {
  const { orgUnits, orgUnitsHint, autoIssue, autoIssueHint } = policy;
  return group(policy.scope, [
    codeField({ name: 'orgUnitPaths', label: orgUnits, hint: orgUnitsHint }, 4),
    codeField({ name: 'autoIssueOrgUnitPaths', label: autoIssue, hint: autoIssueHint }, 2),
  ]);
}

function selfServiceFields({ texts: { policy } }: Reader): Markup {
  const { selfServiceOn, selfServiceOnHint, ownRotations, ownRotationsHint } = policy;
  return group(policy.selfService, [
    policyChoice('selfServiceOn', selfServiceOn, selfServiceOnHint),
    numberField({ name: 'rotationsPerDay', label: ownRotations, hint: ownRotationsHint }, 0, 20),
  ]);
}

function rotationFields({ texts: { policy } }: Reader): Markup {
  const { period, periodHint, paused, pausedHint, windowOn, windowOnHint } = policy;
  return group(policy.rotation, [
    numberField({ name: 'periodDays', label: period, hint: periodHint }, 0, 365),
    policyChoice('paused', paused, pausedHint),
    windowFields(policy, ROTATION_WINDOW, { label: windowOn, hint: windowOnHint }),
    policyChoice('onDrift', policy.onDrift, policy.onDriftHint),
    ...deviceFields(policy),
  ]);
}

const deviceFields = (texts: Reader['texts']['policy']): readonly Markup[] => [
  numberField(
    { name: 'holdForDevices', label: texts.holdForDevices, hint: texts.holdForDevicesHint },
    0,
    30,
  ),
  numberField(
    { name: 'announceHours', label: texts.announceHours, hint: texts.announceHoursHint },
    0,
    168,
  ),
];

function waveFields({ texts: { policy } }: Reader): Markup {
  const { waveSize, waveSizeHint, waveStop, waveStopHint } = policy;
  return group(policy.firstWave, [
    html`<p>${policy.firstWaveLead}</p>`,
    numberField({ name: 'firstWaveSize', label: waveSize, hint: waveSizeHint }, 0, 10_000),
    percentField({ name: 'stopAtFailedShare', label: waveStop, hint: waveStopHint }),
  ]);
}

function proofFields({ texts: { policy } }: Reader): Markup {
  const { proofs, proveDays, proveDaysHint, proofWindowOn, proofWindowOnHint } = policy;
  return group(proofs, [
    numberField({ name: 'proveEveryDays', label: proveDays, hint: proveDaysHint }, 0, 90),
    windowFields(policy, PROOF_WINDOW, { label: proofWindowOn, hint: proofWindowOnHint }),
  ]);
}

const failingFields = ({ texts: { policy } }: Reader): Markup =>
  group(
    policy.failing,
    numberField({ name: 'retryBudget', label: policy.retries, hint: policy.retriesHint }, 1, 20),
  );
