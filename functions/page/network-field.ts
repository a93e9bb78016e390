/** The fields of a network in its form, in order. */
export const NETWORK_FIELDS = [
  'ssid',
  'id',
  'security',
  'serverNames',
  'caCertificates',
  'outerIdentity',
] as const;
export type NetworkField = (typeof NETWORK_FIELDS)[number];
