import { element } from './element';

/** An address or a path with preferred line breaks: after `@`, before `/` and before a dot. */
export const addressParts = (address: string): (string | HTMLElement)[] =>
  address
    .split(/(?<=@)|(?=[/.])/)
    .flatMap((part, index) => (index === 0 ? [part] : [element('wbr', {}), part]));
