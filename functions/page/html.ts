/** Text that is already HTML. Only `html` creates it, so any other value is escaped. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The values allowed in an `html` template. `false` and `undefined` produce nothing. */
export type Content = string | number | Markup | false | undefined | readonly Content[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * An HTML template. Every value is escaped for text and for quoted attributes. Not safe inside `<script>`,
 * `<style>` or an unquoted attribute, which the pages do not use.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(String.raw({ raw: parts }, ...values.map(rendered)));
}

function rendered(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(rendered).join('');
  return String(content).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
