import { visibleOnly } from '../visible-text';

/**
 * Google's id of a Workspace customer, as the Admin console shows it: `C`, then letters or digits. Never
 * `my_customer`, which means nothing to a service account that acts as itself.
 */
export const CUSTOMER_ID = /^C[0-9A-Za-z]{1,63}$/;

/** The id as typed or pasted, without invisible characters. */
export const readCustomerId = visibleOnly;

/** Whether this can be a customer's id. The page and the service both check it. */
export const isCustomerId = (text: string): boolean => CUSTOMER_ID.test(text);
