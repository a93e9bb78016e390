import { html } from './html';
import { icon } from './icons';
import { type Page, type Reader } from './layout';
import { policySection } from './policy-section';
import { unitQuestion } from './unit-rules';

/** The page Policy: how passwords are made and when they are rotated, for everybody and by unit. */
export function policyPage(reader: Reader): Page {
  const { common, policy } = reader.texts;
  return {
    path: '/policy',
    name: 'policy',
    title: common.pages.policy,
    main: html`<div class="head">
        <h1>${common.pages.policy}</h1>
        <p class="lead">${policy.pageLead}</p>
      </div>
      ${reader.role === 'viewer' && html`<p class="read-only">${icon('notice')}<span>${common.readOnlyReason}</span></p>`}
      ${policySection(reader)} ${unitQuestion(reader)}`,
  };
}
