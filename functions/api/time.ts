import { z } from 'zod';

/** A moment (RFC 3339). */
export const Time = z.iso.datetime();
