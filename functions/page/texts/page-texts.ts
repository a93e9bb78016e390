import { type Language } from '../language';
import { accountsEn, accountsFr } from './accounts';
import { commonEn, commonFr } from './common';
import { connectionEn, connectionFr } from './connection';
import { disconnectEn, disconnectFr } from './disconnect';
import { driftEn, driftFr } from './drift';
import { forecastEn, forecastFr } from './forecast';
import { typeset } from './french-typography';
import { ldapFormEn, ldapFormFr } from './ldap-form';
import { ldapStepsEn, ldapStepsFr } from './ldap-steps';
import { meEn, meFr } from './me';
import { noticeEn, noticeFr } from './notice';
import { networksEn, networksFr } from './networks';
import { otherWorkspacesEn, otherWorkspacesFr } from './other-workspaces';
import { ownRoleEn, ownRoleFr } from './own-role';
import { panelsEn, panelsFr } from './panels';
import { pastEn, pastFr } from './past';
import { policyEn, policyFr } from './policy';
import { startRunEn, startRunFr } from './start-run';
import { rotationEn, rotationFr } from './rotation';
import { refusedEn, refusedFr } from './refused';
import { secureLdapEn, secureLdapFr } from './secure-ldap';
import { step1En, step1Fr } from './step-1';
import { step2En, step2Fr } from './step-2';
import { unitRulesEn, unitRulesFr } from './unit-rules';

const en = {
  common: commonEn,
  notice: noticeEn,
  panels: panelsEn,
  step1: step1En,
  step2: step2En,
  ownRole: ownRoleEn,
  connection: connectionEn,
  policy: policyEn,
  unitRules: unitRulesEn,
  disconnect: disconnectEn,
  otherWorkspaces: otherWorkspacesEn,
  secureLdap: secureLdapEn,
  networks: networksEn,
  ldapForm: ldapFormEn,
  ldapSteps: ldapStepsEn,
  rotation: rotationEn,
  past: pastEn,
  accounts: accountsEn,
  drift: driftEn,
  forecast: forecastEn,
  startRun: startRunEn,
  refused: refusedEn,
  me: meEn,
};

/**
 * Every text that the server writes into a page. English defines the shape: a text missing in another
 * language does not compile.
 */
export type PageTexts = typeof en;

export const PAGE_TEXTS: Readonly<Record<Language, PageTexts>> = {
  en,
  fr: typeset({
    common: commonFr,
    notice: noticeFr,
    panels: panelsFr,
    step1: step1Fr,
    step2: step2Fr,
    ownRole: ownRoleFr,
    connection: connectionFr,
    policy: policyFr,
    unitRules: unitRulesFr,
    disconnect: disconnectFr,
    otherWorkspaces: otherWorkspacesFr,
    secureLdap: secureLdapFr,
    networks: networksFr,
    ldapForm: ldapFormFr,
    ldapSteps: ldapStepsFr,
    rotation: rotationFr,
    past: pastFr,
    accounts: accountsFr,
    drift: driftFr,
    forecast: forecastFr,
    startRun: startRunFr,
    refused: refusedFr,
    me: meFr,
  }),
};
