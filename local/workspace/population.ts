import { type WorkspaceUser } from './user';

/** The domain of every simulated user. */
export const DOMAIN = 'example.com';
/** The super admin that step 3 of the page names. */
export const ADMIN_USERNAME = `admin@${DOMAIN}`;

type Special = Partial<WorkspaceUser> & { readonly name: string };

const EMPLOYEES = '/Employees';
const CONTRACTORS = '/Contractors';

/** Users with names worth knowing, one for each case that the service treats differently. */
const SPECIALS: readonly Special[] = [
  { name: 'Admin Example', primaryEmail: ADMIN_USERNAME, isAdmin: true, orgUnitPath: '/' },
  { name: 'Helpdesk Example', isDelegatedAdmin: true, orgUnitPath: '/' },
  { name: 'Alice Martin', primaryEmail: `alice@${DOMAIN}`, aliases: [`alice.martin@${DOMAIN}`] },
  { name: 'Bob Novak', primaryEmail: `bob@${DOMAIN}`, aliases: [`robert.novak@${DOMAIN}`] },
  { name: 'Carol Dubois', primaryEmail: `carol@${DOMAIN}`, orgUnitPath: '/Employees/Sales' },
  { name: 'Dave Okafor', primaryEmail: `dave@${DOMAIN}`, orgUnitPath: CONTRACTORS },
  { name: 'Erin Lindqvist', primaryEmail: `erin@${DOMAIN}`, orgUnitPath: '/Contractors/Paris' },
  { name: 'Frank Moreau', primaryEmail: `frank@${DOMAIN}`, suspended: true },
  { name: 'Grace Tanaka', primaryEmail: `grace@${DOMAIN}`, archived: true },
  { name: 'Heidi Weber', primaryEmail: `heidi@${DOMAIN}`, isEnrolledIn2Sv: true },
  {
    name: 'Ivan Petrov',
    primaryEmail: `ivan@${DOMAIN}`,
    isEnrolledIn2Sv: true,
    isEnforcedIn2Sv: true,
  },
];

const GIVEN_NAMES =
  'Adele Amir Anna Bruno Camille Chen Chloe Daniel Diana Elias Emma Farid Fiona Gabriel Hana Hugo Ines Jakob Julia Karim Lena Louis Lucia Malik Maria Mei Milan Nadia Noah Olga Omar Paula Pierre Rosa Samir Sofia Theo Vera Yuki Zoe'.split(
    ' ',
  );
const FAMILY_NAMES =
  'Abadi Bauer Bernard Costa Dupont Eriksen Fischer Garcia Haddad Ito Jansen Keller Laurent Lopez Meyer Moreno Nguyen Olsen Perrin Quintero Ricci Rousseau Santos Silva Torres Ueda Vidal Wagner Xu Yilmaz'.split(
    ' ',
  );
const UNITS = [
  EMPLOYEES,
  EMPLOYEES,
  '/Employees/Sales',
  EMPLOYEES,
  CONTRACTORS,
  '/Contractors/Paris',
];

/**
 * The same `count` users every time: first the named special users (as many as fit), then users in two
 * organisational units. Of these, one in twenty is suspended and one in seven has an alias.
 */
export function* population(count: number): Generator<WorkspaceUser> {
  for (let index = 0; index < count; index += 1) {
    const special = SPECIALS[index];
    yield special ? specialUser(special, index) : ordinaryUser(index);
  }
}

/** 21 digits, unique for each index below ten million, and spread out like Google's. */
function userIdFor(index: number): string {
  const spread = Math.imul(index + 1, 0x9e3779b1) >>> 0; // an odd multiplier is one-to-one on 32 bits
  return `1${String(index % 10_000_000).padStart(7, '0')}${String(spread).padStart(13, '0')}`;
}

const DEFAULTS = {
  aliases: [] as readonly string[],
  suspended: false,
  archived: false,
  isAdmin: false,
  isDelegatedAdmin: false,
  isEnrolledIn2Sv: false,
  isEnforcedIn2Sv: false,
  orgUnitPath: EMPLOYEES,
  passwordChanges: 0,
};

/** A user with no special traits, as a control call creates one. */
export function plainUser(id: string, primaryEmail: string): WorkspaceUser {
  const local = primaryEmail.split('@')[0] ?? primaryEmail;
  return { ...DEFAULTS, id, primaryEmail, givenName: local, familyName: 'Example' };
}

function specialUser({ name, ...traits }: Special, index: number): WorkspaceUser {
  const [givenName = '', familyName = ''] = name.split(' ');
  const primaryEmail = `${givenName.toLowerCase()}@${DOMAIN}`;
  return { ...DEFAULTS, id: userIdFor(index), primaryEmail, givenName, familyName, ...traits };
}

function ordinaryUser(index: number): WorkspaceUser {
  const n = index - SPECIALS.length;
  const pairs = GIVEN_NAMES.length * FAMILY_NAMES.length;
  const givenName = GIVEN_NAMES[n % GIVEN_NAMES.length] ?? '';
  const familyName =
    FAMILY_NAMES[(n + Math.floor(n / GIVEN_NAMES.length)) % FAMILY_NAMES.length] ?? '';
  const suffix = n < pairs ? '' : String(Math.floor(n / pairs) + 1);
  const primaryEmail = `${givenName}.${familyName}${suffix}@${DOMAIN}`.toLowerCase();
  return {
    ...DEFAULTS,
    id: userIdFor(index),
    primaryEmail,
    givenName,
    familyName,
    orgUnitPath: UNITS[n % UNITS.length] ?? EMPLOYEES,
    aliases:
      n % 7 === 3
        ? [`${givenName.charAt(0)}.${familyName}.${n}@${DOMAIN}`.toLowerCase()]
        : DEFAULTS.aliases,
    suspended: n % 20 === 13,
  };
}
