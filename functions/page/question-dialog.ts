import { type Content, html, type Markup } from './html';

export type Question = {
  /** The prefix of the IDs: `stop` gives `stop-dialog`, `stop-question`, `stop-problem` and so on. */
  readonly name: string;
  readonly texts: { readonly question?: string; readonly cancel: string; readonly confirm: string };
  /** What follows after a confirmation. */
  readonly content: Content;
  /** The action cannot be undone. */
  readonly isDangerous?: boolean;
};

/** A confirmation dialog. `browser/question.ts` opens it. The first button changes nothing. */
export function questionDialog({ name, texts, content, isDangerous = true }: Question): Markup {
  return html`<dialog id="${name}-dialog" aria-labelledby="${name}-question">
    <form id="${name}-form" novalidate>
      <h3 id="${name}-question">${texts.question}</h3>
      ${content}
      <div class="result" id="${name}-problem" tabindex="-1" hidden></div>
      <p class="buttons">
        <button class="button quiet" id="${name}-cancel" type="button">${texts.cancel}</button>
        <button class="button ${isDangerous && 'danger'}" id="${name}-confirm" type="submit">
          ${texts.confirm}
        </button>
      </p>
    </form>
  </dialog>`;
}
