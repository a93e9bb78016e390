/**
 * Path and query of a request target as it was sent. A client may send the complete URL, as to a proxy
 * (absolute-form, RFC 9112, 3.2.2). It means the same as its path alone.
 */
export function originForm(target: string): string {
  const whole = /^https?:\/\/[^/?#]*/i.exec(target);
  if (whole === null) return target;
  const rest = target.slice(whole[0].length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}
