import { html, type Markup } from './html';
import { localPath, type Reader } from './layout';
import { copyLine, instructions } from './step-parts';

/**
 * Step 2 without the delegation, behind a summary: the way of most administrators stays in front. The script
 * fills in the address of the service account once it is known, and opens the steps for a link to them.
 */
export function ownRoleSection(reader: Reader): Markup {
  const texts = reader.texts.ownRole;
  const { create, assign, customerId } = texts.instructions;
  return html`<section class="card aside" id="own-role" aria-labelledby="own-role-title">
    <h2 id="own-role-title">${texts.title}</h2>
    <p>${texts.why}</p>
    <p>${texts.rests}</p>
    <details id="own-role-steps">
      <summary>${texts.show}</summary>
      ${instructions([create, { ...assign, body: [...assign.body, addresses(reader)] }, customerId], 3)}
      <p>
        <a class="button" href="${localPath(reader, '/', '#own-role')}" data-done="2"
          >${texts.toPanel3}</a
        >
      </p>
    </details>
  </section>`;
}

const addresses = (reader: Reader): Markup => {
  const texts = reader.texts.ownRole;
  return html`<div class="role-addresses">
    <div id="role-account-line" hidden>${copyLine(reader, 'role-account', texts.address, '')}</div>
    ${reader.keyless && copyLine(reader, 'role-keyless', texts.ownAddress, reader.keyless.serviceAccount)}
    <p class="hint" id="role-account-hint">${texts.addressHint}</p>
  </div>`;
};
