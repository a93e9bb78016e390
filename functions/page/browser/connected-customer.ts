import { type ConfigurationAnswer } from '../../api/configuration';

/** The connected Workspace, once Google has confirmed it: an ID that was entered may be a wrong one. */
export function connectedCustomer({
  customerId,
  delegation,
  verification,
}: ConfigurationAnswer): string | undefined {
  if (delegation !== false) return customerId;
  const role = verification?.links.find(({ id }) => id === 'role');
  return role?.state === 'ok' ? customerId : undefined;
}
