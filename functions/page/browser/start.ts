import { startAccounts } from './accounts';
import { ConfigurationState } from './configuration-state';
import { ConnectForm } from './connect-form';
import { ConnectionSection } from './connection-section';
import { enableCopyButtons } from './copy';
import { enableDisconnect } from './disconnect';
import { goToFragment } from './go-to-fragment';
import { LdapForm } from './ldap-form';
import { LdapSection } from './ldap-section';
import { NetworksSection } from './networks-section';
import { enableOtherWorkspaces } from './other-workspaces';
import { type PageContext } from './page-context';
import { enablePageMenu } from './page-menu';
import { PolicyForm } from './policy-form';
import { enableRemoveLdap } from './remove-ldap';
import { rememberStepsDone, showStepsDone } from './steps-done';
import { RotationPage } from './rotation-page';
import { enableStep2 } from './step-2';

/** Starts the script of the current page. */
export function start(context: PageContext): void {
  enablePageMenu();
  enableCopyButtons(context);
  showTimeZone(context);
  rememberStepsDone();
  const page = document.body.dataset['page'];
  if (page === 'overview') startOverview(context);
  if (page === 'networks') startNetworks(context);
  if (page === 'rotation') new RotationPage(context);
  if (page === 'accounts') startAccounts(context);
  if (page === 'step-2') void enableStep2(context);
}

/** Only the browser knows the time zone that it uses. Tables have no room to repeat it. */
function showTimeZone({ texts }: PageContext): void {
  const line = document.getElementById('time-zone');
  if (line === null) return;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  line.textContent = texts.common.timesIn(timeZone);
  line.hidden = false;
}

function startOverview(context: PageContext): void {
  const state = new ConfigurationState();
  const connection = new ConnectionSection(context, state);
  new ConnectForm(context, state, connection);
  new PolicyForm(context, state);
  enableOtherWorkspaces(context, state);
  enableDisconnect(context, state, connection);
  showStepsDone(undefined);
  state.onChange(showStepsDone);
  void connection.load().then(goToFragment);
}

function startNetworks(context: PageContext): void {
  const state = new ConfigurationState();
  const section = new LdapSection(context, state);
  new LdapForm(context, state, section);
  enableRemoveLdap(context, state, section);
  const networks = new NetworksSection(context, state);
  void section.load().then((outcome) => {
    networks.read(outcome);
  });
}
