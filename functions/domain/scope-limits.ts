/** Who may be named for a run. The page asks here before it sends, and the service too. */

/** An id of digits, or an address. */
export const USER_KEY = /^(\d+|[^\s/\p{Cs}]+@[A-Za-z0-9.-]+)$/u;
export const MAX_USER_KEY_LENGTH = 254;
/** As many as one call takes. */
export const MAX_USER_KEYS = 500;

export const MAX_UNIT_PATH_LENGTH = 1000;
