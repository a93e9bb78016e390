import { type ProblemCode } from '../api/problem';
import { html, type Markup } from './html';
import { type Page, type Reader } from './layout';

/** The page that replaces a refused one: names the missing role, or says that something went wrong. */
export function refusedPage(
  reader: Reader,
  path: string,
  problem: { readonly code: ProblemCode; readonly requestId: string },
): Page {
  const { refused } = reader.texts;
  const texts =
    problem.code === 'forbidden-role'
      ? refused.noRole
      : problem.code === 'forbidden-identity'
        ? refused.noIdentity
        : refused.other;
  return {
    path,
    name: 'refused',
    title: texts.title,
    main: html`<div class="card refused">
      <h1>${texts.title}</h1>
      <p>${texts.text}</p>
      ${problem.code === 'forbidden-role' && roles(reader)}
      <p>${texts.whatToDo}</p>
      <p><a class="button" href="${path}?lang=${reader.language}">${refused.reload}</a></p>
      <p class="hint">${refused.requestId} <code>${problem.requestId}</code></p>
    </div>`,
  };
}

function roles(reader: Reader): Markup {
  const { common, refused } = reader.texts;
  return html`<ul>
    <li><b>${common.roles.manager}</b> (${refused.noRole.mayChange})</li>
    <li><b>${common.roles.viewer}</b> (${refused.noRole.mayLook})</li>
  </ul>`;
}
