import { PageQuery } from '../../api/page';
import { type ProblemCode } from '../../api/problem';
import { isNamed } from '../../http/accept';
import { type Endpoint, endpoint } from '../../http/endpoint';
import { problem } from '../../http/problem';
import { type Reader } from '../../page/layout';
import { type MeContent, meDocument } from '../../page/me-document';
import { mePage, meRefused } from '../../page/me-page';
import { pageAnswer } from '../../page/page-answer';
import { readerOf } from '../page-reader';
import { type PasswordsDependencies } from '../dependencies';
import { OFF } from './own-problem';

/** The page for people, at its own path and at the address of the function. */
export const mePageEndpoints = (dependencies: PasswordsDependencies): readonly Endpoint[] => [
  page('/me', dependencies),
  page('/', dependencies),
];

const page = (path: string, { ports }: PasswordsDependencies): Endpoint =>
  endpoint({
    method: 'GET',
    path,
    summary: 'The page on which people see their own password',
    access: 'person',
    query: PageQuery,
    answers: { 200: { description: 'The page, without the password.', mediaTypes: ['text/html'] } },
    problems: ['self-service-off'],
    showProblem: shownInPlace(meRefused),
    handle: async (request) => {
      const { policy, secureLdap } = await ports.configurations.read();
      if (!policy.selfService.enabled) return problem('self-service-off', OFF);
      const reader = readerOf(request, request.query.lang, request.caller);
      const content = mePage(reader, { canCheck: secureLdap !== undefined });
      return { status: 200, ...pageAnswer(meDocument(reader, content), reader.language, 'posts') };
    },
  });

/** For somebody who reads, and not a program: what stands in the place of a page or a file that is refused. */
export const shownInPlace =
  (
    content: (
      reader: Reader,
      given: { readonly code: ProblemCode; readonly requestId: string },
    ) => MeContent,
  ): NonNullable<Endpoint['showProblem']> =>
  ({ code }, request) => {
    if (!isNamed('text/html', request.header('accept'))) return undefined;
    const reader = readerOf(request, request.query.get('lang') ?? undefined, request.caller);
    const shown = content(reader, { code, requestId: request.requestId });
    return pageAnswer(meDocument(reader, shown), reader.language);
  };
