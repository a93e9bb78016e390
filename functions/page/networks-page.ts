import { html } from './html';
import { icon } from './icons';
import { type Page, type Reader } from './layout';
import { ldapForm } from './ldap-form';
import { networksSection } from './networks-section';
import { removeLdapSection, secureLdapSection } from './secure-ldap-section';

/** The page Wi-Fi and LDAP: the connection to Secure LDAP, how to get and save its certificate, and networks. */
export function networksPage(reader: Reader): Page {
  const { common, secureLdap } = reader.texts;
  return {
    path: '/networks',
    name: 'networks',
    title: common.pages.networks,
    main: html`<div class="head">
        <h1>${common.pages.networks}</h1>
        <p class="lead">${secureLdap.lead}</p>
      </div>
      ${reader.role === 'viewer' && html`<p class="read-only">${icon('notice')}<span>${common.readOnlyReason}</span></p>`}
      ${secureLdapSection(reader)} ${ldapForm(reader)} ${removeLdapSection(reader)}
      ${networksSection(reader)}`,
  };
}
