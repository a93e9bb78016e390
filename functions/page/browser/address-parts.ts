import { element } from './element';

/** An address or a path that breaks after its @ and before a / or a dot before it breaks anywhere else. */
export const addressParts = (address: string): (string | HTMLElement)[] =>
  address
    .split(/(?<=@)|(?=[/.])/)
    .flatMap((part, index) => (index === 0 ? [part] : [element('wbr', {}), part]));
