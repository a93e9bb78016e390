/** Marks an element that represents the same item across updates. */
const KEY = 'data-key';

/**
 * Updates the content of an element to match `fresh`, with the fewest changes. Unchanged nodes are kept, so
 * that the focus, a selection and an open `details` are preserved.
 */
export function update(target: Element, ...fresh: readonly Node[]): void {
  const wanted = new Set(fresh.map(keyOf));
  const kept = new Map<string, Element>();
  for (const old of [...target.children]) {
    const key = keyOf(old);
    if (key === undefined) continue;
    if (wanted.has(key)) kept.set(key, old);
    else old.remove();
  }
  let at = target.firstChild;
  for (const node of fresh) {
    const key = keyOf(node);
    const old = key === undefined ? at : (kept.get(key) ?? null);
    if (old === null || !isSameKind(old, node)) {
      target.insertBefore(node, at);
      continue;
    }
    if (old !== at) target.insertBefore(old, at);
    become(old, node);
    at = old.nextSibling;
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

const keyOf = (node: Node): string | undefined =>
  node instanceof Element ? (node.getAttribute(KEY) ?? undefined) : undefined;

const isSameKind = (one: Node, other: Node): boolean =>
  one.nodeName === other.nodeName && keyOf(one) === keyOf(other);

function become(old: Node, fresh: Node): void {
  if (old instanceof Element && fresh instanceof Element) {
    takeAttributes(old, fresh);
    update(old, ...fresh.childNodes);
  } else if (old.nodeValue !== fresh.nodeValue) {
    old.nodeValue = fresh.nodeValue;
  }
}

function takeAttributes(old: Element, fresh: Element): void {
  for (const { name } of [...old.attributes]) {
    // The reader controls whether `details` is open.
    if (!fresh.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
}
