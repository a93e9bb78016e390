import { problem, type Problem } from '../../http/problem';

/** For the OpenAPI document. */
export const IF_MATCH_HEADER = {
  name: 'If-Match',
  description:
    'The `ETag` that you read. The change is made only if nobody has changed the configuration since then.',
} as const;

/** The revisions that the caller accepts to replace. Absent means any. */
export type Expected = { readonly expectedRevisions?: readonly number[] };

/** What commas separate; one in quotes separates nothing. */
const ELEMENT = /(?:"[^"]*"|[^,])+/g;
const ENTITY_TAG = /^(W\/)?"([\x21\x23-\x7e]*)"$/;

/**
 * Parses `If-Match` (RFC 9110, 13.1.1): `*` or entity tags. A weak tag or an unknown revision is
 * well-formed and matches nothing. Empty elements of the list are ignored (5.6.1).
 */
export function readIfMatch(header: string | undefined): Expected | Problem {
  if (header === undefined || header.trim() === '*') return {};
  const elements = header.match(ELEMENT)?.filter((element) => element.trim() !== '') ?? [];
  const tags = elements.map((element) => ENTITY_TAG.exec(element.trim()));
  if (tags.length === 0 || tags.includes(null)) {
    return problem(
      'invalid-request',
      'If-Match must be the ETag as this service gave it, quotes included, such as "7". Nothing was changed.',
    );
  }
  const revisions = tags.flatMap((tag) => {
    const [, weak, text = ''] = tag ?? [];
    return weak === undefined && /^(?:0|[1-9]\d{0,14})$/.test(text) ? [Number(text)] : [];
  });
  return { expectedRevisions: revisions };
}

export const configurationChanged = (): Problem =>
  problem(
    'configuration-changed',
    'Someone else changed the configuration after you read it. Nothing was changed by this call. Read the configuration again, then decide.',
  );
