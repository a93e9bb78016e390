import { type ShownProblem } from '../http/endpoint';
import { type Language } from './language';

/**
 * What a browser may do with our pages: load our own script, style and pictures, call our own API,
 * and nothing else. No inline script or style, no frame around it, no form that a browser sends.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** A page's body and headers. It depends on the reader's language and role, and is not for a cache. */
export const pageAnswer = (document: string, language: Language): ShownProblem => ({
  content: { mediaType: 'text/html; charset=utf-8', data: document },
  headers: {
    'content-language': language,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    vary: 'Accept-Language',
  },
});
