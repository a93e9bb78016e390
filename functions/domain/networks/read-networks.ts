import { isReadable } from './ca-certificate';
import { certificatesIn } from './ca-text';
import { type Network } from './network';

/** A certificate that can't be read: where it is in the request (a JSON pointer), and why it is refused. */
export type NetworkFault = { readonly pointer: string; readonly message: string };

const UNREADABLE = 'A certificate in this text is damaged and cannot be read.';

/**
 * Takes apart what each text of `caCertificates` holds: one certificate or several, each as a text of its own.
 * The texts have been checked as far as `checkCaText` does.
 */
export function readNetworks(
  sent: readonly Network[],
):
  | { readonly kind: 'ok'; readonly networks: readonly Network[] }
  | { readonly kind: 'refused'; readonly faults: readonly NetworkFault[] } {
  const faults = sent.flatMap(({ caCertificates }, index) =>
    caCertificates.flatMap((text, at) =>
      certificatesIn([text]).every(isReadable)
        ? []
        : [{ pointer: `/networks/${index}/caCertificates/${at}`, message: UNREADABLE }],
    ),
  );
  if (faults.length > 0) return { kind: 'refused', faults };
  const networks = sent.map((network) => ({
    ...network,
    caCertificates: certificatesIn(network.caCertificates),
  }));
  return { kind: 'ok', networks };
}
