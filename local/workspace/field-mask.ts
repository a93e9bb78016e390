/** Returns the selected part of a resource. */
type Chosen = (resource: Record<string, unknown>) => Record<string, unknown>;

export type FieldMask =
  | {
      readonly kind: 'ok';
      readonly pick: Chosen;
      /** The selection within this field; undefined selects all of it. */
      readonly within: (name: string) => string | undefined;
    }
  | { readonly kind: 'invalid'; readonly name: string };

const everything: FieldMask = {
  kind: 'ok',
  pick: (resource) => resource,
  within: () => undefined,
};

/**
 * Parses the `fields` parameter, such as `id,aliases` or `nextPageToken,users(id,primaryEmail)`. A name
 * outside `known` makes it invalid, which Google answers with 400 "Invalid field selection". Names inside
 * parentheses are not checked here.
 */
export function fieldMask(text: string | null | undefined, known: ReadonlySet<string>): FieldMask {
  if (text === null || text === undefined || text === '' || text === '*') return everything;
  const mask = new Map<string, string | undefined>();
  for (const part of splitAtTop(text)) {
    const [, name = '', inParentheses, afterSlash] =
      /^([^()/]+)(?:\((.*)\)|\/(.+))?$/.exec(part.trim()) ?? [];
    if (!known.has(name)) return { kind: 'invalid', name: name === '' ? part : name };
    mask.set(name, inParentheses ?? afterSlash);
  }
  return {
    kind: 'ok',
    pick: (resource) =>
      Object.fromEntries(Object.entries(resource).filter(([name]) => mask.has(name))),
    within: (name) => mask.get(name),
  };
}

/** Splits at the commas outside parentheses. */
function splitAtTop(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (character !== ',' || depth > 0) continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}
