import { accountFailuresEn, accountFailuresFr } from './account-failures';
import { accountListEn, accountListFr } from './account-list';
import { bindFailuresEn, bindFailuresFr } from './bind-failures';
import { commonEn, commonFr } from './common';
import { connectFormEn, connectFormFr } from './connect-form';
import { connectionEn, connectionFr } from './connection';
import { devicesEn, devicesFr } from './devices';
import { disconnectEn, disconnectFr } from './disconnect';
import { forecastEn, forecastFr } from './forecast';
import { driftEn, driftFr } from './drift';
import { failuresEn, failuresFr } from './verification-failures';
import { ldapFailuresEn, ldapFailuresFr } from './ldap-failures';
import { ldapFormEn, ldapFormFr } from './ldap-form';
import { networksEn, networksFr } from './networks';
import { otherWorkspacesEn, otherWorkspacesFr } from './other-workspaces';
import { ownRoleFailuresEn, ownRoleFailuresFr } from './own-role-failures';
import { panelsEn, panelsFr } from './panels';
import { policyEn, policyFr } from './policy';
import { proofsEn, proofsFr } from './proofs';
import { typeset } from './french-typography';
import { startRunEn, startRunFr } from './start-run';
import { rotationEn, rotationFr } from './rotation';
import { runEn, runFr } from './run';
import { secureLdapEn, secureLdapFr } from './secure-ldap';
import { step2ValuesEn, step2ValuesFr } from './step-2-values';
import { unitRulesEn, unitRulesFr } from './unit-rules';
import { problemsEn, problemsFr } from './problems';

/**
 * Every text that the script shows. The export of each language is named after its tag, because
 * scripts/build-page.mjs bundles each language separately.
 */
export const en = {
  common: commonEn,
  panels: panelsEn,
  connectForm: connectFormEn,
  connection: connectionEn,
  devices: devicesEn,
  drift: driftEn,
  proofs: proofsEn,
  bindFailures: bindFailuresEn,
  failures: failuresEn,
  failuresOfOwnRole: ownRoleFailuresEn,
  accountFailures: accountFailuresEn,
  accountList: accountListEn,
  policy: policyEn,
  unitRules: unitRulesEn,
  disconnect: disconnectEn,
  otherWorkspaces: otherWorkspacesEn,
  secureLdap: secureLdapEn,
  networks: networksEn,
  ldapForm: ldapFormEn,
  ldapFailures: ldapFailuresEn,
  rotation: rotationEn,
  forecast: forecastEn,
  startRun: startRunEn,
  run: runEn,
  problems: problemsEn,
  step2: step2ValuesEn,
};
export type BrowserTexts = typeof en;

export const fr: BrowserTexts = /* @__PURE__ */ typeset({
  common: commonFr,
  panels: panelsFr,
  connectForm: connectFormFr,
  connection: connectionFr,
  devices: devicesFr,
  drift: driftFr,
  proofs: proofsFr,
  bindFailures: bindFailuresFr,
  failures: failuresFr,
  failuresOfOwnRole: ownRoleFailuresFr,
  accountFailures: accountFailuresFr,
  accountList: accountListFr,
  policy: policyFr,
  unitRules: unitRulesFr,
  disconnect: disconnectFr,
  otherWorkspaces: otherWorkspacesFr,
  secureLdap: secureLdapFr,
  networks: networksFr,
  ldapForm: ldapFormFr,
  ldapFailures: ldapFailuresFr,
  rotation: rotationFr,
  forecast: forecastFr,
  startRun: startRunFr,
  run: runFr,
  problems: problemsFr,
  step2: step2ValuesFr,
});
