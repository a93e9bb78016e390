/** Limits on the users named for a run. The page checks them before it sends, and so does the service. */

/** An id of digits, or an address. */
export const USER_KEY = /^(\d+|[^\s/\p{Cs}]+@[A-Za-z0-9.-]+)$/u;
export const MAX_USER_KEY_LENGTH = 254;
/** The upper limit of users in one call. */
export const MAX_USER_KEYS = 500;

export const MAX_UNIT_PATH_LENGTH = 1000;
