/** Gives the chosen part of a resource. */
type Chosen = (resource: Record<string, unknown>) => Record<string, unknown>;

export type FieldMask =
  | {
      readonly kind: 'ok';
      readonly pick: Chosen;
      /** What is asked of the parts of this field; undefined: all of it. */
      readonly within: (name: string) => string | undefined;
    }
  | { readonly kind: 'invalid'; readonly name: string };

const everything: FieldMask = {
  kind: 'ok',
  pick: (resource) => resource,
  within: () => undefined,
};

/**
 * Reads the `fields` parameter, such as `id,aliases` or `nextPageToken,users(id,primaryEmail)`. A name
 * that is not among `known` makes it invalid, as Google's 400 "Invalid field selection" does; names
 * inside parentheses are not checked here.
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

/** At the commas that are in no parentheses. */
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
