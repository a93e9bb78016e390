import { AdminRole, NO_ADMIN_ROLE } from './admin-role';
import { checkedBy, type ControlResource } from './control-resource';
import { type KeptGoogle } from './google-on-disk';
import { type ServiceAccount } from './service-account';

/** `service-accounts/{email}/admin-role`: the admin role of a service account; DELETE takes it away. */
export function controlAdminRole(
  google: KeptGoogle,
  [name, email, part, ...rest]: readonly string[],
): ControlResource | undefined {
  if (name !== 'service-accounts' || part !== 'admin-role' || rest.length > 0) return undefined;
  const account = google.state.serviceAccounts.find((each) => each.email === email);
  return account && adminRoleResource(google, account);
}

function adminRoleResource(google: KeptGoogle, account: ServiceAccount): ControlResource {
  const assign = (role: AdminRole): AdminRole => {
    account.adminRole = role;
    google.keepAccount(account);
    return role;
  };
  return {
    read: () => account.adminRole,
    write: checkedBy(AdminRole, assign),
    reset: () => {
      assign(NO_ADMIN_ROLE);
    },
  };
}
