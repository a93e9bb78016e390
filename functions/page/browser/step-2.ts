import { delegationUrl } from '../../domain/configuration/delegation';
import { CLIENT_ID } from '../../domain/configuration/key-file';
import { callService } from './api';
import { accountOf } from './connection-chain';
import { announce, byId } from './element';
import { markFault, readChosenFile } from './key-file-field';
import { type PageContext } from './page-context';

/**
 * Step 2: takes the client ID from the saved connection, a key file or the keyboard, and builds the link.
 */
export async function enableStep2(context: PageContext): Promise<void> {
  const input = byId('client-id', HTMLInputElement);
  const fault = byId('client-id-fault', HTMLElement);
  const file = byId('client-id-file', HTMLInputElement);
  const show = (): void => {
    const clientId = input.value.trim();
    const valid = CLIENT_ID.test(clientId);
    const { clientIdFault } = context.texts.step2;
    markFault(input, fault, valid || clientId === '' ? undefined : clientIdFault);
    showLink(valid ? delegationUrl(clientId) : undefined);
  };
  input.addEventListener('input', show);
  const takeFromFile = async (): Promise<void> => {
    const chosen = await readChosenFile(context, file);
    file.value = ''; // no part of the key stays on this page
    if (chosen.kind === 'wrong') {
      markFault(input, fault, chosen.why);
      announce(fault.textContent);
    } else if (chosen.kind === 'key') {
      input.value = chosen.key.clientId;
      show();
      showRoleAccount(chosen.key.clientEmail);
      input.focus();
    }
  };
  file.addEventListener('change', () => void takeFromFile());
  const useKeyless = document.getElementById('use-keyless');
  useKeyless?.addEventListener('click', () => {
    input.value = useKeyless.dataset['clientId'] ?? '';
    show();
    input.focus();
  });
  show();
  openOwnRole();
  window.addEventListener('hashchange', openOwnRole);
  const outcome = await callService({ method: 'GET', path: '/v1/configuration' });
  if (outcome.kind === 'ok' && input.value === '') {
    const { credential } = outcome.configuration;
    input.value = credential?.clientId ?? '';
    show();
    showRoleAccount(accountOf(credential));
  }
}

/** The service account to assign the role to. The page shows this service's own already. */
function showRoleAccount(address: string | undefined): void {
  const own = document.getElementById('role-keyless')?.textContent;
  const isNews = address !== undefined && address !== own;
  if (isNews) byId('role-account', HTMLElement).textContent = address;
  byId('role-account-line', HTMLElement).hidden = !isNews;
  byId('role-account-hint', HTMLElement).hidden = address !== undefined;
}

/** Opens the steps of the safer way for a link to them. */
function openOwnRole(): void {
  if (location.hash !== '#own-role') return;
  byId('own-role-steps', HTMLDetailsElement).open = true;
  byId('own-role', HTMLElement).scrollIntoView();
}

function showLink(url: string | undefined): void {
  const link = byId('delegation-link', HTMLAnchorElement);
  link.hidden = url === undefined;
  if (url !== undefined) link.href = url;
  byId('delegation-hint', HTMLElement).hidden = url !== undefined;
  byId('delegation-open-hint', HTMLElement).hidden = url === undefined;
}
