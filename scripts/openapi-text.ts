import { apiDocument } from '../functions/composition';
import { type Platform } from '../functions/platform';
import { jsonLog } from '../functions/log';

/** The text of `docs/openapi.json`: the answer of `GET /openapi.json`, indented. */
export function openApiText(): string {
  const nothingIsCalled = {} as Platform;
  const document = apiDocument(
    nothingIsCalled,
    jsonLog(() => undefined),
  );
  return `${JSON.stringify(document, null, 2)}\n`;
}
