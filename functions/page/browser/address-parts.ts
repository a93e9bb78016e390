import { element } from './element';

/** An address that breaks after its @ before it breaks anywhere else. */
export function addressParts(address: string): (string | HTMLElement)[] {
  const at = address.lastIndexOf('@') + 1;
  return at === 0 ? [address] : [address.slice(0, at), element('wbr', {}), address.slice(at)];
}
