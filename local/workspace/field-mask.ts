/** Gives the chosen part of a resource. */
export type Pick = (resource: Record<string, unknown>) => Record<string, unknown>;

/** The mask of `fields=`: names at the top, and what is asked of each in turn (absent: all of it). */
type Mask = ReadonlyMap<string, string | undefined>;

const pick =
  (mask: Mask): Pick =>
  (resource) => {
    const chosen: Record<string, unknown> = {};
    for (const name of mask.keys()) {
      if (resource[name] !== undefined) chosen[name] = resource[name];
    }
    return chosen;
  };

/**
 * Reads a field mask such as `id,name(givenName)` or `nextPageToken,users(id,primaryEmail)`, as far
 * as one level of names: a name that `known` lacks gives its name back as the error, as Google's 400
 * "Invalid field selection" does.
 */
export function fieldMask(
  text: string | null,
  known: ReadonlySet<string>,
): { readonly kind: 'ok'; readonly pick: Pick; readonly inner: Mask } | InvalidMask {
  const mask = new Map<string, string | undefined>();
  if (text === null || text === '' || text === '*') {
    return { kind: 'ok', pick: (resource) => resource, inner: mask };
  }
  for (const part of text.matchAll(
    /([^,()/]+)(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\/([^,]+))?(?:,|$)/g,
  )) {
    const name = (part[1] ?? '').trim();
    if (!known.has(name)) return { kind: 'invalid', name };
    mask.set(name, part[2] ?? part[3]);
  }
  return { kind: 'ok', pick: pick(mask), inner: mask };
}

type InvalidMask = { readonly kind: 'invalid'; readonly name: string };
