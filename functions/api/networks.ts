import { z } from 'zod';
import { CA_TEXT_FAULTS, certificatesIn, checkCaText } from '../domain/networks/ca-text';
import {
  MAX_CA_CERTIFICATES,
  MAX_NETWORKS,
  MAX_OUTER_IDENTITY_BYTES,
  MAX_SERVER_NAMES,
  MAX_SERVER_NAMES_LENGTH,
  MAX_SSID_BYTES,
  SECURITIES,
} from '../domain/networks/network';
import { bytesOf, isWritable, NETWORK_ID, SERVER_NAME } from '../domain/networks/network-names';
import { visibleOnly } from '../domain/visible-text';
import { Time } from './time';
import { type Answered, type Sent } from './wire';

/** A network as the configuration shows it. */
export const NetworkAnswer = z
  .object({
    id: z.string(),
    ssid: z.string(),
    hidden: z.boolean(),
    security: z.enum(SECURITIES),
    outerIdentity: z.string().optional(),
    serverNames: z.array(z.string()),
    caCertificates: z.array(
      z.object({
        /** One certificate in PEM. */
        pem: z.string(),
        subject: z.string(),
        notBefore: Time,
        /** May be over: devices then refuse the network. */
        notAfter: Time,
      }),
    ),
  })
  .meta({ id: 'Network' });
export type NetworkAnswer = Answered<typeof NetworkAnswer>;

/** A text of 1 to `maxBytes` bytes that every format of a profile can hold. Blanks at its ends stay. */
const text = (maxBytes: number): z.ZodString =>
  z.string().refine((value) => value !== '' && bytesOf(value) <= maxBytes && isWritable(value), {
    error: `Use 1 to ${maxBytes} bytes in UTF-8, without control characters.`,
  });

const CaText = z
  .string()
  .superRefine((value, context) => {
    const check = checkCaText(value);
    if (check.kind === 'ok') return;
    context.addIssue({ code: 'custom', message: CA_TEXT_FAULTS[check.fault] });
  })
  .meta({ description: 'The certificate of an authority in PEM, or several one after the other.' });

const SERVERS_NEEDED = `Name 1 to ${MAX_SERVER_NAMES} RADIUS servers. Without a name, a device gives the password to whoever ends the tunnel.`;

const CAS_NEEDED = `Send 1 to ${MAX_CA_CERTIFICATES} certificates of authorities. Without one, a device gives the password to whoever ends the tunnel.`;

const ServerName = z
  .string()
  .overwrite(visibleOnly)
  .regex(
    SERVER_NAME,
    'Enter a name in the certificate of the RADIUS server, such as radius.example.com or *.example.com.',
  );

const NetworkChange = z.strictObject({
  id: z
    .string()
    .regex(
      NETWORK_ID,
      'Use 1 to 64 letters, digits, dots, hyphens and underscores. The first is a letter or a digit.',
    ),
  ssid: text(MAX_SSID_BYTES).meta({ description: '1 to 32 bytes in UTF-8; never trimmed.' }),
  hidden: z.boolean().default(false),
  security: z.enum(SECURITIES, 'Use WPA2 or WPA3.').meta({
    description: '`WPA2` joins WPA2 and WPA3 networks where a device can tell; `WPA3` only WPA3.',
  }),
  outerIdentity: text(MAX_OUTER_IDENTITY_BYTES).exactOptional().meta({
    description: 'The name that a device shows outside the tunnel, such as anonymous@example.com.',
  }),
  serverNames: z
    .array(ServerName, SERVERS_NEEDED)
    .min(1, SERVERS_NEEDED)
    .max(MAX_SERVER_NAMES, SERVERS_NEEDED)
    .refine((names) => names.join(';').length <= MAX_SERVER_NAMES_LENGTH, {
      error: `The names are too long. Together they may have ${MAX_SERVER_NAMES_LENGTH} characters. Use a name such as *.example.com for several servers.`,
    }),
  caCertificates: z
    .array(CaText, CAS_NEEDED)
    .min(1, CAS_NEEDED)
    .max(MAX_CA_CERTIFICATES, CAS_NEEDED)
    .refine((texts) => certificatesIn(texts).length <= MAX_CA_CERTIFICATES, { error: CAS_NEEDED }),
});

/** The body of `PUT /v1/networks`: the whole list. */
export const NetworksChange = z
  .strictObject({
    networks: z
      .array(NetworkChange)
      .max(MAX_NETWORKS, `Send at most ${MAX_NETWORKS} networks.`)
      .superRefine((networks, context) => {
        networks.forEach(({ id }, index) => {
          if (networks.findIndex((each) => each.id === id) === index) return;
          const message = 'Another network has this ID.';
          context.addIssue({ code: 'custom', path: [index, 'id'], message });
        });
      }),
  })
  .meta({ id: 'NetworksChange' });
export type NetworksChange = Sent<typeof NetworksChange>;
