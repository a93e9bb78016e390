import { activeSync } from './activesync';
import { type Client } from './client';

/** Every kind of client that this service has settings for. */
export const CLIENTS: readonly Client[] = [activeSync];
