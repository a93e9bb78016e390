import { PageQuery } from '../../api/page';
import { countHistory, type CountHistoryPorts } from '../../domain/passwords/count-history';
import { isNamed } from '../../http/accept';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { accountsPage } from '../../page/accounts-page';
import { documentOf, type Page, type Reader } from '../../page/layout';
import { overviewPage } from '../../page/connection-page';
import { networksPage } from '../../page/networks-page';
import { type Past } from '../../page/past-section';
import { pageAnswer } from '../../page/page-answer';
import { policyPage } from '../../page/policy-page';
import { refusedPage } from '../../page/refused-page';
import { rotationPage } from '../../page/rotation-page';
import { step1Page, step2Page } from '../../page/step-pages';
import { type PageDependencies } from '../dependencies';
import { pageAssetEndpoint } from '../page-asset';
import { readerOf } from '../page-reader';

/**
 * The page Google Apps API with its two instruction pages, the other pages, and the files that they load.
 */
export function pageEndpoints({ ports, log, keyless }: PageDependencies): readonly Endpoint[] {
  const rotation = async (reader: Reader, requestId: string): Promise<Page> =>
    rotationPage(
      reader,
      await pastOf(ports, (error) => {
        log.unexpected({ function: 'configuration', requestId, error });
      }),
    );
  return [
    page('/', 'The page Google Apps API', overviewPage, keyless),
    page('/policy', 'The page Policy', policyPage, keyless),
    page('/networks', 'The page Wi-Fi and LDAP', networksPage, keyless),
    page('/rotation', 'The page Rotation', rotation, keyless),
    page('/accounts', 'The page Users', accountsPage, keyless),
    page('/step-1-google-dev', 'Instructions for step 1', step1Page, keyless),
    page('/step-2-google-admin', 'Instructions for step 2', step2Page, keyless),
    pageAssetEndpoint,
  ];
}

/** What the pictures are drawn from. The page must not depend on it: everything else on it works without. */
const pastOf = (ports: CountHistoryPorts, unexpected: (error: unknown) => void): Promise<Past> =>
  countHistory(ports).catch((error: unknown) => {
    unexpected(error);
    return 'unread' as const;
  });

function page(
  path: string,
  summary: string,
  render: (reader: Reader, requestId: string) => Page | Promise<Page>,
  keyless: PageDependencies['keyless'],
): Endpoint {
  return endpoint({
    method: 'GET',
    path,
    summary,
    access: 'viewer',
    query: PageQuery,
    answers: { 200: { description: 'The page.', mediaTypes: ['text/html'] } },
    problems: [],
    showProblem: (given, request) => {
      if (!isNamed('text/html', request.header('accept'))) return undefined;
      const reader = readerOf(request, request.query.get('lang') ?? undefined, request.caller);
      const refused = refusedPage(reader, path, { code: given.code, requestId: request.requestId });
      return pageAnswer(documentOf(reader, refused), reader.language);
    },
    handle: async (request) => {
      const reader = {
        ...readerOf(request, request.query.lang, request.caller),
        ...(keyless ? { keyless } : {}),
      };
      const shown = await render(reader, request.requestId);
      return { status: 200 as const, ...pageAnswer(documentOf(reader, shown), reader.language) };
    },
  });
}
