/** Google pages that the instructions link to. */
export const GOOGLE = {
  cloudConsole: 'https://console.developers.google.com/',
  createProject: 'https://console.cloud.google.com/projectcreate',
  adminSdkApi: 'https://console.cloud.google.com/apis/library/admin.googleapis.com',
  serviceAccounts: 'https://console.cloud.google.com/iam-admin/serviceaccounts',
  organisationPolicies: 'https://console.cloud.google.com/iam-admin/orgpolicies',
  adminConsole: 'https://admin.google.com/',
  delegation: 'https://admin.google.com/ac/owl/domainwidedelegation',
  adminRoles: 'https://admin.google.com/ac/roles',
  accountSettings: 'https://admin.google.com/ac/accountsettings/profile',
  syncNotice: 'https://support.google.com/a/answer/14114704',
  passwordChange: 'https://support.google.com/a/answer/6328616',
  assignRoles: 'https://support.google.com/a/answer/9807615',
  delegationHelp: 'https://support.google.com/a/answer/162106',
  secureLdap: 'https://support.google.com/a/answer/9048516',
  ldapClients: 'https://support.google.com/a/answer/9048541',
} as const;
