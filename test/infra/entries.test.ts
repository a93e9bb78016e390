import { type Plan } from '../../scripts/test-infra-plans';
import * as rules from './access-rules';
import { type Change, copyOfInfra, keylessPlan } from './copy-of-infra';
import { environmentOf } from './environment-of';

// Access is data: a further function and a second secret are entries, and everything that they need follows.

const ENTRIES: readonly Change[] = [
  [
    'functions.tf',
    '  functions_always = {\n',
    `  functions_always = {
    kiosk = {
      does          = "Shows a person their own password"
      ingress       = "INGRESS_TRAFFIC_ALL"
      iap           = true
      timeout       = 60
      concurrency   = 40
      min_instances = 0
      max_instances = 2
    }
`,
  ],
  ['functions.tf', '  environments = {\n', '  environments = {\n    kiosk = {}\n'],
  ['secrets.tf', '  secrets = {\n', '  secrets = {\n    printer-key = "PRINTER_KEY_SECRET"\n'],
  [
    'access.tf',
    '  grants_of_functions = {\n',
    `  grants_of_functions = {
    kiosk-printer-read = {
      who = "kiosk", on = "secret:printer-key", role = "roles/secretmanager.secretAccessor"
      why = "Prints."
    }
    kiosk-cipher = {
      who = "kiosk", on = "kms:passwords", role = "roles/cloudkms.cryptoKeyDecrypter"
      why = "Decrypts the password of the person who asks."
    }
    readers-open-the-kiosk = {
      who = "read-only", on = "page:kiosk", role = "roles/iap.httpsResourceAccessor"
      why = "May sign in."
    }
`,
  ],
];

let copy: ReturnType<typeof copyOfInfra>;
let plan: Plan;
beforeAll(async () => {
  copy = copyOfInfra(ENTRIES);
  plan = await keylessPlan(copy.path);
});
afterAll(() => {
  copy.remove();
});

const addresses = (word: string): readonly string[] =>
  plan.resource_changes
    .map(({ address }) => address)
    .filter((address) => address.includes(word))
    .toSorted();

it('an added function has its identity, its grants, its gate, and a build that may deploy it', () => {
  expect(addresses('kiosk')).toEqual([
    'google_cloud_run_v2_service.function["kiosk"]',
    'google_cloud_run_v2_service_iam_member.grant["iap-calls-kiosk"]',
    'google_iap_web_cloud_run_service_iam_member.grant["readers-open-the-kiosk/bob@example.com"]',
    'google_kms_crypto_key_iam_member.grant["kiosk-cipher"]',
    'google_secret_manager_secret_iam_member.grant["kiosk-printer-read"]',
    'google_service_account.identity["kiosk"]',
    'google_service_account_iam_member.grant["build-acts-as-kiosk"]',
  ]);
});

it('a grant appears on the page and on the secret that it names', () => {
  const targets = plan.resource_changes
    .filter(({ index }) => /^(readers-open|kiosk-printer)/.test(String(index)))
    .map(({ change }) => change.after?.['cloud_run_service_name'] ?? change.after?.['secret_id']);
  expect(targets).toEqual(['kiosk', 'printer-key']);
});

it('an added secret is created, given to every account with a grant on it, and guarded from all others', () => {
  expect(addresses('secret["printer-key"]')).toEqual([
    'google_secret_manager_secret.secret["printer-key"]',
  ]);
  const plans = new Map([['keyless', plan]]);
  const secretsOf = (name: string): readonly string[] =>
    Object.keys(environmentOf(plans, 'keyless', name)).filter((each) => each.endsWith('_SECRET'));
  expect(secretsOf('kiosk')).toEqual(['PRINTER_KEY_SECRET']);
  expect(secretsOf('passwords')).toEqual(['SECURE_LDAP_SECRET', 'SERVICE_ACCOUNT_KEY_SECRET']);
  const alert = plan.resource_changes.find(({ name }) => name === 'stranger_reads');
  const filter = JSON.stringify(alert?.change.after?.['conditions']).replaceAll('\\', '');
  expect(filter).toContain(
    'resourceName=~"/secrets/printer-key/" AND NOT protoPayload.authenticationInfo.principalEmail=("kiosk@acme-passwords.iam.gserviceaccount.com"))',
  );
  expect(filter).toContain(
    'resourceName=~"/cryptoKeys/passwords(/|$)" AND NOT protoPayload.authenticationInfo.principalEmail=("kiosk@acme-passwords.iam.gserviceaccount.com" OR "passwords@acme-passwords.iam.gserviceaccount.com" OR "rotation-worker@acme-passwords.iam.gserviceaccount.com"))',
  );
});

it('the rules also see the access that an entry opens', () => {
  expect(rules.onlyTheseDecrypt(plan)).toEqual(['kiosk may decrypt passwords; it should not']);
  expect(rules.noBroadRoles(plan)).toEqual([]);
  expect(rules.noProjectWideAccess(plan)).toEqual([]);
});
