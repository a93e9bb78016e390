import { html } from './html';
import { icon } from './icons';
import { type Page, type Reader } from './layout';

/** The page Rotation: how the run stands, who is due, what failed, and rotating now. */
export function rotationPage(reader: Reader): Page {
  const { common, rotation } = reader.texts;
  return {
    path: '/rotation',
    name: 'rotation',
    title: common.pages.rotation,
    main: html`<div class="head">
        <h1>${common.pages.rotation}</h1>
        <p class="lead">${rotation.lead}</p>
      </div>
      ${reader.role === 'viewer' && html`<p class="read-only">${icon('notice')}<span>${common.readOnlyReason}</span></p>`}`,
  };
}
