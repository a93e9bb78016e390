import { z } from 'zod';
import { BIND_NAMES } from '../domain/configuration/secure-ldap';
import { type Sent } from './wire';

/** The body of `PUT /v1/secure-ldap`, of the media type of `PUT /v1/configuration`. */
export const SecureLdapChange = z
  .strictObject({
    certificate: z
      .string('Send the text of the .crt file.')
      .meta({ description: 'The certificate in PEM.' }),
    privateKey: z
      .string('Send the text of the .key file.')
      .meta({ description: 'Its private key in PEM, without a passphrase.' }),
    bindName: z.enum(BIND_NAMES, 'Use email or dn.').default('email').meta({
      description:
        'How a user is named in a bind: `email`, the primary address; `dn`, the name in the directory tree.',
    }),
  })
  .meta({ id: 'SecureLdapChange' });
export type SecureLdapChange = Sent<typeof SecureLdapChange>;
