import { type NetworkAnswer } from '../../api/networks';
import { describeCa } from '../../domain/networks/ca-certificate';
import { type Network } from '../../domain/networks/network';
import { rfc3339 } from '../../domain/time';

/** A network as the configuration shows it, with what its certificates say of themselves. */
export const networkAnswer = (network: Network): NetworkAnswer => ({
  id: network.id,
  ssid: network.ssid,
  hidden: network.hidden,
  security: network.security,
  outerIdentity: network.outerIdentity,
  serverNames: network.serverNames,
  caCertificates: network.caCertificates.map((pem) => {
    const { subject, notBefore, notAfter } = describeCa(pem);
    return { pem, subject, notBefore: rfc3339(notBefore), notAfter: rfc3339(notAfter) };
  }),
});
