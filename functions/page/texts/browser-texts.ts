import { commonEn, commonFr } from './common';
import { connectFormEn, connectFormFr } from './connect-form';
import { connectionEn, connectionFr } from './connection';
import { disconnectEn, disconnectFr } from './disconnect';
import { failuresEn, failuresFr } from './failures';
import { panelsEn, panelsFr } from './panels';
import { policyEn, policyFr } from './policy';
import { typeset } from './french-typography';
import { step2ValuesEn, step2ValuesFr } from './step-2-values';
import { problemsEn, problemsFr } from './problems';

/** Every text that a page shows by itself once it is open; each language is bundled apart. */
export const browserTextsEn = {
  common: commonEn,
  panels: panelsEn,
  connectForm: connectFormEn,
  connection: connectionEn,
  failures: failuresEn,
  policy: policyEn,
  disconnect: disconnectEn,
  problems: problemsEn,
  step2: step2ValuesEn,
};
export type BrowserTexts = typeof browserTextsEn;

export const browserTextsFr: BrowserTexts = /* @__PURE__ */ typeset({
  common: commonFr,
  panels: panelsFr,
  connectForm: connectFormFr,
  connection: connectionFr,
  failures: failuresFr,
  policy: policyFr,
  disconnect: disconnectFr,
  problems: problemsFr,
  step2: step2ValuesFr,
});
