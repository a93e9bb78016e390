import { type Network } from '../../functions/domain/networks/network';

/** A network with all optional fields, and one without any. */
export const sampleNetworks: readonly Network[] = [
  {
    id: 'staff',
    ssid: ' Café ☕',
    hidden: true,
    security: 'WPA3',
    outerIdentity: 'anonymous@example.com',
    serverNames: ['radius.example.com', '*.example.com'],
    caCertificates: ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
  },
  {
    id: 'guests',
    ssid: 'Guests',
    hidden: false,
    security: 'WPA2',
    serverNames: ['radius.example.com'],
    caCertificates: [],
  },
];
