/** How a network's access points are protected. */
export const SECURITIES = ['WPA2', 'WPA3'] as const;
export type Security = (typeof SECURITIES)[number];

/** A Wi-Fi network where users sign in with their Google password, by EAP-TTLS with PAP in the tunnel. */
export type Network = {
  /** Chosen by an administrator, unique. Letters, digits, dots, hyphens and underscores. */
  readonly id: string;
  /** 1 to 32 bytes in UTF-8. A space at either end belongs to it. */
  readonly ssid: string;
  readonly hidden: boolean;
  readonly security: Security;
  /** The name that a device shows outside the tunnel. */
  readonly outerIdentity?: string;
  /** Names of RADIUS servers, such as `radius.example.com` or `*.example.com`. At least one. */
  readonly serverNames: readonly string[];
  /** The authorities that RADIUS servers are trusted by, one PEM block each. At least one. */
  readonly caCertificates: readonly string[];
};

export const MAX_NETWORKS = 10;
export const MAX_SSID_BYTES = 32;
export const MAX_OUTER_IDENTITY_BYTES = 100;
export const MAX_SERVER_NAMES = 10;
/** Of all names of a network together: wpa_supplicant takes them on one line of 254 bytes. */
export const MAX_SERVER_NAMES_LENGTH = 200;
export const MAX_CA_CERTIFICATES = 10;

/** The network that a request means. */
export type NetworkChoice =
  | { readonly kind: 'network'; readonly network: Network }
  /** There is none, or none with this id. */
  | { readonly kind: 'no-network' }
  /** There are several, and the request names none. */
  | { readonly kind: 'several'; readonly ids: readonly string[] };

/** The network with this id; without an id, the only one. */
export function chooseNetwork(networks: readonly Network[], id: string | undefined): NetworkChoice {
  if (id === undefined && networks.length > 1) {
    return { kind: 'several', ids: networks.map((network) => network.id) };
  }
  const network = id === undefined ? networks[0] : networks.find((each) => each.id === id);
  return network ? { kind: 'network', network } : { kind: 'no-network' };
}
