import { type Caller } from '../http/caller';
import { type RefusedRequest } from '../http/endpoint';
import { chooseLanguage } from '../page/language';
import { type Reader } from '../page/layout';
import { PAGE_TEXTS } from '../page/texts/page-texts';

/** The reader of a page, in the language that the address asks for, or else the browser. */
export function readerOf(
  request: Pick<RefusedRequest, 'header'>,
  asked: string | undefined,
  caller: Caller | undefined,
): Reader {
  const language = chooseLanguage(asked, request.header('accept-language'));
  return {
    language,
    texts: PAGE_TEXTS[language],
    email: caller?.email ?? '',
    ...(caller?.role ? { role: caller.role } : {}),
  };
}
