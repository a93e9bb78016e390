import { z } from 'zod';
import { type Configuration } from '../domain/configuration/configuration';
import { type Network, SECURITIES } from '../domain/networks/network';
import { type Fields } from './stored-field';

/** The networks that the configuration keeps. */
export const NETWORKS_OF_CONFIGURATION = {
  networks: z
    .array(
      z.object({
        id: z.string(),
        ssid: z.string(),
        hidden: z.boolean(),
        security: z.enum(SECURITIES),
        outerIdentity: z.string().exactOptional(),
        serverNames: z.array(z.string()),
        caCertificates: z.array(z.string()),
      } satisfies Fields<Network>),
    )
    .exactOptional(),
} satisfies Fields<Pick<Configuration, 'networks'>>;
