import { type ShownProblem } from '../http/endpoint';
import { type Language } from './language';

/**
 * What a browser may do with our pages: load our own script, style and images, and call our own API.
 * Everything else is forbidden: inline scripts and styles, framing, and, on a page that does not post, native
 * form submission.
 */
const contentSecurityPolicy = (forms: 'posts' | 'no-forms'): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    forms === 'posts' ? "form-action 'self'" : "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** The body and headers of a page. It depends on the reader's language and role, so it is not cacheable. */
export const pageAnswer = (
  document: string,
  language: Language,
  forms: 'posts' | 'no-forms' = 'no-forms',
): ShownProblem => ({
  content: { mediaType: 'text/html; charset=utf-8', data: document },
  headers: {
    'content-language': language,
    'content-security-policy': contentSecurityPolicy(forms),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    vary: 'Accept-Language',
  },
});
